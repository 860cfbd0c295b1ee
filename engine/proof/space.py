"""Every marking that a level can reach, as one family of sets: exact, and small where branches run side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.proof.families import NOTHING, UNIT, Families
from engine.proof.net import JOINS, ONE_WAY, Marking, Net, Place, node_of


class Space:
    """The reachable markings of a net; built once for a net and read ever after.

    With ``once`` each handler beside a running step is started at most once, as one run of the step does.
    Raises Refusal ``proof.too_many_markings`` when the drawing is too entangled.
    """

    def __init__(self, net: Net, once: bool = False) -> None:
        self.net, self.once = net, once
        self.places = list(_places(net))
        beside = [_spent(name) for name, node in net.nodes.items() if once and node.attached_to]
        self._families = Families([*self.places, *beside], net.level)
        self._families, self.all = self._families.only(self._explore())

    def holds(self, marking: Marking) -> bool:
        """Whether the drawing can come to stand like this."""
        return self._families.holds(self.all, marking)

    def together(self, *places: Place) -> bool:
        """Whether all these places can hold tokens at once."""
        return self._families.together(self.all, places)

    def count(self) -> int:
        """How many markings there are."""
        return self._families.count(self.all)

    def nearest(self, target: Place, kept: Iterable[Place]) -> Marking | None:
        """The reachable marking with a token on ``target`` and as many as can be, and no others, on ``kept``."""
        return self._families.largest(self.all, target, kept) if target in self.places else None

    def doubled(self) -> frozenset[Place]:
        """Places onto which a token can be put while one stands there."""
        families, found = self._families, set()
        for name in {node_of(place) for place in self.places}:
            rest, put = self._taken(self.all, name), [self.net.enter(name, way) for way in self.net.after[name]]
            found |= {place for place in put if families.with_(rest, place) != NOTHING}
            standing = families.with_(self.all, name) if not self.net.is_join(name) else NOTHING
            for event in self.net.events[name]:
                unspent = families.without(standing, [_spent(event)]) if self.once else standing
                found |= {event} if families.with_(unspent, event) != NOTHING else set()
        return frozenset(found)

    def stuck(self) -> frozenset[str]:
        """Joins at which a token can come to wait while nothing on the level can move any more."""
        families, dead = self._families, self._families.minus(self.all, UNIT)
        for name in {node_of(place) for place in self.places}:
            runs = self._openable(self.all, name) if self.net.is_join(name) else families.with_(self.all, name)
            dead = families.minus(dead, runs)
        waits = (place for place in self.places if families.with_(dead, place) != NOTHING)
        return frozenset(node_of(place) for place in waits)

    def _taken(self, found: int, name: str) -> int:
        """The markings in which a node runs, the tokens it takes gone."""
        if self.net.is_join(name):
            return self._joined(found, name)
        return self._families.less(self._families.with_(found, name), [name])

    def _explore(self) -> int:
        families = self._families
        found, before = families.one(self.net.start), NOTHING
        order = list(dict.fromkeys(node_of(place) for place in self.places))
        while found != before:
            before = found
            for name in order:
                for moved in self._moves(found, name):
                    found = families.union(found, moved)
        return found

    def _moves(self, found: int, name: str) -> Iterator[int]:
        rest = self._taken(found, name)
        for event in self.net.events[name]:
            if self.net.nodes[event].interrupting:
                yield self._families.more(rest, event)
            else:
                yield self._beside(self._families.with_(found, name), event)
        if rest == NOTHING:
            return
        if self.net.terminates(name):
            yield UNIT
        else:
            yield from self._put(rest, name)

    def _beside(self, standing: int, event: str) -> int:
        if not self.once:
            return self._families.more(standing, event)
        unspent = self._families.without(standing, [_spent(event)])
        return self._families.more(self._families.more(unspent, event), _spent(event))

    def _joined(self, found: int, name: str) -> int:
        """The markings in which a join opens, what it consumes taken away."""
        return self._families.less(self._openable(found, name), self._inputs(name))

    def _inputs(self, name: str) -> list[Place]:
        return [(name, source) for source in dict.fromkeys(self.net.before[name])]

    def _openable(self, found: int, name: str) -> int:
        inputs = self._inputs(name)
        if self.net.nodes[name].kind == "parallelGateway":
            for place in inputs:
                found = self._families.with_(found, place)
        else:
            found = self._families.touching(found, inputs)
            for reached, standing in self._upstream(name).items():
                clear = self._families.without(found, standing)
                found = self._families.union(clear, self._families.touching(found, [(name, one) for one in reached]))
        return found

    def _upstream(self, name: str) -> dict[frozenset[str], list[Place]]:
        """Places from which an inclusive join can be reached, by the inputs that can be reached from them.

        The rule of ``inclusive_opens``, said of each place: a token there holds the join up unless it can reach an
        input that is full.
        """
        above = {source: self.net.upstream(name, frozenset({source})) for source in self.net.before[name]}
        groups: dict[frozenset[str], list[Place]] = {}
        for place in self.places:
            if node_of(place) != name:
                reached = frozenset(source for source, nodes in above.items() if node_of(place) in nodes)
                if reached:
                    groups.setdefault(reached, []).append(place)
        return groups

    def _put(self, rest: int, name: str) -> Iterator[int]:
        kind, ways = self.net.nodes[name].kind, [self.net.enter(name, way) for way in self.net.after[name]]
        if kind in ONE_WAY and ways:
            for place in ways:
                yield self._families.more(rest, place)
            return
        some = kind in JOINS and kind != "parallelGateway" and len(ways) > 1
        moved = rest
        for place in ways:
            put = self._families.more(moved, place)
            moved = self._families.union(moved, put) if some else put
        yield self._families.minus(moved, rest) if some else moved


def _spent(event: str) -> str:
    return f"{event} spent"


def _places(net: Net) -> Iterator[Place]:
    """All places, each branch in one piece with its arrival at the join: what belongs together stays small."""
    seen: set[str] = set()
    stack = sorted(net.start, reverse=True)
    while stack:
        name = stack.pop()
        if name in seen:
            continue
        seen.add(name)
        if not net.is_join(name):
            yield name
        yield from dict.fromkeys((way, name) for way in net.after[name] if net.is_join(way))
        stack += reversed(net.onward(name))
