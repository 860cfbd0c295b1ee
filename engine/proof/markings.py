"""What a level can reach, and what may therefore be done to it by hand."""

from __future__ import annotations

from collections import deque

from engine.errors import Refusal
from engine.proof.net import Marking, Net, Place, node_of
from engine.proof.wide import plan_wide

MOST_MARKINGS = 20_000


def reachable(net: Net, cap: int = MOST_MARKINGS) -> frozenset[Marking]:
    """Every marking the level can come to, kept with the net; more than ``cap``: Refusal ``proof.too_many_markings``."""
    if "all" not in net._reached:
        net._reached["all"] = _explore(net, cap)
    known = net._reached["all"]
    if known is None:
        raise Refusal("proof.too_many_markings", level=net.level, limit=cap)
    return known


def _explore(net: Net, cap: int) -> frozenset[Marking] | None:
    """All of them, or None where there are more than ``cap``."""
    seen, todo = {net.start}, deque([net.start])
    while todo:
        for rest, put in net.moves(todo.popleft()):
            marking = rest | put
            if marking not in seen:
                if len(seen) >= cap:
                    return None
                seen.add(marking)
                todo.append(marking)
    return frozenset(seen)


def plan(net: Net, marking: Marking, mine: Place, target: str) -> frozenset[Place] | None:
    """The smallest set of tokens to withdraw, ``mine`` among them, so that one on ``target`` gives a marking the drawing
    can reach; None when there is none.

    ``marking`` is that of the level on which ``target`` stands; a task inside a called procedure, a sub-process or
    an instance is lifted to the token of that level under which it lives.
    """
    try:
        all_of_them = reachable(net)
    except Refusal:
        return plan_wide(net, marking, mine, target)
    kept_at_most = marking - {mine}
    best: frozenset[Place] | None = None
    for reached in all_of_them:
        if target not in reached or not reached - {target} <= kept_at_most:
            continue
        gone = marking - (reached - {target})
        if best is None or (len(gone), _order(gone)) < (len(best), _order(best)):
            best = gone
    return best


def doubled(net: Net, cap: int = MOST_MARKINGS) -> frozenset[Place]:
    """Places that can come to hold two tokens at once; a drawing with such a place must not be released.

    Each handler beside a running step is started once at most, as one run of the step does.
    """
    found: set[Place] = set()
    first = (net.start, frozenset())
    seen, todo = {first}, deque([first])
    while todo:
        marking, started = todo.popleft()
        for rest, put in net.moves(marking):
            beside = frozenset(place for place in put if _beside(net, place))
            if beside & started:
                continue
            found |= rest & put
            after = (rest | put, started | beside)
            if after not in seen:
                if len(seen) >= cap:
                    raise Refusal("proof.too_many_markings", level=net.level, limit=cap)
                seen.add(after)
                todo.append(after)
    return frozenset(found)


def _beside(net: Net, place: Place) -> bool:
    node = net.nodes[node_of(place)]
    return node.attached_to is not None and not node.interrupting


def _order(places: frozenset[Place]) -> list[tuple[str, str]]:
    return sorted((place, "") if isinstance(place, str) else place for place in places)


def stands_before(net: Net, marking: Marking, target: str) -> tuple[str, ...]:
    """The open nodes that stand before a node that is not open yet, the nearest first; ways back do not count."""
    distance, todo = {target: 0}, deque([target])
    back = _ways_back(net)
    while todo:
        name = todo.popleft()
        host = net.nodes[name].attached_to
        sources = net.before[name] if host is None else (host,)
        for source in sources:
            if source not in distance and (source, name) not in back:
                distance[source] = distance[name] + 1
                todo.append(source)
    here = {node_of(place) for place in marking} - {target}
    return tuple(sorted((name for name in here if name in distance), key=lambda name: (distance[name], name)))


def _ways_back(net: Net) -> set[tuple[str, str]]:
    """Flows that lead to a node which is on the way to their source, seen from the start in drawn order."""
    back, done, path = set(), set(), set()
    for start in sorted(net.start):
        stack = [(start, iter(_onward(net, start)))]
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
                stack.append((way, iter(_onward(net, way))))
    return back


def _onward(net: Net, name: str) -> tuple[str, ...]:
    return net.after[name] + net.events[name]
