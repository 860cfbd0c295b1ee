"""What a level can reach, and what may therefore be done to it by hand."""

from __future__ import annotations

import threading
from collections import deque

from engine.errors import Refusal
from engine.proof.families import MOST_NODES
from engine.proof.net import Marking, Net, Place, node_of
from engine.proof.space import Space

MOST_MARKINGS = 20_000
_building = threading.Lock()


def space(net: Net) -> Space:
    """Every marking the level can come to, kept with the net."""
    with _building:
        if "space" not in net.kept:
            net.kept["space"] = _built(net)
    return net.kept["space"]


def _built(net: Net, once: bool = False) -> Space:
    try:
        return Space(net, once)
    except RecursionError as too_long:  # a level of some nine hundred places; it can be divided
        raise Refusal("proof.too_many_markings", level=net.level, limit=MOST_NODES) from too_long


def possible(net: Net, marking: Marking) -> bool:
    """Whether the drawing can come to stand like this."""
    return space(net).holds(marking)


def plan(net: Net, marking: Marking, mine: Place, target: str) -> frozenset[Place] | None:
    """The smallest set of tokens to withdraw, ``mine`` among them, so that one on ``target`` gives a marking the drawing
    can reach; None when there is none.

    ``marking`` is that of the level on which ``target`` stands; a task inside a called procedure, a sub-process or
    an instance is lifted to the token of that level under which it lives.
    """
    reached = space(net).nearest(target, marking - {mine})
    return None if reached is None else marking - (reached - {target})


def doubled(net: Net) -> frozenset[Place]:
    """Places that can come to hold two tokens at once; a drawing with such a place must not be released."""
    return _built(net, once=True).doubled()


def soon_doubled(net: Net, looks: int = 500) -> frozenset[Place]:
    """The first places found to hold two tokens among the markings nearest the start, with no handler started beside a
    running step; quick, and no proof that there is none."""
    seen, todo = {net.start}, deque([net.start])
    while todo and len(seen) < looks:
        here = todo.popleft()
        for rest, put in net.moves(here):
            if rest == here:
                continue
            if rest & put:
                return frozenset(rest & put)
            if rest | put not in seen:
                seen.add(rest | put)
                todo.append(rest | put)
    return frozenset()


def stuck(net: Net) -> frozenset[str]:
    """Joins at which a level can come to stand for ever; a drawing with such a join must not be released."""
    return space(net).stuck()


def reachable(net: Net, cap: int = MOST_MARKINGS) -> frozenset[Marking]:
    """Every marking one by one; more than ``cap``: Refusal ``proof.too_many_markings``."""
    seen, todo = {net.start}, deque([net.start])
    while todo:
        for rest, put in net.moves(todo.popleft()):
            marking = rest | put
            if marking not in seen:
                if len(seen) >= cap:
                    raise Refusal("proof.too_many_markings", level=net.level, limit=cap)
                seen.add(marking)
                todo.append(marking)
    return frozenset(seen)


def stands_before(net: Net, marking: Marking, target: str) -> tuple[str, ...]:
    """The open nodes that stand before a node that is not open yet, the nearest first; ways back do not count."""
    distance, todo = {target: 0}, deque([target])
    back = _ways_back(net)
    while todo:
        name = todo.popleft()
        host = net.nodes[name].attached_to
        for source in (host,) if host in net.nodes else net.before[name]:
            if source not in distance and (source, name) not in back:
                distance[source] = distance[name] + 1
                todo.append(source)
    here = {node_of(place) for place in marking} - {target}
    return tuple(sorted((name for name in here if name in distance), key=lambda name: (distance[name], name)))


def _ways_back(net: Net) -> set[tuple[str, str]]:
    """Flows that lead to a node which is on the way to their source, seen from the start in drawn order."""
    back, done, path = set(), set(), set()
    for start in sorted(net.start):
        stack = [(start, iter(net.onward(start)))]
        path.add(start)
        while stack:
            name, ways = stack[-1]
            way = next(ways, None)
            if way is None:
                stack.pop()
                path.discard(name)
                done.add(name)
            elif way in path:
                back.add((name, way))
            elif way not in done:
                path.add(way)
                stack.append((way, iter(net.onward(way))))
    return back
