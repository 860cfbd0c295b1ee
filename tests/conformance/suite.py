"""Decides every case of the TCK with the standard's own leniency (null where something errs) and compares."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.bpmn.dmn import read_dmn
from engine.errors import Refusal
from engine.feel.decisions import Decisions, compile_model
from tests.conformance.cases import Case, cases, folders, same

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))


@dataclass(frozen=True)
class Failure:
    """A result that is not the expected one."""

    folder: str
    case: str
    node: str
    found: str
    expected: str


def run_level(tck: Path, level: int) -> tuple[int, list[Failure]]:
    """How many results of a level are as expected, and those that are not."""
    passed, failures = 0, []
    for folder in folders(tck, level):
        models: dict[str, Decisions] = {}
        for case in cases(folder):
            if case.model not in models:
                models |= _models(folder)
            for expectation in case.expected:
                found = _decide(models[case.model], case, expectation.node)
                if same(found, expectation.value):
                    passed += 1
                else:
                    failures.append(
                        Failure(folder.name, case.id, expectation.node, repr(found), repr(expectation.value))
                    )
    return passed, failures


def _models(folder: Path) -> dict[str, Decisions]:
    """All models of a folder by file name, those that are imported compiled first."""
    sources = {path.name: read_dmn(path.read_bytes(), path.name) for path in folder.glob("*.dmn")}
    done: dict[str, Decisions] = {}
    while len(done) < len(sources):
        others = {each.model.namespace: each for each in done.values()}
        before = len(done)
        for name, source in sources.items():
            if name not in done and all(each.namespace in others for each in source.imports):
                done[name] = compile_model(source, names=(), others=others)
        if len(done) == before:
            done |= {name: compile_model(source, names=()) for name, source in sources.items() if name not in done}
    return done


def _decide(decisions: Decisions, case: Case, node: str) -> Any:
    try:
        value = decisions.decide(case.service or node, case.inputs, now=NOW, strict=False).value
        several = case.service and isinstance(value, dict) and node in value
        return value[node] if several else value
    except Refusal as refusal:
        return refusal
