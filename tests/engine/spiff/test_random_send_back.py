"""Sending back at random: no walk hangs, no step is doubled, and no marking comes up that the drawing cannot reach."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from engine.errors import Refusal
from engine.proof.markings import possible
from engine.spiff import Address, address, compile_spec, complete, marking, send_back, start, targets, waiting
from tests.engine.spiff.random_models import ALL_KINDS, random_model
from tests.engine.spiff.test_random_models import Chooser

STRUCTURED = tuple(kind for kind in ALL_KINDS if kind != "bound")


def walk(seed: int, kinds: tuple[str, ...], most: int = 4) -> tuple[int, int]:
    """Play one model to its end with some moves by hand; how many were made and how many refused."""
    model, dice = random_model(seed, 8, kinds), random.Random(seed * 13 + 5)
    spec = compile_spec(model.diagrams(), "p")
    host = Chooser(model, model.choices(dice))
    move, made, refused = start(spec, host), 0, 0
    for _ in range(150):
        assert_sound(spec, move.state)
        steps = waiting(spec, move.state).steps
        if "bound" not in kinds:
            assert max(Counter(map(address, steps)).values(), default=1) == 1, seed
        if not steps:
            break
        host.choices, step = model.choices(dice), dice.choice(steps)
        if made < most and dice.random() < 0.3:
            try:
                move = send_back(spec, move.state, host, step.task_id, some_target(spec, step, dice))
                made += 1
                continue
            except Refusal as no:
                assert no.code == "spiff.no_way_back"
                refused += 1
        move = complete(spec, move.state, host, step.task_id)
    assert move.ended or steps
    return made, refused


def some_target(spec: Any, step: Any, dice: random.Random) -> Address:
    """Any step of any level around an open one."""
    around = step.frames[: dice.randrange(len(step.frames) + 1)]
    name = around[-1].node_id if around else "p"
    called = {node.id: node.called for net in spec.nets.values() for node in net.nodes.values() if node.called}
    net = spec.nets.get(called.get(name, name), spec.nets["p"])
    steps = sorted(node.id for node in net.nodes.values() if node.kind == "userTask")
    return Address(tuple((frame.node_id, frame.key) for frame in around), dice.choice(steps or ["none"]))


def assert_sound(spec: Any, state: bytes) -> None:
    """Every level stands where its drawing can bring it."""
    for level, held in marking(spec, state).values():
        assert possible(spec.net(level), held) or not held, (level, held)


@pytest.mark.parametrize("seed", range(60))
def test_no_move_by_hand_breaks_a_case(seed: int) -> None:
    walk(seed, STRUCTURED if seed % 2 else ALL_KINDS)


@pytest.mark.long
@pytest.mark.parametrize("kinds", [("task", "xor", "and", "loop"), STRUCTURED, ALL_KINDS])
def test_nine_hundred_walks(kinds: tuple[str, ...]) -> None:
    played = [walk(seed, kinds) for seed in range(300)]
    assert sum(made for made, _ in played) > 200 and sum(refused for _, refused in played) > 20


def test_what_is_offered_is_what_is_allowed() -> None:
    for seed in range(20):
        model, dice = random_model(seed, 8, STRUCTURED), random.Random(seed)
        spec = compile_spec(model.diagrams(), "p")
        host = Chooser(model, model.choices(dice))
        move = start(spec, host)
        for step in waiting(spec, move.state).steps[:1]:
            offered = targets(spec, move.state, step.task_id)
            assert address(step) in offered or step.frames
            for target in offered[:5]:
                assert send_back(spec, move.state, host, step.task_id, target).closed
