"""Decision models ready to decide: requirements wired, logic compiled once, hits told with their rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import Finding

from . import model
from .boxed import compile_boxed, function_of
from .errors import EvaluationError
from .expression import PLAIN, guarded
from .item_types import ItemTypes
from .language import Language, nearest
from .requirements import Requirements
from .run import Budget, Run
from .scope import Closure, Scope, Unit
from .table import Hit
from .types import Type
from .wiring import Evaluation, Logic
from .workshop import Workshop

LONGEST_MODEL = 400_000


@dataclass(frozen=True)
class Decided:
    """What a decision gave, and the rows of tables that led to it, those of required decisions first."""

    value: Any
    hits: tuple[Hit, ...]


class Decisions:
    """A compiled decision model; immutable, safe to share between threads."""

    def __init__(
        self,
        source: model.DecisionModel,
        logics: Mapping[str, Logic],
        findings: tuple[Finding, ...],
        types: Mapping[str, Type],
    ) -> None:
        self.model = source
        self.logics = logics
        self.types = types
        self.names = tuple(decision.name for decision in source.decisions)
        self._by_name = {logic.name: logic for logic in reversed(logics.values())}
        self._findings = findings

    def check(self, known: Iterable[str] | None = None) -> list[Finding]:
        """Everything that is wrong with the model, in the order it stands there; empty when it can be released.

        With ``known``, the facts there are, every other name that is read from outside is a finding as well.
        """
        if known is None:
            return list(self._findings)
        facts = frozenset(known)
        return [*self._findings, *self._unknown(facts)]

    def _unknown(self, facts: frozenset[str]) -> Iterator[Finding]:
        told = {(finding.element, finding.facts.get("name")) for finding in self._findings}
        own = {entry.name for entry in (*self.model.decisions, *self.model.inputs)}
        for decision in self.model.decisions if self.logics else ():
            for name in sorted({path[0] for path in self.logics[decision.id].reads} - facts - own):
                if (decision.name, name) not in told:
                    said = {"name": name, "nearest": nearest(name, facts)}
                    yield Finding("feel.unknown_name", "error", self.model.file, decision.name, said)

    def reads(self, name: str) -> frozenset[tuple[str, ...]]:
        """The paths of names that a decision, and all it rests on, read from outside."""
        found: set[tuple[str, ...]] = set()
        todo, seen = [self._logic(name)], set()
        while todo:
            logic = todo.pop()
            if logic.id not in seen:
                seen.add(logic.id)
                found |= logic.reads
                todo += [self.logics[id_] for id_ in logic.requires if id_ in self.logics]
        return frozenset(found)

    def decide(
        self,
        name: str,
        scope: Mapping[str, Any],
        *,
        now: dt.datetime,
        strict: bool = True,
        budget: Budget | None = None,
    ) -> Decided:
        """Decide by the decision (or decision service) of a name.

        Raises EvaluationError where there is none, kinds do not fit, several rows of a unique table apply, or
        the budget is used up; where not ``strict`` such a value is null, as the standard has it.
        """
        run = Run(now, strict, budget)
        logic = self._logic(name)
        evaluation = Evaluation(self.logics, scope, run)
        value = guarded(lambda: evaluation.outcome(logic), run, name)
        return Decided(value, tuple(run.hits))

    def _logic(self, name: str) -> Logic:
        logic = self._by_name.get(name)
        if logic is None:
            raise EvaluationError("dmn.unknown_decision", 0, name=name, nearest=nearest(name, self._by_name))
        return logic


def compile_model(
    source: model.DecisionModel,
    language: Language = PLAIN,
    *,
    names: Iterable[str] | None = None,
    others: Mapping[str, Decisions] | None = None,
) -> Decisions:
    """Compile a decision model; what is wrong in it is told by ``check()``, nothing is raised.

    ``names`` are the facts its expressions may read beside what they require; ``None`` lets them read any.
    ``others`` are compiled models by their namespace, for what the file imports.
    """
    requirements = Requirements(source, others or {})
    size = model.length(source)
    if size > LONGEST_MODEL:
        finding = Finding("dmn.too_long", "error", source.file, source.name, {"length": size, "limit": LONGEST_MODEL})
        return Decisions(source, {}, (finding,), {})
    shop = Workshop(language, source.file, requirements.all_names())
    requirements.check(shop)
    outside = requirements.imported_types()
    shop.types = ItemTypes(
        source.items, language, lambda element, text, error: shop.refuse(element, text, error), outside
    )
    shop.words |= shop.types.component_names() | requirements.imported_names()
    known = None if names is None else frozenset(names)
    logics: dict[str, Logic] = dict(requirements.imported_logics())
    for entry in (*source.inputs, *source.knowledge, *source.decisions, *source.services):
        logics[entry.id] = _logic(entry, requirements, shop, known)
    return Decisions(source, logics, tuple(shop.findings), shop.types)


def _logic(entry: Any, requirements: Requirements, shop: Workshop, names: frozenset[str] | None) -> Logic:
    if isinstance(entry, model.InputData):
        return Logic(entry.id, entry.name, "input", type=shop.type(entry.type, entry.name))
    if isinstance(entry, model.Service):
        return Logic(entry.id, entry.name, "service", type=shop.type(entry.type, entry.name), service=entry)
    requires = requirements.of(entry, shop)
    visible = frozenset(requires.names)
    if isinstance(entry, model.Knowledge):
        unit = Unit(shop.language, visible, False, shop.types)
        box = entry.function or model.FunctionBox((), None)
        make = function_of(box, entry.name, Scope(unit), shop, box.type or entry.type)
        return Logic(entry.id, entry.name, "knowledge", make, requires=requires.ids, groups=requires.groups)
    unit = Unit(shop.language, visible | (names or frozenset()), names is None, shop.types)
    closure = _decision(entry, unit, shop)
    reads = frozenset(path for path in unit.reads if path[0] not in visible)
    for path in sorted(reads):
        if path[0] in requirements.own_names() and path[0] not in (names or ()):
            shop.report("dmn.not_connected", entry.name, name=path[0])
    inputs = frozenset((name,) for name in requires.inputs)
    type_ = shop.type(entry.type, entry.name)
    return Logic(entry.id, entry.name, "decision", closure, type_, reads | inputs, requires.ids, requires.groups)


def _decision(entry: model.Decision, unit: Unit, shop: Workshop) -> Closure:
    closure = compile_boxed(entry.logic, entry.name, Scope(unit), shop, entry.type)
    return shop.typed(closure, entry.type, entry.name)
