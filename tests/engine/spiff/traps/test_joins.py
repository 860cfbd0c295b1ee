"""Traps of gateways and joins; the numbers are those of docs/spiffworkflow.md."""

from __future__ import annotations

import pytest

from engine.bpmn import read
from engine.errors import Refusal
from engine.proof.markings import doubled
from engine.spiff import complete
from tests.engine.spiff.drawing import Answers, Game, drawn, flows, properties

ROUND_TASKS = '<startEvent id="s"/><exclusiveGateway id="m"/><userTask id="a"/><userTask id="b"/><userTask id="z"/>'
ROUND_TASKS += '<exclusiveGateway id="g" default="f_g_e"/><endEvent id="e"/>'


def round_of(kind: str, *conditions: str) -> Game:
    """Two branches that join, in a loop."""
    first, second = (*conditions, "", "")[:2]
    ways = [("s", "m"), ("m", "x"), ("x", "a", first), ("x", "b", second), ("a", "y"), ("b", "y"), ("y", "z"), ("z", "g")]
    return Game(
        drawn(f'{ROUND_TASKS}<{kind} id="x"/><{kind} id="y"/>' + flows(*ways, ("g", "m", "again"), ("g", "e"))),
        again=True, yes=True,
    )  # fmt: skip


def test_t14_a_parallel_join_in_a_loop_waits_whatever_the_order() -> None:
    game = round_of("parallelGateway")
    assert game.do("a", "b", "z") == ["a", "b"]
    assert game.do("b") == ["a"] and game.do("a") == ["z"] and game.do("z") == ["a", "b"]


def test_t14_nothing_of_the_round_before_counts_within_one_act() -> None:
    body = f'{ROUND_TASKS}<parallelGateway id="x"/><parallelGateway id="y"/><serviceTask id="w"/>'
    body += '<exclusiveGateway id="c" default="f_c_w"/><exclusiveGateway id="d"/>'
    body = body.replace('<userTask id="z"/>', "")
    ways = [("s", "m"), ("m", "x"), ("x", "a"), ("x", "c"), ("c", "b", "slow"), ("c", "w"), ("b", "d"), ("w", "d")]
    game = Game(drawn(body + flows(*ways, ("a", "y"), ("d", "y"), ("y", "g"), ("g", "m", "again"), ("g", "e"))), again=True, slow=True)
    assert game.do("a") == ["b"]
    game.host.values["slow"] = False  # in round 2 the other branch arrives in the same act in which round 1 ends
    assert game.do("b") == ["a"] and game.host.done == ["w"]


def test_t15_an_inclusive_join_in_a_loop_waits() -> None:
    game = round_of("inclusiveGateway", "yes", "yes")
    assert game.do("a", "b", "z") == ["a", "b"]
    assert game.do("a") == ["b"] and game.do("b") == ["z"]


@pytest.mark.parametrize("kind", ["call", "sub", "many"])
def test_t16_an_inclusive_join_sees_what_runs_inside_another_branch(kind: str) -> None:
    inside = '<startEvent id="s2"/><userTask id="c"/><endEvent id="e2"/>' + flows(("s2", "c"), ("c", "e2"))
    slow = {
        "call": '<callActivity id="slow" calledElement="q"/>',
        "sub": f'<subProcess id="slow">{inside}</subProcess>',
        "many": f'<userTask id="slow">{properties(each="=keys")}<multiInstanceLoopCharacteristics/></userTask>',
    }[kind]
    body = (
        '<startEvent id="s"/><inclusiveGateway id="x"/><userTask id="a"/><userTask id="after"/><inclusiveGateway id="y"/>'
        f'<userTask id="z"/><endEvent id="e"/>{slow}'
        + flows(("s", "x"), ("x", "a", "yes"), ("x", "slow", "yes"), ("slow", "after"), ("after", "y"), ("a", "y"), ("y", "z"), ("z", "e"))
    )
    game = Game(drawn(body), drawn(inside, "q"), yes=True, keys=["k"])
    still = game.do("a")
    assert still == (["slow[k]"] if kind == "many" else ["c"])
    assert game.do(*still) == ["after"] and game.do("after") == ["z"]


def test_t17_a_split_that_reaches_its_join_at_once_still_waits_for_the_other_way() -> None:
    body = '<startEvent id="s"/><inclusiveGateway id="x"/><userTask id="a"/><inclusiveGateway id="y"/><userTask id="z"/><endEvent id="e"/>'
    game = Game(drawn(body + flows(("s", "x"), ("x", "y", "yes"), ("x", "a", "yes"), ("a", "y"), ("y", "z"), ("z", "e"))), yes=True)
    assert game.open() == ["a"] and game.do("a") == ["z"]


def test_t18_a_choice_that_runs_into_a_parallel_join_is_refused_not_stuck() -> None:
    body = '<startEvent id="s"/><userTask id="t"/><exclusiveGateway id="x" default="f_x_a"/><userTask id="a"/><userTask id="b"/>'
    body += '<parallelGateway id="y"/><endEvent id="e"/>'
    ways = (("s", "t"), ("t", "x"), ("x", "a"), ("x", "b", "no"), ("a", "y"), ("b", "y"), ("y", "e"))
    game = Game(drawn(body + flows(*ways)))
    game.do("t")
    with pytest.raises(Refusal) as refused:
        game.do("a")
    assert refused.value.code == "spiff.stuck" and refused.value.facts["steps"] == ["y"]


def test_t19_two_ways_into_one_step_open_it_twice_and_the_net_says_so() -> None:
    body = '<startEvent id="s"/><parallelGateway id="x"/><userTask id="a"/><userTask id="b"/><userTask id="z"/><endEvent id="e"/>'
    game = Game(drawn(body + flows(("s", "x"), ("x", "a"), ("x", "b"), ("a", "z"), ("b", "z"), ("z", "e"))))
    assert game.do("a", "b") == ["z", "z"]
    assert "z" in doubled(game.spec.net("p"))


def test_t20_ways_are_tried_in_the_order_of_the_file() -> None:
    shapes = "".join(
        f'<bpmndi:BPMNShape id="d{n}" bpmnElement="{n}"><dc:Bounds x="0" y="{y}" width="9" height="9"/></bpmndi:BPMNShape>'
        for n, y in (("a", 900), ("b", 1))
    )
    body = '<startEvent id="s"/><exclusiveGateway id="x" default="f_x_e"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>'
    diagram = drawn(body + flows(("s", "x"), ("x", "a", "yes"), ("x", "b", "yes"), ("x", "e"), ("a", "e"), ("b", "e")))
    extra = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        f'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="D"><bpmndi:BPMNPlane id="P" bpmnElement="p">{shapes}'
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"
    )
    assert Game(read(diagram.xml.replace(b"</definitions>", extra.encode()), "p.bpmn"), yes=True).open() == ["a"]


@pytest.mark.parametrize("kind", ["exclusiveGateway", "inclusiveGateway"])
def test_t21_only_true_is_true_and_no_way_at_all_is_refused(kind: str) -> None:
    body = f'<startEvent id="s"/><userTask id="t"/><{kind} id="x"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>'
    ways = (("s", "t"), ("t", "x"), ("x", "a", "one"), ("x", "b", "two"), ("a", "e"), ("b", "e"))
    game = Game(drawn(body + flows(*ways)), one=1, two="true")
    before = game.move.state
    with pytest.raises(Refusal) as refused:
        game.do("t")
    assert refused.value.code == "spiff.no_way" and game.move.state == before
    assert complete(game.spec, before, Answers({"two": True}), game.task("t")).opened[0].node_id == "b"
