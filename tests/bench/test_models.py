"""The yardsticks: what the promises say they are, without a finding, and sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.bpmn import Diagram, read
from engine.proof.markings import doubled, possible
from engine.proof.net import Net
from engine.rulebook.check import check_root

MODELS = Path(__file__).parents[2] / "bench" / "models"


def model(name: str) -> Diagram:
    """A yardstick's diagram."""
    return read((MODELS / "processes" / name / f"{name}.bpmn").read_bytes(), name)


def test_they_can_be_imported_without_a_finding() -> None:
    assert check_root(MODELS) == []


@pytest.mark.parametrize(("name", "steps", "nodes"), [("seq5", 5, 7), ("appr30", 12, 30)])
def test_they_are_as_large_as_promised(name: str, steps: int, nodes: int) -> None:
    kinds = [node.kind for node in model(name).nodes.values()]
    assert len(kinds) == nodes and kinds.count("userTask") == steps


def test_the_larger_has_what_an_approval_has() -> None:
    nodes = model("appr30").nodes.values()
    assert sum(node.kind == "businessRuleTask" for node in nodes) == 1
    assert sum(node.kind == "exclusiveGateway" and len(node.outgoing) > 1 for node in nodes) == 2
    assert sorted(len(node.outgoing) for node in nodes if node.kind == "parallelGateway") == [1, 3]


@pytest.mark.parametrize("name", ["seq5", "appr30"])
def test_they_are_sound(name: str) -> None:
    net = Net.of(model(name), name)
    assert not doubled(net) and possible(net, frozenset())
