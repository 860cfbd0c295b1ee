"""Sending back on a level with too many markings to list them all: which tokens may stand together, and one search.

Two places may hold tokens at once when one step puts both down, or when one lies beside every place from which a
step comes that puts the other down (Kovalyov and Esparza, 1996: exact for live and safe free-choice nets).  What
is found so is then proved by a search that is led to the wanted marking; what it cannot prove is refused.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import combinations, count

from engine.proof.net import Marking, Net, Place, node_of

MOST_SEARCHED = 5_000


def plan_wide(net: Net, marking: Marking, mine: Place, target: str) -> frozenset[Place] | None:
    """As ``plan``: the tokens to withdraw so that one on ``target`` gives a marking that was proved to be reachable.

    Tokens that may stand beside ``target`` stay where they are; where that cannot be proved, all are withdrawn.
    """
    beside = together(net).get(target, frozenset())
    for kept in dict.fromkeys((frozenset(p for p in marking - {mine} if p in beside), frozenset())):
        if reaches(net, kept | {target}):
            return marking - kept
    return None


def together(net: Net) -> dict[Place, frozenset[Place]]:
    """For each place the places that may hold a token while it holds one; kept with the net."""
    if not net._together:
        net._together.update({place: frozenset(others) for place, others in _together(net).items()})
    return net._together


def _together(net: Net) -> dict[Place, set[Place]]:
    beside: dict[Place, set[Place]] = {}
    steps = list(_steps(net))

    def add(one: Place, other: Place) -> bool:
        if one == other or other in beside.setdefault(one, set()):
            return False
        beside[one].add(other)
        beside.setdefault(other, set()).add(one)
        return True

    changed = [add(one, other) for one, other in combinations(net.start, 2)]
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


def reaches(net: Net, goal: Marking, cap: int = MOST_SEARCHED) -> bool:
    """Whether a marking can be come to, by a search that is led to it; False also where ``cap`` markings did not do.

    A token that is not on a place of the goal has to move on, and when it does changes nothing for the others
    unless it ends the level or waits at a join: so such a token moves first and alone.
    """
    ahead = count()
    todo = [(len(net.start ^ goal), next(ahead), net.start)]
    seen = {net.start}
    while todo and len(seen) < cap:
        _, _, marking = heapq.heappop(todo)
        if marking == goal:
            return True
        for following in _led(net, marking, goal):
            if following not in seen:
                seen.add(following)
                heapq.heappush(todo, (len(following ^ goal), next(ahead), following))
    return goal in seen


def _led(net: Net, marking: Marking, goal: Marking) -> list[Marking]:
    moves = [(rest, rest | put) for rest, put in net.moves(marking)]
    for place in sorted(p for p in marking - goal if isinstance(p, str)):
        own = [following for rest, following in moves if marking - rest == {place}]
        if own:
            return own
    return [following for _, following in moves]
