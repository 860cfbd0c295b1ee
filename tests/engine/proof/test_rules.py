"""When a join opens, said by itself."""

from __future__ import annotations

from engine.proof.markings import possible
from engine.proof.rules import inclusive_opens, parallel_opens
from engine.spiff import compile_spec
from tests.engine.proof.test_markings import net_of, steps
from tests.engine.spiff.drawing import Game, drawn, flows


def above(names: set[str]) -> set[str]:
    """From t both a and b can be reached, from u only b."""
    reached = {"a": {"a", "t"}, "b": {"b", "t", "u"}}
    return set().union(*(reached[name] for name in names)) if names else set()


def test_a_parallel_join_needs_every_input() -> None:
    assert parallel_opens({"a", "b"}, {"a", "b"}) and not parallel_opens({"a", "b"}, {"a"})


def test_an_inclusive_join_waits_for_what_can_only_reach_an_empty_input() -> None:
    assert not inclusive_opens({"a", "b"}, {"a"}, {"u"}, above)
    assert not inclusive_opens({"a", "b"}, {"a"}, {"b"}, above)
    assert inclusive_opens({"a", "b"}, {"a"}, {"t"}, above)  # it can reach the full one, too
    assert inclusive_opens({"a", "b"}, {"a"}, {"elsewhere"}, above)
    assert inclusive_opens({"a", "b"}, {"a", "b"}, {"u"}, above)


def test_net_and_carrier_agree_on_a_token_that_can_reach_a_full_input() -> None:
    body = steps("t", "b", "z") + '<inclusiveGateway id="x"/><inclusiveGateway id="y"/><exclusiveGateway id="m"/>'
    body += '<exclusiveGateway id="g" default="f_g_b"/>'
    ways = [("s", "x"), ("x", "m", "yes"), ("x", "t", "yes"), ("t", "g"), ("g", "m", "no"), ("g", "b"), ("m", "y"), ("b", "y")]
    ways += [("y", "z"), ("z", "e")]
    diagram = drawn(f'<startEvent id="s"/><endEvent id="e"/>{body}{flows(*ways)}')
    assert Game(diagram, yes=True).open() == ["t", "z"]
    assert possible(net_of(body, *ways), frozenset({"t", "z"})) and compile_spec({"p": diagram}, "p").process_id == "p"
