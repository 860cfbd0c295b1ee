"""What rests on what in a decision model: ids resolved, missing ones and circles found, imports looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import model
from .types import Type
from .workshop import Workshop

if TYPE_CHECKING:
    from .decisions import Decisions
    from .wiring import Logic


@dataclass(frozen=True)
class Required:
    """What one element rests on: ids, the names it sees them under, and which of them are inputs."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    inputs: tuple[str, ...]
    groups: Mapping[str, str]


class Requirements:
    """The graph of one model."""

    def __init__(self, source: model.DecisionModel, others: Mapping[str, Decisions]) -> None:
        self.source = source
        self.elements: dict[str, Any] = {}
        for entry in (*source.inputs, *source.knowledge, *source.decisions, *source.services):
            self.elements.setdefault(entry.id, entry)
        self.imports = {
            each.namespace: (each.name, others[each.namespace]) for each in source.imports if each.namespace in others
        }

    # ---- what is imported

    def imported_types(self) -> dict[str, Type]:
        """Types of imported models, under the name of the import."""
        found: dict[str, Type] = {}
        for name, other in self.imports.values():
            found |= {f"{name}.{type_name}": other.types[type_name] for type_name in other.types}
        return found

    def imported_names(self) -> set[str]:
        """Names of imports and of what they hold, for the parser."""
        found: set[str] = set()
        for name, other in self.imports.values():
            found |= {name, *(logic.name for logic in other.logics.values())}
            found |= set(getattr(other.types, "component_names", set)())
        return found

    def imported_logics(self) -> dict[str, Logic]:
        """Compiled elements of imported models by id; this file's own come before them."""
        found: dict[str, Logic] = {}
        for namespace, (_, other) in self.imports.items():
            found |= other.logics
            found |= {f"{namespace}#{id_}": logic for id_, logic in other.logics.items()}
        return found

    # ---- this file

    def own_names(self) -> frozenset[str]:
        """Names of decisions, inputs, functions and services of the file."""
        return frozenset(entry.name for entry in self.elements.values())

    def all_names(self) -> frozenset[str]:
        """The same, with imports."""
        return self.own_names() | self.imported_names()

    def of(self, entry: model.Decision | model.Knowledge, shop: Workshop) -> Required:
        """What an element requires; what is not there is reported."""
        ids: list[str] = []
        names: list[str] = []
        inputs: list[str] = []
        groups: dict[str, str] = {}
        for href in _targets(entry):
            namespace, _, id_ = href.rpartition("#")
            if namespace in ("", self.source.namespace) and id_ in self.elements:
                ids.append(id_)
                names.append(self.elements[id_].name)
                if isinstance(self.elements[id_], model.InputData):
                    inputs.append(self.elements[id_].name)
            elif namespace in self.imports and id_ in self.imports[namespace][1].logics:
                ids.append(href)
                names.append(self.imports[namespace][0])
                groups[href] = self.imports[namespace][0]
            else:
                shop.report("dmn.missing", entry.name, target=href)
        return Required(tuple(ids), tuple(names), tuple(inputs), groups)

    def check(self, shop: Workshop) -> None:
        """Report names used twice, names that are missing, and circles."""
        seen: set[str] = set()
        for entry in self.elements.values():
            if not entry.name:
                shop.report("dmn.no_name", entry.id)
            elif entry.name in seen:
                shop.report("dmn.twice", entry.name)
            seen.add(entry.name)
        if not self.source.decisions:
            shop.report("dmn.no_decisions", self.source.name, "warning")
        for id_, entry in self.elements.items():
            if self._reaches(id_, id_):
                shop.report("dmn.cycle", entry.name, name=entry.name)

    def _reaches(self, start: str, goal: str) -> bool:
        todo, seen = [start], set()
        while todo:
            entry = self.elements.get(todo.pop())
            for target in _targets(entry):
                id_ = target.rpartition("#")[2]
                if id_ == goal:
                    return not (isinstance(entry, model.Knowledge) and entry.id == goal)
                if id_ not in seen:
                    seen.add(id_)
                    todo.append(id_)
        return False


def _targets(entry: Any) -> tuple[str, ...]:
    if isinstance(entry, model.Decision):
        return (*entry.required_inputs, *entry.required_decisions, *entry.required_knowledge)
    return entry.required_knowledge if isinstance(entry, model.Knowledge) else ()
