"""Structural faults are found at import, each with its element; sound drawings have none."""

from __future__ import annotations

import pytest

from engine.proof.markings import reachable, stuck
from engine.proof.net import Net
from engine.proof.soundness import check
from tests.engine.proof.test_markings import BRANCHES, LOOP
from tests.engine.spiff.drawing import drawn, flows
from tests.engine.spiff.random_models import random_model

TASKS = '<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>'


def found(body: str, *ways: tuple[str, ...]) -> set[tuple[str, str]]:
    return {(finding.code, finding.element) for finding in check(drawn(TASKS + body + flows(*ways)))}


def test_a_choice_that_runs_into_a_parallel_join() -> None:
    body = '<exclusiveGateway id="x" default="f_x_b"/><parallelGateway id="y"/>'
    ways = (("s", "x"), ("x", "a", "yes"), ("x", "b"), ("a", "y"), ("b", "y"), ("y", "e"))
    assert found(body, *ways) == {("proof.stuck", "y")}
    assert found(body.replace("parallelGateway", "exclusiveGateway"), *ways) == set()


def test_parallel_branches_that_are_not_joined() -> None:
    body = '<parallelGateway id="x"/><userTask id="z"/>'
    assert ("proof.two_tokens", "z") in found(body, ("s", "x"), ("x", "a"), ("x", "b"), ("a", "z"), ("b", "z"), ("z", "e"))


def test_inside_a_sub_process_too() -> None:
    inside = '<startEvent id="s2"/><exclusiveGateway id="x" default="f_x_b2"/><userTask id="a2"/><userTask id="b2"/>'
    inside += '<parallelGateway id="y"/><endEvent id="e2"/>'
    inside += flows(("s2", "x"), ("x", "a2", "yes"), ("x", "b2"), ("a2", "y"), ("b2", "y"), ("y", "e2"))
    assert found(f'<subProcess id="u">{inside}</subProcess>', ("s", "a"), ("a", "u"), ("u", "b"), ("b", "e")) == {("proof.stuck", "y")}


@pytest.mark.parametrize("seed", range(40))
def test_models_that_are_sound_by_construction_have_no_finding(seed: int) -> None:
    for diagram in random_model(seed, 9).diagrams().values():
        assert check(diagram) == []


def test_stuck_is_what_has_no_move() -> None:
    body = '<parallelGateway id="x"/><exclusiveGateway id="g" default="f_g_b"/><userTask id="c"/><parallelGateway id="y"/>'
    ways = (("s", "x"), ("x", "a"), ("x", "g"), ("g", "b"), ("g", "c", "yes"), ("a", "y"), ("b", "y"), ("c", "e"), ("y", "e"))
    net = Net.of(drawn(TASKS + body + flows(*ways)), "p")
    one_by_one = {marking for marking in reachable(net) if marking and not any(True for _ in net.moves(marking))}
    assert one_by_one == {frozenset({("y", "a")})} and stuck(net) == {"y"}
    assert stuck(BRANCHES) == stuck(LOOP) == frozenset()
