"""The types a DMN file declares, resolved: components, collections, allowed values, functions."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .errors import FeelSyntaxError
from .expression import build_tests
from .language import Language
from .model import ItemDefinition
from .parser import Parser
from .run import Frame, Run
from .scope import Unit
from .types import ANY, SIMPLE, Type, resolve

Report = Callable[[str, str, FeelSyntaxError], None]


class ItemTypes(Mapping[str, Type]):
    """All types of a model by name; a definition that cannot be resolved counts as any, and is reported."""

    def __init__(
        self,
        items: Iterable[ItemDefinition],
        language: Language,
        report: Report,
        outside: Mapping[str, Type] | None = None,
    ) -> None:
        self._items = {item.name: item for item in items}
        self._language = language
        self._report = report
        self._types: dict[str, Type] = dict(outside or {})
        self._open: set[str] = set()
        for name in self._items:
            self[name]

    def __getitem__(self, name: str) -> Type:
        if name not in self._types:
            item = self._items[name]
            if name in self._open:
                return ANY
            self._open.add(name)
            self._types[name] = self._resolve(item)
        return self._types[name]

    def __contains__(self, name: object) -> bool:
        return name in self._items or name in self._types

    def __iter__(self) -> Any:
        return iter({**self._items, **self._types})

    def __len__(self) -> int:
        return len({**self._items, **self._types})

    def named(self, reference: str, element: str = "") -> Type | None:
        """The type a reference names; nothing for none, and for ``Any``."""
        if not reference:
            return None
        if reference in self:
            return self[reference]
        if reference in SIMPLE:
            return None if SIMPLE[reference] == "Any" else Type(SIMPLE[reference])
        try:
            node = Parser(reference, self._language, self._items).type_ref()
            return resolve(node, self)
        except FeelSyntaxError as error:
            self._report(element or reference, reference, error)
            return None

    def component_names(self) -> set[str]:
        """Every name of a component, for the parser to know those of several words."""
        names, todo = set(), list(self._items.values())
        while todo:
            item = todo.pop()
            names |= {component.name for component in item.components}
            todo += item.components
        return names

    def _resolve(self, item: ItemDefinition) -> Type:
        if item.components:
            base = Type("context", members={component.name: self._resolve(component) for component in item.components})
        elif item.parameters is not None:
            parameters = tuple(self.named(parameter.type, item.name) or ANY for parameter in item.parameters)
            base = Type("function", parameters=parameters, result=self.named(item.result, item.name) or ANY)
        else:
            base = self.named(item.type, item.name) or ANY
        if item.allowed:
            base = self._narrowed(base, item.allowed, item.name)
        if item.collection:
            base = Type("list", base)
        return self._narrowed(base, item.constraint, item.name) if item.constraint else base

    def _narrowed(self, base: Type, allowed: str, element: str) -> Type:
        try:
            _, closure = build_tests(allowed, Unit(self._language))
        except FeelSyntaxError as error:
            self._report(element, allowed, error)
            return base
        before = base.allowed

        def passes(value: Any, run: Run) -> bool:
            if before is not None and not before(value, run):
                return False
            return closure(Frame({"?": value}, Frame({}, None, run), run)) is True

        return dataclasses.replace(base, allowed=passes)
