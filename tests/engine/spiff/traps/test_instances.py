"""Traps of scopes and multi-instance steps; the numbers are those of docs/spiffworkflow.md."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.errors import Refusal
from engine.spiff import Address, add_instance, complete, fire, remove_instance
from tests.engine.spiff.drawing import Game, drawn, flows, multi

STEP = Address((), "v")
INSIDE = '<startEvent id="s2"/><userTask id="c"/><endEvent id="e2"/>' + flows(("s2", "c"), ("c", "e2"))
CALLED = drawn(INSIDE, "q")


def countersign(condition: str = "", sequential: bool = False, tag: str = "userTask", **values: Any) -> Game:
    """A multi-instance step v, then z, and round again while "again" is true."""
    loop = multi("keys", condition, sequential)
    step = f'<callActivity id="v" calledElement="q">{loop}</callActivity>' if tag == "call" else f'<userTask id="v">{loop}</userTask>'
    body = f'<startEvent id="s"/><exclusiveGateway id="m"/>{step}<userTask id="z"/><exclusiveGateway id="g" default="f_g_e"/>'
    ways = flows(("s", "m"), ("m", "v"), ("v", "z"), ("z", "g"), ("g", "m", "again"), ("g", "e"))
    return Game(drawn(f'{body}<endEvent id="e"/>{ways}'), CALLED, **{"keys": ["x", "y", "k"], **values})


def test_t22_a_scope_is_open_before_anything_in_it_is_read() -> None:
    order: list[str] = []
    body = '<startEvent id="s2"/><exclusiveGateway id="g" default="f_g_c"/><userTask id="c"/><endEvent id="e2"/>'
    called = drawn(body + flows(("s2", "g"), ("g", "e2", "skip"), ("g", "c"), ("c", "e2")), "q")
    top = drawn('<startEvent id="s"/><callActivity id="k" name="review" calledElement="q"/><endEvent id="e"/>'
                + flows(("s", "k"), ("k", "e")))

    def skip(frames: Any) -> bool:
        order.append("read in " + frames[-1].name)
        return False

    game = Game(top, called, skip=skip)
    (scope,) = game.host.scopes
    assert order == ["read in review"] and scope[-1].node_id == "k"
    assert game.steps()[0].frames == scope


def test_t22_round_two_has_scopes_of_its_own() -> None:
    game = countersign(again=True)
    first = {scope[-1].activation for scope in game.host.scopes}
    game.do("v[x]", "v[y]", "v[k]", "z")
    second = {scope[-1].activation for scope in game.host.scopes} - first
    assert len(first) == len(second) == 1 and len({scope[-1].owner for scope in game.host.scopes}) == 6


def test_t22_scopes_that_end_are_told() -> None:
    game = countersign(tag="call")
    owners = {step.frames[-1].key: step.frames[-1].owner for step in game.steps()}
    step = next(step for step in game.steps() if step.frames[-1].key == "y")
    assert game.act(complete, step.task_id) == ["c", "c"]
    assert game.move.left == (owners["y"],)


def test_t23_the_completion_condition_is_asked_in_the_scope_of_the_step() -> None:
    game = countersign("over")
    game.do("v[y]")
    assert [frames for frames, text in game.host.asked if text == "over"] == [()]
    game.host.values["over"] = True
    assert game.do("v[k]") == ["z"]
    assert sorted(closed.how for closed in game.move.closed) == ["completed", "interrupted"]


def test_t24_an_instance_can_be_withdrawn_without_hanging_the_step() -> None:
    game = countersign()
    game.do("v[x]")
    game.host.values["keys"] = ["x", "k"]
    assert game.act(remove_instance, STEP, "y") == ["v[k]"]
    assert [closed.how for closed in game.move.closed] == ["withdrawn"]
    game.host.values["keys"] = ["x"]
    assert game.act(remove_instance, STEP, "k") == ["z"]
    with pytest.raises(Refusal) as refused:
        game.act(remove_instance, STEP, "x")
    assert refused.value.code == "spiff.not_running"


def test_t24_one_that_is_not_open_cannot_be_withdrawn() -> None:
    game = countersign()
    game.do("v[x]")
    with pytest.raises(Refusal) as refused:
        game.act(remove_instance, STEP, "x")
    assert refused.value.code == "spiff.no_such_instance"


def test_t25_an_instance_can_be_added() -> None:
    game = countersign()
    game.host.values["keys"] = ["x", "y", "k", "n"]
    assert game.act(add_instance, STEP, "n") == ["v[k]", "v[n]", "v[x]", "v[y]"]
    assert game.do("v[x]", "v[y]", "v[k]") == ["v[n]"] and game.do("v[n]") == ["z"]


def test_t25_in_a_sequence_the_changed_list_is_enough() -> None:
    game = countersign(sequential=True)
    assert game.do("v[x]") == ["v[y]"]
    game.host.values["keys"] = ["x", "n", "k"]
    assert game.act(remove_instance, STEP, "y") == ["v[n]"]
    assert game.do("v[n]") == ["v[k]"] and game.do("v[k]") == ["z"]


def test_t26_an_empty_list_passes_in_silence_and_no_list_is_refused() -> None:
    assert countersign(keys=[]).open() == ["z"]
    for wrong, code in ((None, "spiff.not_a_list"), ([None], "spiff.bad_key"), (["x"] * 2000, "spiff.too_many"),
                        (Decimal(10**6), "spiff.too_many")):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            countersign(keys=wrong)
        assert refused.value.code == code
    assert countersign(keys=Decimal(2)).open() == ["v[1]", "v[2]"]


@pytest.mark.parametrize("tag", ["userTask", "call"])
def test_t27_a_second_round_asks_everybody_again(tag: str) -> None:
    game = countersign(again=True, tag=tag)
    for _ in range(3):
        for key in ("y", "x", "k"):
            step = next(step for step in game.steps() if step.frames and step.frames[-1].key == key)
            game.act(complete, step.task_id)
        assert game.open() == ["z"] and len(game.do("z")) == 3


@pytest.mark.parametrize("how", ["early end", "withdrawn", "interrupted"])
def test_t28_ending_instances_of_a_level_leaves_no_orphan(how: str) -> None:
    sub = f'<subProcess id="v">{multi("keys", "over")}{INSIDE}</subProcess>'
    timer = "<timerEventDefinition><timeDuration>P9D</timeDuration></timerEventDefinition>"
    body = f'<startEvent id="s"/>{sub}<boundaryEvent id="t" attachedToRef="v">{timer}</boundaryEvent><userTask id="z"/><endEvent id="e"/>'
    game = Game(drawn(body + flows(("s", "v"), ("v", "z"), ("t", "z"), ("z", "e"))), keys=["x", "y"])
    if how == "early end":
        game.host.values["over"] = True
        game.act(complete, game.steps()[0].task_id)
    elif how == "withdrawn":
        for key in ("x", "y"):
            game.act(remove_instance, STEP, key)
    else:
        game.host.clock = game.move.wakes_at
        game.act(fire)
    assert game.open() == ["z"] and game.do("z") == [] and game.move.ended
