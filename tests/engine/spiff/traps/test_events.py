"""Traps of events; the numbers are those of docs/spiffworkflow.md."""

from __future__ import annotations

import pytest

from engine.errors import Refusal, Unsound
from engine.spiff import Address, complete, deliver, fire, marking, start, waiting
from tests.engine.spiff.drawing import Game, drawn, flows, spec_of

NAMED = (
    '<message id="m" name="recall"/><signal id="g" name="done"/><error id="e_a" name="a"/><error id="e_b" name="b"/>'
    '<escalation id="up" name="up"/>'
)
MESSAGE = '<messageEventDefinition messageRef="m"/>'
SIGNAL = '<signalEventDefinition signalRef="g"/>'
TIMER = "<timerEventDefinition><timeDuration>P9D</timeDuration></timerEventDefinition>"
LINE = '<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>' + flows(("s", "a"), ("a", "b"), ("b", "e"))


def handler(definition: str, interrupting: bool = True) -> str:
    """An event sub-process with one step, h."""
    begin = f'<startEvent id="hs" isInterrupting="{str(interrupting).lower()}">{definition}</startEvent>'
    return (
        f'<subProcess id="hand" triggeredByEvent="true">{begin}<userTask id="h"/><endEvent id="he"/>'
        + flows(("hs", "h"), ("h", "he"))
        + "</subProcess>"
    )


def test_t29_a_message_starts_a_handler_and_leaves_the_shared_spec_alone() -> None:
    game = Game(drawn(LINE + handler(MESSAGE), top=NAMED))
    other = start(game.spec, game.host)
    assert game.open() == ["a"]
    assert game.act(deliver, "recall") == ["h"]
    assert [closed.how for closed in game.move.closed] == ["interrupted"]
    assert game.do("h") == [] and game.move.ended
    for node in ("a", "b"):
        (step,) = waiting(game.spec, other.state).steps
        assert step.node_id == node and step.frames == ()
        other = complete(game.spec, other.state, game.host, step.task_id)
    assert other.ended and other.end_node == "e"


def test_t29_a_handler_beside_the_rest_is_no_interruption() -> None:
    game = Game(drawn(LINE + handler(MESSAGE, interrupting=False), top=NAMED))
    assert game.act(deliver, "recall") == ["a", "h"]
    assert game.do("a", "b") == ["h"] and not game.move.ended
    assert game.do("h") == [] and game.move.ended


def test_t29_a_timer_starts_a_handler() -> None:
    game = Game(drawn(LINE + handler(TIMER)))
    game.host.clock = game.move.wakes_at
    assert game.act(fire) == ["h"]


def test_t29_the_level_and_its_generated_body_are_one() -> None:
    game = Game(drawn(LINE + handler(MESSAGE), top=NAMED))
    assert marking(game.spec, game.move.state) == {(): ("p", frozenset({"a"}))}
    assert "p__body" not in game.move.passed and game.move.left == ()


@pytest.mark.parametrize(
    ("thrown", "caught", "interrupting", "then"),
    [
        ('<errorEventDefinition errorRef="e_a"/>', '<errorEventDefinition errorRef="e_a"/>', True, ["h"]),
        ('<errorEventDefinition errorRef="e_b"/>', '<errorEventDefinition errorRef="e_a"/>', True, []),
        ('<escalationEventDefinition escalationRef="up"/>', '<escalationEventDefinition escalationRef="up"/>', False, ["h"]),
        (SIGNAL, SIGNAL, True, ["h"]),
    ],
)
def test_t30_an_error_or_escalation_handler_runs_when_it_is_thrown_and_only_then(
    thrown: str, caught: str, interrupting: bool, then: list[str]
) -> None:
    body = f'<startEvent id="s"/><userTask id="a"/><endEvent id="e">{thrown}</endEvent>' + flows(("s", "a"), ("a", "e"))
    game = Game(drawn(body + handler(caught, interrupting), top=NAMED))
    assert game.open() == ["a"]
    assert game.do("a") == then


def test_t31_a_link_is_a_flow_drawn_long() -> None:
    link = '<linkEventDefinition name="L"/>'
    body = (
        '<startEvent id="s"/><userTask id="a"/><intermediateThrowEvent id="t">' + link + "</intermediateThrowEvent>"
        '<intermediateCatchEvent id="c">' + link + '</intermediateCatchEvent><userTask id="b"/><endEvent id="e"/>'
    )
    game = Game(drawn(body + flows(("s", "a"), ("a", "t"), ("c", "b"), ("b", "e"))))
    assert game.do("a") == ["b"] and game.move.passed == ("t", "c")


def test_t32_a_signal_at_the_end_is_sent() -> None:
    game = Game(drawn(LINE.replace('<endEvent id="e"/>', f'<endEvent id="e">{SIGNAL}</endEvent>'), top=NAMED))
    game.do("a", "b")
    assert game.move.ended and game.move.thrown == ("done",)


