"""Traps of size, depth and time; the numbers are those of docs/spiffworkflow.md."""

from __future__ import annotations

import statistics
import time

import pytest

from engine.errors import Refusal
from engine.spiff import complete, start, waiting
from tests.engine.spiff.drawing import Answers, Game, drawn, flows

AROUND = (
    '<startEvent id="s"/><exclusiveGateway id="m"/><userTask id="t"/><boundaryEvent id="bt" attachedToRef="t">'
    "<timerEventDefinition><timeDuration>P99D</timeDuration></timerEventDefinition></boundaryEvent>"
    '<endEvent id="e2"/><parallelGateway id="x"/><userTask id="u"/><callActivity id="c" calledElement="q"/>'
    '<parallelGateway id="y"/><exclusiveGateway id="g" default="f_g_e"/><endEvent id="e"/>'
    + flows(("s", "m"), ("m", "t"), ("bt", "e2"), ("t", "x"), ("x", "u"), ("x", "c"), ("u", "y"), ("c", "y"), ("y", "g"))
    + flows(("g", "m", "again"), ("g", "e"))
)
CALLED = drawn('<startEvent id="s"/><userTask id="v"/><endEvent id="e"/>' + flows(("s", "v"), ("v", "e")), "q")


def test_t47_a_thousand_rounds_cost_the_same_and_do_not_die() -> None:
    game, times, sizes = Game(drawn(AROUND), CALLED, again=True), [], []
    for number in range(1_000):
        for names in (["t"], ["u", "v"] if number % 2 else ["v", "u"]):
            for name in names:
                task = game.task(name)
                begun = time.perf_counter()
                game.move = complete(game.spec, game.move.state, game.host, task)
                times.append(time.perf_counter() - begun)
        sizes.append(len(game.move.state))
    assert game.open() == ["t"] and not game.move.ended
    fifth = len(times) // 5
    assert quick(times[-fifth:]) < 1.5 * quick(times[:fifth])
    assert max(sizes) < 1.1 * min(sizes) + 20
    game.host.values["again"] = False
    assert game.do("t", "u", "v") == [] and game.move.ended


def quick(times: list[float]) -> float:
    """The lowest decile: what a step costs while nobody else uses the machine."""
    return statistics.quantiles(times, n=10)[0]


@pytest.mark.parametrize("kind", ["loop", "call itself", "call each other"])
def test_t48_what_never_comes_to_rest_is_refused_in_time(kind: str) -> None:
    loop = drawn(
        '<startEvent id="s"/><exclusiveGateway id="m"/><exclusiveGateway id="g" default="f_g_e"/><endEvent id="e"/>'
        + flows(("s", "m"), ("m", "g"), ("g", "m", "again"), ("g", "e"))
    )
    calls = [
        drawn(f'<startEvent id="s"/><callActivity id="c" calledElement="{to}"/><endEvent id="e"/>' + flows(("s", "c"), ("c", "e")), name)
        for name, to in (("p", "p" if kind == "call itself" else "q"), ("q", "p"))
    ]
    begun = time.perf_counter()
    with pytest.raises(Refusal) as refused:
        Game(*([loop] if kind == "loop" else calls), again=True)
    assert refused.value.code == ("spiff.no_rest" if kind == "loop" else "spiff.too_deep")
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize("kind", ["userTask", "serviceTask"])
def test_t49_a_long_chain_runs(kind: str) -> None:
    names = [f"n{number}" for number in range(700)]
    body = '<startEvent id="s"/><endEvent id="e"/>' + "".join(f'<{kind} id="{name}"/>' for name in names)
    game = Game(drawn(body + flows(*zip(["s", *names], [*names, "e"], strict=True))))
    if kind == "userTask":
        assert game.do(*names[:3]) == ["n3"]
    else:
        assert game.move.ended and len(game.host.done) == 700


def test_t50_more_automatic_steps_than_the_limit_are_refused_whole() -> None:
    names = [f"n{number}" for number in range(40)]
    body = '<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>' + "".join(f'<serviceTask id="{n}"/>' for n in names)
    game = Game(drawn(body + flows(("s", "a"), *zip(["a", *names], [*names, "e"], strict=True))))
    before = game.move.state
    with pytest.raises(Refusal) as refused:
        complete(game.spec, before, game.host, game.task("a"), limit=30)
    assert refused.value.code == "spiff.no_rest"
    assert [step.node_id for step in waiting(game.spec, before).steps] == ["a"]


def test_t51_an_error_in_the_middle_of_an_act_changes_nothing() -> None:
    class Failing(Answers):
        def perform(self, frames: object, node_id: str, task_id: str) -> None:
            raise OSError(node_id)

    body = '<startEvent id="s"/><userTask id="a"/><serviceTask id="w"/><userTask id="b"/><endEvent id="e"/>'
    game = Game(drawn(body + flows(("s", "a"), ("a", "w"), ("w", "b"), ("b", "e"))))
    before = game.move.state
    with pytest.raises(OSError, match="w"):
        complete(game.spec, before, Failing(), game.task("a"))
    assert game.open() == ["a"] and game.do("a") == ["b"]


def test_t52_three_hundred_instances_open_at_once() -> None:
    loop = "<multiInstanceLoopCharacteristics><loopCardinality>keys</loopCardinality></multiInstanceLoopCharacteristics>"
    body = f'<startEvent id="s"/><userTask id="v">{loop}</userTask><endEvent id="e"/>' + flows(("s", "v"), ("v", "e"))
    game = Game(drawn(body), keys=[f"k{number}" for number in range(300)])
    assert len(game.steps()) == 300
    begun = time.perf_counter()
    for step in game.steps()[:10]:
        game.move = complete(game.spec, game.move.state, game.host, step.task_id)
    assert (time.perf_counter() - begun) / 10 < 0.1
    assert start(game.spec, game.host).opened[299].frames[-1].key == "k299"
