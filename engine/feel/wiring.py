"""One decision under way through the graph of a model: every required decision once, inputs made to fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import model
from .functions import Defined
from .run import Frame, Run
from .scope import Closure
from .types import Type, conform, fit
from .values import adopt


@dataclass(frozen=True)
class Logic:
    """One element of a model, compiled: ``kind`` is input, knowledge, decision or service.

    ``requires`` are ids in the order drawn; ``groups`` says which of them stand under the name of an import.
    """

    id: str
    name: str
    kind: str
    closure: Closure | None = None
    type: Type | None = None
    reads: frozenset[tuple[str, ...]] = frozenset()
    requires: tuple[str, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    service: model.Service | None = None


class Layers(Mapping[str, Any]):
    """Names of one decision over the scope it was given; nothing is copied."""

    __slots__ = ("_own", "_outer")

    def __init__(self, own: Mapping[str, Any], outer: Mapping[str, Any]) -> None:
        self._own = own
        self._outer = outer

    def __getitem__(self, name: str) -> Any:
        return self._own[name] if name in self._own else self._outer[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The nearest value of a name, else the default."""
        return self._own[name] if name in self._own else self._outer.get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter({**self._outer, **self._own})

    def __len__(self) -> int:
        return len({**self._outer, **self._own})


class Evaluation:
    """The values of one request; ``given`` are decisions whose values a service was called with."""

    def __init__(
        self, logics: Mapping[str, Logic], scope: Mapping[str, Any], run: Run, given: Mapping[str, Any] | None = None
    ) -> None:
        self.logics = logics
        self.scope = scope
        self.run = run
        self.values: dict[str, Any] = dict(given or {})
        self.open: set[str] = set()

    def outcome(self, logic: Logic) -> Any:
        """The value asked for: of a decision, or of a service called with what the scope holds."""
        if logic.kind != "service" or logic.service is None:
            return self.value(logic)
        names = [self.logics[id_].name for id_ in self._parameters(logic.service)]
        return self._serve(logic, {name: adopt(self.scope.get(name)) for name in names})

    def value(self, logic: Logic) -> Any:
        """The value under which an element is seen by those that require it."""
        if logic.id not in self.values:
            if logic.id in self.open:
                return self.run.fail("dmn.cycle", 0, name=logic.name)
            self.open.add(logic.id)
            self.values[logic.id] = self._find(logic)
            self.open.discard(logic.id)
        return self.values[logic.id]

    def _find(self, logic: Logic) -> Any:
        self.run.spend()
        if logic.kind == "input":
            return conform(adopt(self.scope.get(logic.name)), logic.type, self.run, 0, logic.name)
        if logic.kind == "service" and logic.service is not None:
            return self._function(logic, logic.service)
        own: dict[str, Any] = {}
        for id_ in logic.requires:
            required = self.logics[id_]
            group = logic.groups.get(id_)
            (own.setdefault(group, {}) if group else own)[required.name] = self.value(required)
        outer = self.scope if logic.kind == "decision" else {}
        return logic.closure(Frame(Layers(own, outer), None, self.run)) if logic.closure else None

    # ---- decision services

    def _parameters(self, service: model.Service) -> tuple[str, ...]:
        return tuple(id_ for id_ in (*service.inputs, *service.input_decisions) if id_ in self.logics)

    def _function(self, logic: Logic, service: model.Service) -> Defined:
        """A service as a function of its inputs and input decisions."""
        required = [self.logics[id_] for id_ in self._parameters(service)]
        parameters = tuple((each.name, each.type) for each in required)
        return Defined(
            parameters, lambda frame: self._serve(logic, frame.values), Frame({}, None, self.run), None, logic.name
        )

    def _serve(self, logic: Logic, arguments: Mapping[str, Any]) -> Any:
        service = logic.service
        if service is None:
            return None
        given = {}
        for id_ in service.input_decisions:
            if id_ in self.logics:
                required = self.logics[id_]
                fits, given[id_] = fit(arguments.get(required.name), required.type, self.run)
                if not fits:
                    return conform(arguments.get(required.name), required.type, self.run, 0, required.name)
        inner = Evaluation(self.logics, arguments, self.run, given)
        outputs = [self.logics[id_] for id_ in service.outputs if id_ in self.logics]
        values = {output.name: inner.value(output) for output in outputs}
        value = next(iter(values.values()), None) if len(values) == 1 else values
        wanted = logic.type.result if logic.type is not None and logic.type.name == "function" else logic.type
        return conform(value, wanted, self.run, 0, logic.name)
