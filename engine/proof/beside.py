"""Which places of a level stand side by side: what is another branch of the same split, and no way back.

Two places may hold tokens at once when one step puts both down, or when one lies beside every place from which a
step comes that puts the other down (Kovalyov and Esparza, 1996: exact for live and safe free-choice nets).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from engine.proof.net import Net, Place, node_of


def side_by_side(net: Net, one: Place, other: Place) -> bool:
    """Whether both places may hold tokens at once."""
    return other in _beside(net).get(one, ())


def _beside(net: Net) -> dict[Place, set[Place]]:
    if "beside" not in net.kept:
        net.kept["beside"] = _computed(net)
    return net.kept["beside"]


def _computed(net: Net) -> dict[Place, set[Place]]:
    beside: dict[Place, set[Place]] = {}
    steps = list(_steps(net))

    def add(one: Place, other: Place) -> bool:
        if one == other or other in beside.setdefault(one, set()):
            return False
        beside[one].add(other)
        beside.setdefault(other, set()).add(one)
        return True

    for one, other in combinations(net.start, 2):
        add(one, other)
    changed = [True]
    while any(changed):
        changed = []
        for taken, blocked, put in steps:
            around = set.intersection(*(beside.get(place, set()) for place in taken)) - taken
            free = {place for place in around if node_of(place) not in blocked}
            changed += [add(one, other) for one, other in combinations(put, 2)]
            changed += [add(one, other) for one in put for other in free]
    return beside


def _steps(net: Net) -> Iterator[tuple[frozenset[Place], frozenset[str], frozenset[Place]]]:
    """Every step of the net: tokens it takes, nodes whose tokens keep it from happening, tokens it puts down."""
    for name in net.nodes:
        for event in net.events[name]:
            stays = frozenset() if net.nodes[event].interrupting else frozenset({name})
            yield frozenset({name}), frozenset(), frozenset({event}) | stays
        for taken, blocked in _openings(net, name):
            for ways in _widest(net, name):
                yield taken, blocked, frozenset(net.enter(name, way) for way in ways)


def _openings(net: Net, name: str) -> Iterator[tuple[frozenset[Place], frozenset[str]]]:
    if not net.is_join(name):
        yield frozenset({name}), frozenset()
    elif net.nodes[name].kind == "parallelGateway":
        yield frozenset((name, source) for source in net.before[name]), frozenset()
    else:
        for source in net.before[name]:
            yield frozenset({(name, source)}), net.upstream(name, frozenset(net.before[name])) | {name}


def _widest(net: Net, name: str) -> list[tuple[str, ...]]:
    """The ways out of a node that put down most tokens; fewer never stand beside more."""
    choices = [(way,) for way in net.after[name]] if len(net.after[name]) > 1 else [net.after[name]]
    return choices if net.nodes[name].kind in ("exclusiveGateway", "eventBasedGateway") else [net.after[name]]
