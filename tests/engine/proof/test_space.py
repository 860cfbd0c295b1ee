"""All markings as one family: the same as counted one by one, and small where one by one is too much."""

from __future__ import annotations

import time

import pytest

from engine.errors import Refusal
from engine.proof.families import NOTHING, UNIT, Families
from engine.proof.markings import doubled, plan, possible, reachable, space
from engine.proof.net import Net
from engine.proof.space import Space
from tests.engine.proof.test_markings import BRANCHES, LOOP, net_of, steps
from tests.engine.spiff.random_models import random_model

REENTERED = net_of(
    steps("a", "b1", "b2", "c", "z") + '<inclusiveGateway id="x"/><inclusiveGateway id="y"/><exclusiveGateway id="g"/>'
    '<exclusiveGateway id="m"/>',
    ("s", "a"), ("a", "x"), ("x", "m", "1"), ("m", "b1"), ("b1", "b2"), ("b2", "y"), ("x", "c", "2"), ("c", "y"),
    ("y", "z"), ("z", "g"), ("g", "e"), ("g", "m", "again"),
)  # fmt: skip


NESTED = net_of(
    steps("a", "b", "c") + '<parallelGateway id="x"/><parallelGateway id="y"/><inclusiveGateway id="o"/><inclusiveGateway id="q"/>',
    ("s", "x"), ("x", "a"), ("x", "o"), ("o", "b", "1"), ("o", "c", "2"), ("b", "q"), ("c", "q"), ("q", "y"), ("a", "y"),
    ("y", "e"),
)  # fmt: skip


def nets(seed: int) -> list[Net]:
    """The nets of a random model, level by level; the first seed brings those of the tests, too."""
    if seed == 0:
        return [BRANCHES, LOOP, REENTERED, NESTED, wide(2)]
    diagrams = random_model(seed, 9).diagrams().values()
    return [Net.of(diagram, level) for diagram in diagrams for level in diagram.levels]


@pytest.mark.parametrize("seed", range(60))
def test_the_family_holds_exactly_the_markings_found_one_by_one(seed: int) -> None:
    for net in nets(seed):
        try:
            one_by_one = reachable(net, 3_000)
        except Refusal:
            continue
        found = space(net)
        assert found.count() == len(one_by_one)
        assert all(found.holds(marking) for marking in one_by_one)
        assert possible(net, frozenset({"nowhere"})) is False


@pytest.mark.parametrize("seed", range(20))
def test_the_plan_is_the_smallest_of_all(seed: int) -> None:
    for net in nets(seed):
        try:
            one_by_one = reachable(net, 400)
        except Refusal:
            continue
        targets = [name for name, node in net.nodes.items() if node.kind == "userTask"]
        for marking in sorted(one_by_one, key=sorted_key)[:15]:
            for mine in sorted((place for place in marking if place in targets), key=str):
                for target in targets:
                    kept = marking - {mine}
                    fitting = [m - {target} for m in one_by_one if target in m and m - {target} <= kept]
                    found = plan(net, marking, mine, target)
                    best = max(map(len, fitting), default=None)
                    assert (found is None) == (best is None)
                    assert found is None or (len(marking - found) == best and marking - found in fitting)


def sorted_key(marking: frozenset) -> list[str]:
    return sorted(map(str, marking))


def wide(branches: int) -> Net:
    """Branches of three steps side by side, each of them optional."""
    ways = [("s", "x"), ("y", "z"), ("z", "e")]
    for n in range(branches):
        ways += [("x", f"a{n}", "1"), (f"a{n}", f"b{n}"), (f"b{n}", f"c{n}"), (f"c{n}", "y")]
    names = [f"{letter}{n}" for n in range(branches) for letter in "abc"]
    return net_of(steps(*names, "z") + '<inclusiveGateway id="x"/><inclusiveGateway id="y"/>', *ways)


def test_twelve_branches_side_by_side() -> None:
    net, begun = wide(12), time.perf_counter()
    found = space(net)
    assert found.count() > 5**12 and time.perf_counter() - begun < 1
    standing = frozenset(f"b{n}" for n in range(12))
    assert plan(net, standing, "b3", "a3") == {"b3"}
    assert plan(net, standing, "b3", "a4") == {"b3", "b4"}
    assert plan(net, standing, "b3", "z") == standing
    assert not possible(net, frozenset({"z", "a1"}))
    assert doubled(net) == frozenset()


def test_what_is_too_entangled_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.proof.families.MOST_NODES", 50)
    with pytest.raises(Refusal) as refused:
        Space(wide(6))
    assert refused.value.code == "proof.too_many_markings"


def test_families_are_what_sets_of_sets_are() -> None:
    families = Families("abc")
    ab, bc, b = families.one("ab"), families.one("bc"), families.one("b")
    all_ = families.union(ab, families.union(bc, b))
    assert families.count(all_) == 3 and families.holds(all_, "ba") and not families.holds(all_, "a")
    assert families.without(all_, "a") == families.union(bc, b) and families.touching(all_, "ac") == families.union(ab, bc)
    assert families.less(all_, "ac") == b and families.more(b, "c") == bc and families.minus(all_, ab) == families.union(bc, b)
    assert families.with_(all_, "c") == bc and families.largest(all_, "b", "c") == {"b", "c"}
    assert families.largest(all_, "b", "") == {"b"} and families.largest(all_, "a", "c") is None
    assert families.holds(UNIT, "") and not families.holds(NOTHING, "")
