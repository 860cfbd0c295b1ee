"""What stands side by side is exactly what can hold tokens at once."""

import pytest

from engine.proof.beside import side_by_side
from engine.proof.markings import reachable
from tests.engine.proof.test_markings import BRANCHES, LOOP, net_of, steps

INCLUSIVE = net_of(
    steps("a", "b1", "b2", "c", "z") + '<inclusiveGateway id="x"/><inclusiveGateway id="y"/><exclusiveGateway id="g"/>'
    '<exclusiveGateway id="m"/>',
    ("s", "a"), ("a", "x"), ("x", "m", "1"), ("m", "b1"), ("b1", "b2"), ("b2", "y"), ("x", "c", "2"), ("c", "y"),
    ("y", "z"), ("z", "g"), ("g", "e"), ("g", "m", "again"),
)  # fmt: skip


@pytest.mark.parametrize("net", [BRANCHES, LOOP, INCLUSIVE], ids=["parallel", "loop", "inclusive"])
def test_the_same_pairs_as_in_all_markings(net):
    places = sorted({place for marking in reachable(net) for place in marking}, key=str)
    real = {(one, other) for m in reachable(net) for one in m for other in m if one != other}
    assert {(one, other) for one in places for other in places if side_by_side(net, one, other)} == real
