"""What a name means at the place where it stands: settled once, when an expression is compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .builtins import BUILTINS
from .errors import FeelSyntaxError
from .functions import Builtin
from .language import Language, nearest
from .run import Frame, Run
from .types import Type
from .values import adopt

Closure = Callable[[Frame], Any]
Origin = tuple[str, ...] | None


@dataclass
class Unit:
    """What all of one compilation shares; where it is ``open``, names beside ``names`` may be read: facts."""

    language: Language
    names: frozenset[str] = frozenset()
    open: bool = False
    types: Mapping[str, Type] = field(default_factory=dict)
    words: Iterable[str] = ()
    reads: set[tuple[str, ...]] = field(default_factory=set)


class Scope:
    """Names visible at compile time; mirrors the frames there will be when the expression runs."""

    def __init__(
        self,
        unit: Unit,
        up: Scope | None = None,
        names: Mapping[str, Origin] | None = None,
        item: Origin | bool = False,
    ) -> None:
        self.unit = unit
        self.up = up
        self.names = dict(names or {})
        self.is_item = item is not False
        self.origin: Origin = item if isinstance(item, tuple) else None

    def inner(self, names: Mapping[str, Origin] | Iterable[str] = ()) -> Scope:
        """A scope with names of its own, each with the path its value stems from, if known."""
        return Scope(self.unit, self, names if isinstance(names, Mapping) else dict.fromkeys(names))

    def entry(self, origin: Origin) -> Scope:
        """The scope of a filter: the members of whatever entry is looked at come first."""
        return Scope(self.unit, self, None, origin if origin else True)


class ItemFrame(Frame):
    """The frame of a filter; ``values`` are the members of the entry where it is a context."""

    __slots__ = ("item",)

    def __init__(self, item: Any, up: Frame, run: Run) -> None:
        super().__init__(item if isinstance(item, Mapping) else {}, up, run)
        self.item = item


@dataclass(frozen=True)
class Found:
    """A resolved name: ``hops`` frames up, the filters passed on the way, and what it stands for."""

    kind: str
    hops: int
    items: tuple[int, ...] = ()
    origin: Origin = None
    builtin: Builtin | None = None


def find(name: str, scope: Scope) -> Found:
    """Where a name comes from: ``local``, ``root``, ``builtin`` or ``unknown``."""
    hops, items = 0, []
    while scope.up is not None:
        if scope.is_item:
            items.append(hops)
        elif name in scope.names:
            return Found("local", hops, tuple(items), scope.names[name])
        scope, hops = scope.up, hops + 1
    unit = scope.unit
    if name in unit.names:
        return Found("root", hops, tuple(items), (name,))
    meant = unit.language.aliases.get(name, name)
    builtin = unit.language.functions.get(meant) or BUILTINS.get(meant)
    if builtin:
        return Found("builtin", hops, tuple(items), None, builtin)
    return Found("root" if unit.open else "unknown", hops, tuple(items), (name,))


def read_name(name: str, position: int, scope: Scope) -> Closure:
    """The closure that reads a name; raises FeelSyntaxError for one that nothing declares."""
    found = find(name, scope)
    if name == "item" and found.items and found.kind != "local":
        return _from_items(name, found, _item_at(found.items[0]))
    if found.kind == "unknown" and not found.items:
        raise FeelSyntaxError("feel.unknown_name", position, name=name, nearest=nearest(name, known(scope)))
    if found.kind == "builtin":
        last = _builtin(name, found.builtin, scope.unit.language)
    else:
        last = _at(name, found.hops)
        if found.kind == "root" and not found.items:
            scope.unit.reads.add((name,))
    return _from_items(name, found, last) if found.items else last


def _builtin(name: str, builtin: Builtin | None, language: Language) -> Closure:
    """A builtin as a value; the bare alias of one without arguments is its call."""
    if builtin and name in language.aliases and not builtin.signatures[0].parameters:
        action = builtin.signatures[0].action
        return lambda frame: action(frame.run)
    return lambda frame: builtin


def _at(name: str, hops: int) -> Closure:
    if hops == 0:
        return lambda frame: adopt(frame.values.get(name))
    if hops == 1:
        return lambda frame: adopt(frame.up.values.get(name))

    def read(frame: Frame) -> Any:
        for _ in range(hops):
            frame = frame.up
        return adopt(frame.values.get(name))

    return read


def _item_at(hops: int) -> Closure:
    def read(frame: Frame) -> Any:
        for _ in range(hops):
            frame = frame.up
        return frame.item

    return read


def _from_items(name: str, found: Found, last: Closure) -> Closure:
    """Members of the entries of the filters around come before names further out."""
    hops = found.items

    def read(frame: Frame) -> Any:
        here, at = frame, 0
        for hop in hops:
            while at < hop:
                here, at = here.up, at + 1
            if name in here.values:
                return adopt(here.values[name])
        return last(frame)

    return read


def known(scope: Scope) -> list[str]:
    """Every name that could have been meant here."""
    names: list[str] = []
    while scope.up is not None:
        names += [name for name in scope.names if name != "?"]
        scope = scope.up
    unit = scope.unit
    return [*names, *unit.names, *unit.language.aliases, *unit.language.functions]
