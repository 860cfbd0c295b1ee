"""Traps of sending back, halting and changing the version; the numbers are those of docs/spiffworkflow.md."""

from __future__ import annotations

import pytest

from engine.errors import Refusal
from engine.spiff import Address, address, complete, foreign, halt, send_back, targets, waiting
from tests.engine.spiff.drawing import Game, drawn, flows, multi, spec_of

INSIDE = '<startEvent id="s2"/><userTask id="in"/><parallelGateway id="x2"/><userTask id="ea"/><userTask id="eb"/>'
INSIDE += '<parallelGateway id="y2"/><userTask id="out"/><endEvent id="e2"/>'
INSIDE += flows(("s2", "in"), ("in", "x2"), ("x2", "ea"), ("x2", "eb"), ("ea", "y2"), ("eb", "y2"), ("y2", "out"), ("out", "e2"))
BODY = (
    '<startEvent id="s"/><userTask id="draft"/><parallelGateway id="x"/>'
    '<userTask id="a1"/><userTask id="a2"/><userTask id="b1"/><userTask id="b2"/><parallelGateway id="y"/><userTask id="sum"/>'
    f'<userTask id="v">{multi("keys")}</userTask><callActivity id="call" calledElement="q"/><userTask id="sign"/><endEvent id="e"/>'
    + flows(("s", "draft"), ("draft", "x"), ("x", "a1"), ("a1", "a2"), ("a2", "y"), ("x", "b1"), ("b1", "b2"), ("b2", "y"))
    + flows(("y", "sum"), ("sum", "v"), ("v", "call"), ("call", "sign"), ("sign", "e"))
)
SPLIT = ("draft", "a1", "a2", "b1")
JOINED = (*SPLIT, "b2", "sum", "v[x]", "v[y]")


def game_at(*done: str) -> Game:
    """The case after these steps."""
    game = Game(drawn(BODY), drawn(INSIDE, "q"), keys=["x", "y"])
    game.do(*done)
    return game


@pytest.mark.parametrize(
    ("done", "step", "target", "then"),
    [
        (("draft", "a1"), "a2", "a1", ["a1", "b1"]),
        (("draft", "a1"), "a2", "draft", ["draft"]),
        (SPLIT, "b2", "b1", ["b1"]),  # the other branch has arrived and still waits at the join
        (SPLIT, "b2", "draft", ["draft"]),
        (SPLIT, "b2", "a1", None),
        (("draft", "a1", "b1"), "a2", "b1", None),
        ((*SPLIT, "b2"), "sum", "a1", None),
        ((*SPLIT, "b2"), "sum", "draft", ["draft"]),
        ((*SPLIT, "b2", "sum"), "v[x]", "sum", ["sum"]),
        ((*SPLIT, "b2", "sum", "v[x]"), "v[y]", "v", ["v[x]", "v[y]"]),  # the whole step is asked again
        (JOINED, "in", "sum", ["sum"]),
        ((*JOINED, "in", "ea"), "eb", "call", ["in"]),  # the procedure is called anew
        ((*SPLIT, "b2"), "sum", "y", None),  # a gateway is no step
    ],
)
def test_t53_sending_back_leaves_what_the_drawing_can_reach(done: tuple, step: str, target: str, then: list | None) -> None:
    game = game_at(*done)
    if then is None:
        with pytest.raises(Refusal) as refused:
            game.act(send_back, game.task(step), Address((), target))
        assert refused.value.code == "spiff.no_way_back"
        return
    assert game.act(send_back, game.task(step), Address((), target)) == then
    assert {closed.how for closed in game.move.closed} == {"withdrawn"}
    play_on(game)


def test_t53_an_arrival_that_stays_goes_on_waiting() -> None:
    body = '<startEvent id="s"/><parallelGateway id="x"/><userTask id="a"/><userTask id="pre"/><parallelGateway id="z"/>'
    body += '<userTask id="b"/><userTask id="c"/><parallelGateway id="y"/><userTask id="sum"/><endEvent id="e"/>'
    ways = (("s", "x"), ("x", "a"), ("x", "pre"), ("pre", "z"), ("z", "b"), ("z", "c"), ("a", "y"), ("b", "y"), ("c", "y"))
    game = Game(drawn(body + flows(*ways, ("y", "sum"), ("sum", "e"))))
    game.do("pre", "a", "b")  # a has arrived first and stands behind b
    assert game.act(send_back, game.task("c"), Address((), "pre")) == ["pre"]
    assert game.do("pre", "b") == ["c"] and game.do("c") == ["sum"]


