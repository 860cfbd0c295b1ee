"""Types as values must conform to: written in an expression, on a parameter, or declared in a DMN file."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import ast
from .errors import FeelSyntaxError
from .functions import Defined
from .language import nearest
from .run import Run
from .values import Function, Range, kind

SIMPLE = {
    "any": "Any",
    "null": "null",
    "number": "number",
    "string": "string",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "date and time": "date and time",
    "dateTime": "date and time",
    "days and time duration": "days and time duration",
    "dayTimeDuration": "days and time duration",
    "day time duration": "days and time duration",
    "years and months duration": "years and months duration",
    "yearMonthDuration": "years and months duration",
    "year month duration": "years and months duration",
    "list": "list",
    "context": "context",
    "range": "range",
    "function": "function",
    "Any": "Any",
}
Allowed = Callable[[Any, Run], bool]


@dataclass(frozen=True)
class Type:
    """``name`` is a kind or ``Any``; ``element`` the entries of a list or ends of a range; ``members`` a context's."""

    name: str
    element: Type | None = None
    members: Mapping[str, Type] | None = None
    parameters: tuple[Type, ...] = ()
    result: Type | None = None
    allowed: Allowed | None = None

    def accepts(self, value: Any, run: Run) -> bool:
        """Whether a value is of the type; null is of every type here."""
        if value is None:
            return True
        found = kind(value)
        if self.name != "Any" and found != self.name:
            return False
        run.spend()
        if found == "list" and self.element:
            if not all(self.element.accepts(entry, run) for entry in value):
                return False
        if self.members is not None and not self._has_members(value, run):
            return False
        if found == "range" and self.element and not self._has_ends(value, run):
            return False
        if isinstance(value, Defined) and self.name == "function" and len(value.parameters) != len(self.parameters):
            return self.result is None
        return self.allowed is None or self.allowed(value, run)

    def _has_members(self, value: Any, run: Run) -> bool:
        return all(name in value and member.accepts(value[name], run) for name, member in (self.members or {}).items())

    def _has_ends(self, value: Range, run: Run) -> bool:
        return self.element is None or (self.element.accepts(value.start, run) and self.element.accepts(value.end, run))


ANY = Type("Any")


def fit(value: Any, wanted: Type | None, run: Run) -> tuple[bool, Any]:
    """Whether a value can serve as the type, and the value as it then stands. (DMN 10.3.2.9.4)

    A list of one entry serves as that entry, a date as its midnight.
    """
    if wanted is None or value is None or wanted.accepts(value, run):
        return True, value
    if type(value) is list and len(value) == 1 and wanted.name != "list" and wanted.accepts(value[0], run):
        return True, value[0]
    if wanted.name == "date and time" and kind(value) == "date":
        import datetime as dt

        return True, dt.datetime.combine(value, dt.time(), dt.UTC)
    return False, None


def conform(value: Any, wanted: Type | None, run: Run, position: int = 0, name: str = "") -> Any:
    """The value as the type wants it; fails with ``feel.kind`` where it does not fit."""
    fits, value_as = fit(value, wanted, run)
    if fits or wanted is None:
        return value_as
    if wanted.allowed is not None and kind(value) == wanted.name:
        return run.fail("feel.not_allowed", position, name=name, value=_shown(value))
    return run.fail("feel.kind", position, expected=wanted.name, found=kind(value), name=name)


def _shown(value: Any) -> str:
    return str(value)[:60]


def resolve(reference: ast.TypeRef, declared: Mapping[str, Type]) -> Type:
    """The type that a reference names; raises FeelSyntaxError for an unknown one."""
    name = reference.name
    if name in declared and not reference.arguments and not reference.members:
        return declared[name]
    if name == "list":
        return Type("list", resolve(reference.arguments[0], declared) if reference.arguments else None)
    if name == "range":
        return Type("range", resolve(reference.arguments[0], declared) if reference.arguments else None)
    if name == "context":
        return Type("context", members={key: resolve(member, declared) for key, member in reference.members})
    if name == "function":
        parameters = tuple(resolve(argument, declared) for argument in reference.arguments)
        return Type(
            "function", parameters=parameters, result=resolve(reference.result, declared) if reference.result else None
        )
    if name in SIMPLE:
        return Type(SIMPLE[name])
    known = [*declared, *SIMPLE]
    raise FeelSyntaxError("feel.unknown_type", reference.position, name=name, nearest=nearest(name, known))


def is_instance(value: Any, wanted: Type, run: Run) -> bool:
    """``instance of``: as accepts, allowed values aside, but null is an instance of null only. (DMN table 49)"""
    if value is None:
        return wanted.name == "null"
    if isinstance(value, Function) and wanted.name == "function" and wanted.result is not None:
        return _function_fits(value, wanted)
    return dataclasses.replace(wanted, allowed=None).accepts(value, run)


def _function_fits(value: Function, wanted: Type) -> bool:
    if not isinstance(value, Defined):
        return True
    if len(value.parameters) != len(wanted.parameters):
        return False
    for (_, mine), theirs in zip(value.parameters, wanted.parameters, strict=False):
        if mine is not None and not covers(mine, theirs):
            return False
    return value.result is None or wanted.result is None or covers(wanted.result, value.result)


def covers(wide: Type, narrow: Type) -> bool:
    """Whether every value of the narrow type is one of the wide type, as far as their shapes tell."""
    if wide.name == "Any":
        return True
    if wide.name != narrow.name:
        return narrow.name == "null"
    if wide.members is not None:
        have = narrow.members or {}
        return all(name in have and covers(member, have[name]) for name, member in wide.members.items())
    if wide.element is not None and narrow.element is not None:
        return covers(wide.element, narrow.element)
    return True
