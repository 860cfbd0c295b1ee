"""Asks FEEL what an author's condition says about answers and facts."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.feel import EvaluationError
from engine.forms.shape import ROWS, Field, asking


@dataclass
class Bench:
    """What conditions are evaluated against: facts of the case, the form's own answers over them, and the clock.

    A field of the form hides a fact of the same name even while it is empty, so that an old answer never
    decides about a new one.
    """

    facts: Mapping[str, Any]
    now: datetime
    own: dict[str, Any] = field(default_factory=dict)

    def scope(self) -> Mapping[str, Any]:
        """Everything that can be read by name; a fact is looked up when it is read, never copied."""
        return ChainMap(self.own, self.facts)  # type: ignore[arg-type]

    def inside(self, fields: tuple[Field, ...], values: Mapping[str, Any]) -> Bench:
        """The bench within one row: the row's answers stand before those of the form around it."""
        return Bench(self.scope(), self.now, own_values(fields, values))

    def holds(self, expression: Any) -> bool | None:
        """True or False, or None where the expression is absent, gives something else, or cannot be evaluated."""
        value = self.value(expression)
        return value if isinstance(value, bool) else None

    def value(self, expression: Any) -> Any:
        """What an expression gives; None where there is none or it errs."""
        if expression is None:
            return None
        try:
            return expression.evaluate(self.scope(), now=self.now, strict=False)
        except EvaluationError:
            return None


def own_values(fields: tuple[Field, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a form by key, those not given as None (rows: an empty list)."""
    return {one.key: values.get(one.key, [] if one.kind == ROWS else None) for one in asking(fields)}


def hidden_keys(fields: tuple[Field, ...], bench: Bench) -> frozenset[str]:
    """Keys of what is not to be seen now; what is hidden counts as empty for the conditions of others.

    Repeats until nothing changes; conditions that hide each other in a circle end after as many rounds as
    there are fields (the check of a form names them).
    """
    hidden: frozenset[str] = frozenset()
    for _ in range(len(fields) + 2):
        own = {key: (None if key in hidden else value) for key, value in bench.own.items()}
        found = frozenset(_hidden(fields, Bench(bench.facts, bench.now, own)))
        if found == hidden:
            break
        hidden = found
    return hidden


def _hidden(fields: tuple[Field, ...], bench: Bench, within: bool = False) -> list[str]:
    keys = []
    for one in fields:
        gone = within or _is_hidden(one, bench)
        if gone:
            keys.append(one.key)
        if one.children and one.kind != ROWS:
            keys.extend(_hidden(one.children, bench, gone))
    return keys


def _is_hidden(one: Field, bench: Bench) -> bool:
    if one.hidden_when is not None and bench.holds(one.hidden_when) is True:
        return True
    return one.shown_when is not None and bench.holds(one.shown_when) is not True


def is_required(one: Field, bench: Bench) -> bool:
    """Whether an answer must be given now."""
    return one.required or bench.holds(one.required_when) is True


def is_readonly(one: Field, bench: Bench) -> bool:
    """Whether the field only shows what the facts already hold."""
    return one.readonly or bench.holds(one.readonly_when) is True
