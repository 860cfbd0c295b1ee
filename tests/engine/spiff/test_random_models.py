"""The carrier against the oracle: random models, random walks, from bytes to bytes at every step.

What is open, and which timers wait, must be the same after every act, scope for scope and key for key.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from engine.spiff import compile_spec, complete, fire, start, timers, waiting
from engine.spiff.bridge import Bridge
from engine.spiff.state import dump, load
from tests.engine.spiff.drawing import NOON, Answers
from tests.engine.spiff.oracle import Oracle
from tests.engine.spiff.random_models import ALL_KINDS, Model, random_model


class Chooser(Answers):
    """A host whose gateways follow one throw of the dice; one timer at a time is due."""

    def __init__(self, model: Model, choices: dict[str, Any]) -> None:
        super().__init__()
        self.model, self.choices = model, choices

    def evaluate(self, frames: Any, text: str) -> Any:
        gate, asked = text.split(" ")
        if asked == "count":
            return self.model.counts[gate]
        choice = self.choices[gate]
        if asked == "again":
            return choice
        return int(asked) in choice if isinstance(choice, frozenset) else choice == int(asked)

    def evaluate_timer(self, frames: Any, text: str) -> Any:
        self.clock += timedelta(seconds=1)  # so that no two are due at once
        return self.clock + timedelta(days=999)


def observed(spec: Any, state: bytes) -> Counter[Any]:
    """What the carrier says can happen now."""
    now = waiting(spec, state)
    found: Counter[Any] = Counter()
    for kind, things in (("step", now.steps), ("timer", now.events)):
        for thing in things:
            found[(kind, tuple((frame.node_id, frame.key) for frame in thing.frames), thing.node_id)] += 1
    return found


def walk(seed: int, size: int = 8, kinds: tuple[str, ...] = ALL_KINDS, length: int = 60) -> int:
    """Play one model; the number of steps taken until the end, or ``length``."""
    model, dice = random_model(seed, size, kinds), random.Random(seed * 7 + 1)
    spec = compile_spec(model.diagrams(), "p")
    host = Chooser(model, model.choices(dice))
    oracle = Oracle(model, host.choices)
    move = start(spec, host)
    for step in range(length):
        enabled = oracle.enabled()
        assert observed(spec, move.state) == Counter(enabled), (seed, step)
        assert move.ended == (not enabled), (seed, step)
        if not enabled:
            return step
        chosen = _choose(enabled, dice)
        host.choices = model.choices(dice)
        oracle.happen(chosen, host.choices)
        move = _carry(spec, move.state, host, chosen)
    return length


def _choose(enabled: list[Any], dice: random.Random) -> Any:
    steps, timers = ([one for one in enabled if one[0] == kind] for kind in ("step", "timer"))
    return dice.choice(timers if timers and (not steps or dice.random() < 0.15) else steps)


def _carry(spec: Any, state: bytes, host: Chooser, chosen: Any) -> Any:
    kind, path, node = chosen
    now = waiting(spec, state)
    things = now.steps if kind == "step" else now.events
    one = next(t for t in things if t.node_id == node and tuple((f.node_id, f.key) for f in t.frames) == path)
    if kind == "step":
        return complete(spec, state, host, one.task_id)
    return fire(spec, _only_due(spec, state, one), host)


def _only_due(spec: Any, state: bytes, one: Any) -> bytes:
    """The state with that one timer due long ago."""
    top = load(state, spec, Bridge(None, 0))
    for _, node, task, timer in list(timers.waiting(top)):
        if (task.id.hex, node) == (one.task_id, one.node_id):
            task.internal_data[timer.key] = (NOON - timedelta(days=9)).isoformat()
    return dump(top)


@pytest.mark.parametrize("seed", range(150))
def test_the_carrier_does_what_the_model_says(seed: int) -> None:
    walk(seed)


@pytest.mark.long
@pytest.mark.parametrize("block", range(20))
def test_two_thousand_models(block: int) -> None:
    steps = sum(walk(seed) for seed in range(1_000 + 100 * block, 1_100 + 100 * block))
    assert steps > 500


@pytest.mark.long
@pytest.mark.parametrize("kinds", [("task", "and", "loop"), ("task", "or", "loop", "call"), ("task", "xor", "bound", "many_sub")])
def test_models_of_few_kinds(kinds: tuple[str, ...]) -> None:
    assert sum(walk(seed, 10, kinds) for seed in range(100)) > 300
