"""Sending back on wide levels agrees with the exact answer wherever that can be had, and never invents a marking."""

from __future__ import annotations

import random
import time

import pytest

from engine.proof.markings import plan, reachable
from engine.proof.net import Net
from engine.proof.wide import plan_wide, reaches, together
from tests.engine.proof.test_markings import BRANCHES, LOOP, net_of, steps

INCLUSIVE = net_of(
    steps("a", "b1", "b2", "c", "z") + '<inclusiveGateway id="x"/><inclusiveGateway id="y"/><exclusiveGateway id="g"/>'
    '<exclusiveGateway id="m"/>',
    ("s", "a"), ("a", "x"), ("x", "m", "1"), ("m", "b1"), ("b1", "b2"), ("b2", "y"), ("x", "c", "2"), ("c", "y"),
    ("y", "z"), ("z", "g"), ("g", "e"), ("g", "m", "again"),
)  # fmt: skip


def wide(branches: int) -> Net:
    return net_of(
        steps("a", "z", *(f"t{n}" for n in range(branches)), *(f"u{n}" for n in range(branches)))
        + '<inclusiveGateway id="x"/><inclusiveGateway id="y"/>',
        ("s", "a"), ("a", "x"), ("y", "z"), ("z", "e"),
        *[way for n in range(branches) for way in (("x", f"t{n}", f"c{n}"), (f"t{n}", f"u{n}"), (f"u{n}", "y"))],
    )  # fmt: skip


@pytest.mark.parametrize("net", [BRANCHES, LOOP, INCLUSIVE, wide(4)], ids=["parallel", "loop", "inclusive", "wide"])
def test_the_same_answers_as_listing_every_marking(net):
    chance = random.Random(7)
    markings = sorted(reachable(net), key=sorted_by)
    targets = [name for name, node in net.nodes.items() if node.kind == "userTask"]
    for _ in range(150):
        marking = chance.choice(markings)
        tasks = [place for place in marking if place in targets]
        if tasks:
            mine, target = chance.choice(sorted(tasks)), chance.choice(targets)
            assert plan_wide(net, marking, mine, target) == plan(net, marking, mine, target), (marking, mine, target)


def sorted_by(marking):
    return sorted(map(str, marking))


@pytest.mark.parametrize("net", [BRANCHES, LOOP, INCLUSIVE, wide(4)], ids=["parallel", "loop", "inclusive", "wide"])
def test_what_may_stand_together_is_what_does(net):
    found = {frozenset({one, other}) for one, others in together(net).items() for other in others}
    real = {frozenset({one, other}) for m in reachable(net) for one in m for other in m if one != other}
    assert found == real


def test_the_search_finds_what_is_reachable_and_nothing_else():
    for marking in reachable(INCLUSIVE):
        assert reaches(INCLUSIVE, marking), marking
    assert not reaches(INCLUSIVE, frozenset({"b1", "z"}))
    assert not reaches(BRANCHES, frozenset({"a1"}))


def test_a_level_of_twelve_branches_is_sent_back_at_once():
    net, standing = wide(12), frozenset(f"t{n}" for n in range(11)) | {("y", "u11")}
    begun = time.perf_counter()
    assert plan_wide(net, standing, "t0", "a") == standing
    assert plan_wide(net, standing - {"t0"} | {"u0"}, "u0", "t0") == {"u0"}
    assert plan_wide(net, frozenset({"z"}), "z", "a") == {"z"}
    assert time.perf_counter() - begun < 5
