"""The yardsticks: both models are sound, and the floor under an act runs whole cases of them."""

from __future__ import annotations

from itertools import islice

import pytest

from bench.floor import cases, moves, spec_of
from bench.place import MODELS, SQLITE, empty
from bench.timing import Watch
from engine.bpmn import read
from engine.proof.markings import doubled, space
from engine.rulebook.check import check_root

NAMES = ("seq5", "appr30")


def test_the_models_can_be_imported_without_a_finding() -> None:
    assert check_root(MODELS) == []


@pytest.mark.parametrize(("model", "steps", "nodes"), [("seq5", 5, 7), ("appr30", 12, 30)])
def test_the_models_are_what_the_promise_says(model: str, steps: int, nodes: int) -> None:
    diagram = read((MODELS / "processes" / model / f"{model}.bpmn").read_bytes(), model)
    kinds = [node.kind for node in diagram.nodes.values()]
    assert len(kinds) == nodes and kinds.count("userTask") == steps


@pytest.mark.parametrize("model", NAMES)
def test_the_models_are_sound(model: str) -> None:
    net = spec_of(model).net(model)
    assert not doubled(net) and space(net).holds(frozenset())


@pytest.mark.parametrize(("model", "steps"), [("seq5", 5), ("appr30", 11)])
def test_the_floor_runs_whole_cases(model: str, steps: int) -> None:
    watch = Watch()
    with empty(SQLITE) as url:
        acts = list(islice(cases(url, model, watch), 2 * (steps + 1)))
    assert acts == (["start"] + ["complete"] * steps) * 2
    assert len(watch.times["complete"].wall) == 2 * steps and watch.times["complete"].p50() > 0


def test_tokens_are_timed_alone() -> None:
    watch = Watch()
    list(islice(moves("seq5", watch), 3))
    assert len(watch.times["tokens"].wall) == 3
