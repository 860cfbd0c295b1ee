"""Our own net of a level: what it reaches, what may be withdrawn, what stands before what."""

from __future__ import annotations

import pytest

from engine.bpmn import Diagram
from engine.errors import Refusal
from engine.proof.markings import doubled, plan, reachable, stands_before
from engine.proof.net import Net
from tests.engine.spiff.drawing import drawn, flows


def steps(*names: str) -> str:
    return "".join(f'<userTask id="{name}"/>' for name in names)


def timer(name: str, host: str) -> str:
    waits = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"
    return f'<boundaryEvent id="{name}" attachedToRef="{host}">{waits}</boundaryEvent>'


def net_of(body: str, *ways: tuple[str, ...]) -> Net:
    diagram: Diagram = drawn(f'<startEvent id="s"/><endEvent id="e"/>{body}{flows(*ways)}')
    return Net.of(diagram, "p")


BRANCHES = net_of(
    steps("a", "a1", "a2", "b1", "b2", "z") + '<parallelGateway id="x"/><parallelGateway id="y"/>',
    ("s", "a"), ("a", "x"), ("y", "z"), ("z", "e"),
    ("x", "a1"), ("a1", "a2"), ("a2", "y"), ("x", "b1"), ("b1", "b2"), ("b2", "y"),
)  # fmt: skip


def test_the_markings_of_two_branches() -> None:
    found = reachable(BRANCHES)
    assert frozenset({"a2", "b1"}) in found and frozenset({("y", "a2"), "b2"}) in found
    assert frozenset({"a1", "z"}) not in found and frozenset({"a1"}) not in found


def test_too_many_markings_are_refused() -> None:
    wide = net_of(
        steps(*(f"t{n}" for n in range(16))) + '<parallelGateway id="x"/><parallelGateway id="y"/>',
        ("s", "x"), ("y", "e"), *[way for n in range(16) for way in (("x", f"t{n}"), (f"t{n}", "y"))],
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        reachable(wide)
    assert refused.value.code == "proof.too_many_markings"


@pytest.mark.parametrize(
    ("marking", "mine", "target", "withdrawn"),
    [
        ({"a2", "b1"}, "a2", "a1", {"a2"}),  # inside its own branch: only its own token
        ({"a2", "b1"}, "a2", "a", {"a2", "b1"}),  # before the split: all branches
        ({"b2", ("y", "a2")}, "b2", "a", {"b2", ("y", "a2")}),  # arrivals at the join included
        ({"a2", "b2"}, "a2", "b1", None),  # into a sister branch: refused
        ({"b2", ("y", "a2")}, "b2", "a1", None),
        ({"z"}, "z", "a1", None),  # after the join into one branch: refused
        ({"z"}, "z", "a", {"z"}),
    ],
)
def test_the_smallest_withdrawal(marking: set, mine: object, target: str, withdrawn: set | None) -> None:
    found = plan(BRANCHES, frozenset(marking), mine, target)
    assert found == (None if withdrawn is None else frozenset(withdrawn))


def test_what_stands_before_a_step_that_is_not_open() -> None:
    assert stands_before(BRANCHES, frozenset({"a2", "b1"}), "z") == ("a2", "b1")
    assert stands_before(BRANCHES, frozenset({"a2", "b1"}), "b2") == ("b1",)
    assert stands_before(BRANCHES, frozenset({"a2", "b1"}), "a") == ()


LOOP = net_of(
    steps("a", "b", "c") + '<exclusiveGateway id="m"/><exclusiveGateway id="g"/>'
    + timer("t", "b"),
    ("s", "m"), ("m", "a"), ("a", "b"), ("b", "g"), ("g", "m", "back"), ("g", "e"), ("t", "c"), ("c", "e"),
)  # fmt: skip


def test_a_way_back_does_not_count_as_before() -> None:
    assert stands_before(LOOP, frozenset({"b"}), "a") == ()
    assert stands_before(LOOP, frozenset({"a"}), "c") == ("a",)


def test_an_interruption_takes_the_token_of_its_host() -> None:
    assert frozenset({"c"}) in reachable(LOOP) and frozenset({"b", "c"}) not in reachable(LOOP)
    assert plan(LOOP, frozenset({"c"}), "c", "a") == frozenset({"c"})


def test_a_place_that_can_hold_two_tokens_is_found() -> None:
    broken = net_of(
        steps("a", "b", "c") + '<parallelGateway id="x"/>',
        ("s", "x"), ("x", "a"), ("x", "b"), ("a", "c"), ("b", "c"), ("c", "e"),
    )  # fmt: skip
    assert "c" in doubled(broken)
    assert doubled(BRANCHES) == frozenset() and doubled(LOOP) == frozenset()


def test_a_terminate_end_empties_the_level() -> None:
    ended = net_of(
        steps("a", "b") + '<parallelGateway id="x"/><endEvent id="t"><terminateEventDefinition/></endEvent>',
        ("s", "x"), ("x", "a"), ("x", "b"), ("a", "t"), ("b", "e"),
    )  # fmt: skip
    assert frozenset({"t", "b"}) in reachable(ended) and frozenset() in reachable(ended)
    assert frozenset({"b"}) not in reachable(ended)


def test_an_inclusive_join_waits_for_a_handler_that_can_still_reach_it() -> None:
    net = net_of(
        steps("a", "b", "h") + '<inclusiveGateway id="x"/><inclusiveGateway id="y"/>'
        + timer("t", "a"),
        ("s", "x"), ("x", "a", "1"), ("x", "b", "2"), ("a", "y"), ("b", "y"), ("t", "h"), ("h", "y"), ("y", "e"),
    )  # fmt: skip
    assert frozenset({"h", ("y", "b")}) in reachable(net)
    assert frozenset({"h", "e"}) not in reachable(net)
