"""The straight path: a token enters, a person completes, the case ends."""

from __future__ import annotations

import pytest

from engine.errors import Refusal
from engine.spiff import complete, start
from tests.engine.spiff.drawing import Game, drawn, flows

ROUND = drawn(
    '<startEvent id="s"/><userTask id="a"/><parallelGateway id="x"/><userTask id="b"/><userTask id="c"/>'
    '<parallelGateway id="y"/><exclusiveGateway id="g" default="f_g_e"/><endEvent id="e"/>'
    + flows(("s", "a"), ("a", "x"), ("x", "b"), ("x", "c"), ("b", "y"), ("c", "y"), ("y", "g"), ("g", "a", "again"), ("g", "e"))
)


def test_a_case_goes_round_and_ends() -> None:
    game = Game(ROUND, again=True)
    assert game.open() == ["a"]
    assert game.do("a") == ["b", "c"]
    assert game.do("c", "b") == ["a"]
    game.host.values["again"] = False
    assert game.do("a", "b", "c") == []
    assert game.move.ended and game.move.end_node == "e"
    assert game.move.passed == ("y", "g", "e")


def test_the_same_step_twice_is_refused() -> None:
    game = Game(ROUND)
    first = game.task("a")
    game.do("a")
    with pytest.raises(Refusal) as refused:
        complete(game.spec, game.move.state, game.host, first)
    assert refused.value.code == "spiff.not_open"


def test_the_state_holds_no_more_than_the_marking() -> None:
    game = Game(ROUND, again=True)
    sizes = set()
    for _ in range(5):
        game.do("a", "b", "c")
        sizes.add(len(game.move.state))
    assert max(sizes) < 150 and max(sizes) - min(sizes) < 10


def test_an_error_of_the_host_passes_through() -> None:
    class Broken(Game):
        pass

    game = Broken(ROUND)
    game.do("a", "b")
    game.host.values["again"] = lambda frames: 1 / 0
    with pytest.raises(ZeroDivisionError):
        complete(game.spec, game.move.state, game.host, game.task("c"))
    game.host.values["again"] = False
    assert game.do("c") == [] and game.move.ended


def test_two_starts_share_one_spec() -> None:
    game = Game(ROUND)
    other = start(game.spec, game.host)
    assert other.opened[0].task_id != game.move.opened[0].task_id
