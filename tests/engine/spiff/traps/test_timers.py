"""Traps of timers; the numbers are those of docs/spiffworkflow.md."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from engine.errors import Refusal, Unsound
from engine.spiff import complete, fire, start, waiting
from tests.engine.spiff.drawing import NOON, Game, drawn, flows, spec_of


def boundary(*timers: tuple[str, str, bool]) -> str:
    """A step a with boundary timers (id, text, interrupting), each leading to a step named after it."""
    body = '<startEvent id="s"/><userTask id="a"/><userTask id="z"/><endEvent id="e"/>' + flows(("s", "a"), ("a", "z"), ("z", "e"))
    for name, text, interrupting in timers:
        timer = f"<timerEventDefinition><timeDuration>{text}</timeDuration></timerEventDefinition>"
        body += (
            f'<boundaryEvent id="{name}" attachedToRef="a" cancelActivity="{str(interrupting).lower()}">{timer}</boundaryEvent>'
            f'<userTask id="on_{name}"/><endEvent id="end_{name}"/>' + flows((name, f"on_{name}"), (f"on_{name}", f"end_{name}"))
        )
    return body


def test_t40_the_host_computes_when_a_timer_is_due() -> None:
    game = Game(drawn(boundary(("t", "5 working_days", True))), **{"5 working_days": NOON + timedelta(days=7)})
    assert game.move.wakes_at == NOON + timedelta(days=7)
    game.host.clock = NOON + timedelta(days=6)
    assert game.act(fire) == ["a"] and game.move.opened == game.move.closed == ()
    game.host.clock = NOON + timedelta(days=7)
    assert game.act(fire) == ["on_t"] and game.move.wakes_at is None
    assert [closed.how for closed in game.move.closed] == ["interrupted"]


def test_t40_the_clock_is_the_host_s() -> None:
    game = Game(drawn(boundary(("t", "P1D", True))), P1D=datetime(1990, 1, 1, tzinfo=NOON.tzinfo))
    game.host.clock = datetime(1989, 1, 1, tzinfo=NOON.tzinfo)
    assert game.act(fire) == ["a"]


@pytest.mark.parametrize("text", ["", "  ", "R12/P1M", "R/P1D"])
def test_t41_a_timer_without_text_or_one_that_repeats_is_refused(text: str) -> None:
    with pytest.raises(Unsound):
        spec_of(drawn(boundary(("t", text, False))))


def test_t42_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        Game(drawn(boundary(("t", "P", True))), P=datetime(2026, 3, 2))
    assert refused.value.code == "spiff.bad_timer"


def test_t43_completing_a_step_rings_no_timer() -> None:
    game = Game(drawn(boundary(("t", "P1D", False))))
    game.host.clock += timedelta(days=2)
    assert game.do("a") == ["z"]


def test_t44_of_two_that_are_due_and_interrupt_the_earlier_wins() -> None:
    game = Game(drawn(boundary(("late", "P2D", True), ("early", "P1D", True))))
    game.host.clock += timedelta(days=3)
    assert game.act(fire) == ["on_early"]


def test_t45_a_reminder_beside_the_step_comes_once() -> None:
    game = Game(drawn(boundary(("t", "P1D", False), ("end", "P9D", True))))
    game.host.clock += timedelta(days=2)
    assert game.act(fire) == ["a", "on_t"]
    assert game.act(fire) == ["a", "on_t"]
    assert game.do("a") == ["on_t", "z"] and game.move.wakes_at is None


def test_t46_a_timer_keeps_its_moment_through_every_load() -> None:
    game = Game(drawn(boundary(("t", "P1D", False)) + ""))
    other = spec_of(drawn(boundary(("t", "P1D", False)).replace('"a"', '"a"')))
    due = waiting(other, game.move.state).events[0].due
    game.host.clock += timedelta(days=30)
    assert due == game.move.wakes_at == NOON + timedelta(days=1)
    assert waiting(game.spec, game.act(fire) and game.move.state).events == ()


def test_t46_opened_again_a_step_has_a_new_timer() -> None:
    body = boundary(("t", "P1D", True)).replace(flows(("z", "e")), '<exclusiveGateway id="g" default="f_g_e"/>')
    body = body.replace('<userTask id="a"/>', '<exclusiveGateway id="m"/><userTask id="a"/>').replace(flows(("s", "a")), "")
    body += flows(("s", "m"), ("m", "a"), ("z", "g"), ("g", "m", "again"), ("g", "e"))
    spec = spec_of(drawn(body))
    game = Game(drawn(body), again=True)
    game.do("a")
    game.host.clock += timedelta(days=10)
    move = complete(spec, game.move.state, game.host, game.task("z"))
    assert move.wakes_at == game.host.clock + timedelta(days=1)
    assert start(spec, game.host).wakes_at == move.wakes_at
