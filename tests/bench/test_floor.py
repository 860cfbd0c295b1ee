"""The yardsticks: both models are sound, and the floor can be measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.floor import MODELS, NAMES, floor, spec_of
from engine.bpmn import read
from engine.proof.markings import doubled, space
from engine.rulebook.check import check_root


def test_the_models_can_be_imported_without_a_finding() -> None:
    assert check_root(MODELS.parent) == []


@pytest.mark.parametrize(("model", "steps", "nodes"), [("seq5", 5, 7), ("appr30", 12, 30)])
def test_the_models_are_what_the_promise_says(model: str, steps: int, nodes: int) -> None:
    diagram = read(Path(MODELS / model / f"{model}.bpmn").read_bytes(), model)
    kinds = [node.kind for node in diagram.nodes.values()]
    assert len(kinds) == nodes and kinds.count("userTask") == steps


@pytest.mark.parametrize("model", NAMES)
def test_the_models_are_sound(model: str) -> None:
    net = spec_of(model).net(model)
    assert not doubled(net) and space(net).holds(frozenset())


@pytest.mark.parametrize("model", NAMES)
def test_the_floor_is_measured(model: str) -> None:
    found = floor(model, cases=1, transaction=1.0)
    assert 0 < found.move < 50 and found.both == found.move + 1.0 and found.state < 1000
