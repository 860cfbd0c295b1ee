"""The net and the carrier decide alike: whatever a game comes to is a marking the net knows, on any sound drawing.

Played on drawings that are no tree of blocks (ways that jump into and out of branches) and on the shipped ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.bpmn import Diagram, read
from engine.errors import Refusal
from engine.proof.markings import possible
from engine.proof.soundness import check
from engine.spiff import Move, Spec, compile_spec, complete, fire, marking, start, waiting
from tests.engine.spiff.drawing import Answers, flows
from tests.engine.spiff.random_models import random_model

ROOT = Path(__file__).parents[3]
KINDS = ("task", "xor", "and", "or", "or", "loop")


class Dice(Answers):
    """A host that throws for every condition and names one to three keys for every list."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__()
        self.dice = dice

    def evaluate(self, frames: Any, text: str) -> Any:
        return self.dice.random() < 0.5

    def evaluate_timer(self, frames: Any, text: str) -> Any:
        return self.clock


class Naming(Dice):
    """The same, but what is asked for instances is a list."""

    def __init__(self, dice: random.Random, lists: set[str]) -> None:
        super().__init__(dice)
        self.lists = lists

    def evaluate(self, frames: Any, text: str) -> Any:
        return ["x", "y", "z"][: self.dice.randint(1, 3)] if text in self.lists else super().evaluate(frames, text)


def jumping(seed: int) -> Diagram | None:
    """A random drawing with a few more ways from choices to merges; None when it is not sound."""
    dice, diagram = random.Random(seed), random_model(seed, 9, KINDS).diagrams()["p"]
    choices = [n.id for n in diagram.nodes.values() if n.kind == "exclusiveGateway" and len(n.outgoing) > 1]
    merges = [n.id for n in diagram.nodes.values() if n.kind == "exclusiveGateway" and n.incoming]
    ways = {(flow.source, flow.target) for flow in diagram.flows.values()}
    more = {(dice.choice(choices), dice.choice(merges)) for _ in range(3)} if choices and merges else set()
    added = "".join(flows((source, target, "jump")) for source, target in sorted(more - ways) if source != target)
    if not added:
        return None
    changed = read(diagram.xml.replace(b"</process>", added.encode() + b"</process>"), "p.bpmn")
    return None if check(changed) else changed


def play(spec: Spec, host: Answers, dice: random.Random, length: int = 60) -> bool:
    """One game; whether it came to its end."""
    move = attempt(start, spec, host)
    for _ in range(length if move else 0):
        for level, held in marking(spec, move.state).values():
            assert possible(spec.net(level), held), (level, held)
        steps = waiting(spec, move.state).steps
        if move.ended:
            return True
        if not steps or (move.wakes_at and dice.random() < 0.2):
            move = attempt(fire, spec, move.state, host) or move
        else:
            move = attempt(complete, spec, move.state, host, dice.choice(steps).task_id) or move
    return False


def attempt(act: Callable[..., Move], *given: Any) -> Move | None:
    """An act, tried again where the dice left a gateway without a way; nothing else may be refused."""
    for _ in range(20):
        try:
            return act(*given)
        except Refusal as refused:
            assert refused.code in ("spiff.no_way", "spiff.no_rest"), refused  # never stuck, never a lost token
    return None


def test_drawings_that_are_no_tree_of_blocks() -> None:
    played = ended = 0
    for seed in range(150):
        diagram = jumping(seed)
        if diagram is None:
            continue
        spec, dice = compile_spec({"p": diagram}, "p"), random.Random(seed)
        played += 3
        ended += sum(play(spec, Dice(dice), dice) for _ in range(3))
    assert played > 60 and ended > played / 2


@pytest.mark.long
def test_many_drawings_that_are_no_tree_of_blocks() -> None:
    for seed in range(1_000, 3_000):
        diagram = jumping(seed)
        if diagram is not None:
            spec, dice = compile_spec({"p": diagram}, "p"), random.Random(seed)
            for _ in range(3):
                play(spec, Dice(dice), dice)


def shipped(folder: Path) -> dict[str, Diagram]:
    """Every procedure under a root of rules."""
    diagrams = [read(path.read_bytes(), path.name) for path in sorted(folder.glob("*/*.bpmn"))]
    return {diagram.id: replace(diagram) for diagram in diagrams}


@pytest.mark.parametrize("folder", ["processes", "tests/elsewhere/processes", "bench/models/processes"])
def test_the_shipped_drawings(folder: str) -> None:
    diagrams = shipped(ROOT / folder)
    assert diagrams
    lists = {
        (node.properties.get("each") or "").removeprefix("=").strip()
        for diagram in diagrams.values() for node in diagram.nodes.values() if node.multi
    }  # fmt: skip
    for name in diagrams:
        spec, dice = compile_spec(diagrams, name), random.Random(name)
        for _ in range(15):
            play(spec, Naming(dice, lists), dice, 80)