def play_on(game: Game) -> None:
    """Any case goes on to its end, each step open once."""
    for _ in range(40):
        steps = game.steps()
        assert len({address(step) for step in steps}) == len(steps)
        if not steps:
            break
        game.act(complete, steps[-1].task_id)
    assert game.move.ended and game.move.end_node == "e"


def test_t54_inside_a_called_procedure_the_same_holds_there() -> None:
    game = game_at(*JOINED, "in", "ea")
    inside = (("call", None),)
    with pytest.raises(Refusal):
        game.act(send_back, game.task("eb"), Address(inside, "ea"))
    assert game.act(send_back, game.task("eb"), Address(inside, "in")) == ["in"]
    owners = [scope[-1].owner for scope in game.host.scopes if scope[-1].node_id == "call"]
    assert len(owners) == 1 and owners[0] not in game.move.left
    assert game.act(send_back, game.task("in"), Address((), "draft")) == ["draft"]
    assert game.move.left == (owners[0],)
    play_on(game)


def test_t55_a_withdrawn_step_takes_its_boundary_events_with_it() -> None:
    timer = "<timerEventDefinition><timeDuration>P9D</timeDuration></timerEventDefinition>"
    body = (
        f'<startEvent id="s"/><userTask id="a"/><userTask id="b"/><boundaryEvent id="t" attachedToRef="b">{timer}</boundaryEvent>'
        f'<boundaryEvent id="ta" attachedToRef="a">{timer}</boundaryEvent><endEvent id="e"/>'
        + flows(("s", "a"), ("a", "b"), ("b", "e"), ("t", "e"), ("ta", "e"))
    )
    game = Game(drawn(body))
    game.do("a")
    assert game.act(send_back, game.task("b"), Address((), "a")) == ["a"]
    assert [event.node_id for event in waiting(game.spec, game.move.state).events] == ["ta"]
    assert game.do("a", "b") == [] and game.move.ended


def test_t56_what_is_offered_can_be_done() -> None:
    game = game_at(*SPLIT)
    assert {target.node_id for target in targets(game.spec, game.move.state, game.task("b2"))} >= {"draft", "b1", "b2"}
    assert Address((), "a1") not in targets(game.spec, game.move.state, game.task("b2"))


def test_t57_a_halted_case_is_at_its_end() -> None:
    game = game_at(*JOINED, "in")
    game.move = halt(game.spec, game.move.state, game.host)
    assert game.move.ended and game.open() == [] and game.move.end_node is None
    assert [closed.how for closed in game.move.closed] == ["withdrawn", "withdrawn"] and len(game.move.left) == 1


def test_t58_a_case_moves_to_a_version_that_has_what_is_live() -> None:
    timer = "<timerEventDefinition><timeDuration>P9D</timeDuration></timerEventDefinition>"
    old = (
        f'<startEvent id="s"/><userTask id="v">{multi("keys")}</userTask><boundaryEvent id="t" attachedToRef="v">{timer}</boundaryEvent>'
        '<userTask id="b"/><endEvent id="e"/>' + flows(("s", "v"), ("v", "b"), ("b", "e"), ("t", "e"))
    )
    new = old.replace(flows(("v", "b")), '<userTask id="n"/>' + flows(("v", "n"), ("n", "b")))
    game = Game(drawn(old), keys=["x", "y"])
    game.do("v[x]")
    due, other = game.move.wakes_at, spec_of(drawn(new))
    assert foreign(game.spec, game.move.state, other) == ()
    game.spec = other
    assert game.do("v[y]") == ["n"] and due is not None
    without = spec_of(drawn(new.replace('"n"', '"m"').replace("_n", "_m").replace("n_", "m_")))
    assert foreign(game.spec, game.move.state, without) == ("n",)
    as_rule = new.replace('<userTask id="n"/>', '<serviceTask id="n"/>')
    assert foreign(game.spec, game.move.state, spec_of(drawn(as_rule))) == ("n",)