def test_t33_an_error_without_a_code_is_that_error_and_no_other() -> None:
    inside = '<startEvent id="s2"/><userTask id="a"/><endEvent id="e2"><errorEventDefinition errorRef="e_b"/></endEvent>'
    catch = "".join(
        f'<boundaryEvent id="b{x}" attachedToRef="u"><errorEventDefinition errorRef="e_{x}"/></boundaryEvent><userTask id="{x}"/>'
        for x in ("a_", "b_")
    ).replace('errorRef="e_a_"', 'errorRef="e_a"').replace('errorRef="e_b_"', 'errorRef="e_b"')  # fmt: skip
    body = (
        f'<startEvent id="s"/><subProcess id="u">{inside}{flows(("s2", "a"), ("a", "e2"))}</subProcess>{catch}<endEvent id="e"/>'
        + flows(("s", "u"), ("u", "e"), ("ba_", "a_"), ("bb_", "b_"), ("a_", "e"), ("b_", "e"))
    )
    assert Game(drawn(body, top=NAMED)).do("a") == ["b_"]


def test_t34_a_receive_task_waits_for_its_message_and_is_refused_without_one() -> None:
    body = '<startEvent id="s"/><receiveTask id="r" messageRef="m"/><userTask id="a"/><endEvent id="e"/>'
    body += flows(("s", "r"), ("r", "a"), ("a", "e"))
    game = Game(drawn(body, top=NAMED))
    assert game.open() == [] and [event.name for event in waiting(game.spec, game.move.state).events] == ["recall"]
    with pytest.raises(Refusal) as refused:
        game.act(deliver, "something else")
    assert refused.value.code == "spiff.not_awaited"
    assert game.act(deliver, "recall") == ["a"]
    with pytest.raises(Unsound):
        spec_of(drawn(body.replace(' messageRef="m"', "")))


def test_t35_an_event_gateway_takes_one_way() -> None:
    body = (
        '<startEvent id="s"/><eventBasedGateway id="x"/>'
        f'<intermediateCatchEvent id="c1">{TIMER}</intermediateCatchEvent><intermediateCatchEvent id="c2">{TIMER}</intermediateCatchEvent>'
        f'<intermediateCatchEvent id="c3">{MESSAGE}</intermediateCatchEvent>'
        '<userTask id="a"/><userTask id="b"/><userTask id="c"/><endEvent id="e"/>'
        + flows(("s", "x"), ("x", "c1"), ("x", "c2"), ("x", "c3"), ("c1", "a"), ("c2", "b"), ("c3", "c"),
                ("a", "e"), ("b", "e"), ("c", "e"))
    )
    game = Game(drawn(body, top=NAMED))
    assert len(waiting(game.spec, game.move.state).events) == 3
    assert complete_after(game, deliver, "recall") == ["c"]
    game.host.clock = game.move.wakes_at
    assert game.act(fire) == ["a"] and game.move.wakes_at is None


def complete_after(game: Game, verb: object, *args: object) -> list[str]:
    """What an act would open, the game left as it is."""
    move = verb(game.spec, game.move.state, game.host, *args)
    return [step.node_id for step in move.opened]


def test_t36_a_terminate_end_stops_what_was_about_to_run() -> None:
    ends = '<endEvent id="e1"><terminateEventDefinition/></endEvent><endEvent id="e2"/>'
    body = f'<startEvent id="s"/><parallelGateway id="x"/><serviceTask id="w"/><userTask id="a"/>{ends}'
    game = Game(drawn(body + flows(("s", "x"), ("x", "e1"), ("x", "w"), ("w", "a"), ("a", "e2"))))
    assert game.open() == [] and game.move.ended and game.move.end_node == "e1"
    assert game.host.done == []


def test_t37_a_terminate_end_says_what_it_interrupted() -> None:
    ends = '<endEvent id="e1"><terminateEventDefinition/></endEvent><endEvent id="e2"/>'
    inside = '<startEvent id="s2"/><userTask id="b"/><endEvent id="e3"/>' + flows(("s2", "b"), ("b", "e3"))
    body = f'<startEvent id="s"/><parallelGateway id="x"/><userTask id="a"/><subProcess id="u">{inside}</subProcess>{ends}'
    game = Game(drawn(body + flows(("s", "x"), ("x", "a"), ("x", "u"), ("a", "e1"), ("u", "e2"))))
    game.do("a")
    assert sorted(closed.how for closed in game.move.closed) == ["completed", "interrupted"]
    assert len(game.move.left) == 1 and game.move.ended


def test_t38_a_message_reaches_one_address_when_one_is_named() -> None:
    inside = '<startEvent id="s2"/><receiveTask id="r" messageRef="m"/><userTask id="a"/><endEvent id="e2"/>'
    inside += flows(("s2", "r"), ("r", "a"), ("a", "e2"))
    loop = "<multiInstanceLoopCharacteristics><loopCardinality>keys</loopCardinality></multiInstanceLoopCharacteristics>"
    body = f'<startEvent id="s"/><subProcess id="u">{loop}{inside}</subProcess><endEvent id="e"/>' + flows(("s", "u"), ("u", "e"))
    game = Game(drawn(body, top=NAMED), keys=["x", "y"])
    assert game.act(deliver, "recall", at=Address((("u", "y"),), "r")) == ["a"]
    assert game.steps()[0].frames[-1].key == "y"
    assert game.act(deliver, "recall") == ["a", "a"]
