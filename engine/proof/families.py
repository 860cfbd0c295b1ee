"""Families of sets as shared graphs (zero-suppressed decision diagrams, Minato 1993): all markings of a wide drawing.

Nine branches side by side have hundreds of thousands of markings and a graph of some hundred nodes.  A family is an
int; equal families are equal ints.  0 is the family of nothing, 1 the family of the empty set alone.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from engine.errors import Refusal

NOTHING, UNIT = 0, 1
MOST_NODES = 400_000


class Families:
    """The families over some things; ``things`` in an order that keeps together what depends on each other."""

    def __init__(self, things: Sequence[Hashable], what: str = "") -> None:
        self._level = {thing: at for at, thing in enumerate(things)}
        self._things, self._what = list(things), what
        self._nodes: list[tuple[int, int, int]] = [(len(things), 0, 0), (len(things), 1, 1)]
        self._known: dict[tuple[int, int, int], int] = {}
        self._memo: dict[tuple[Hashable, ...], int] = {}

    def one(self, things: Iterable[Hashable]) -> int:
        """The family of one set."""
        family = UNIT
        for thing in sorted(things, key=self._level.__getitem__, reverse=True):
            family = self._node(self._level[thing], NOTHING, family)
        return family

    def union(self, one: int, other: int) -> int:
        """The sets of either."""
        if one == other or other == NOTHING:
            return one
        if one == NOTHING:
            return other
        key = ("or", one, other) if one < other else ("or", other, one)
        found = self._memo.get(key)
        if found is None:
            at, low, high, low2, high2 = self._split(one, other)
            found = self._memo[key] = self._node(at, self.union(low, low2), self.union(high, high2))
        return found

    def minus(self, one: int, other: int) -> int:
        """The sets of the first that are not in the second."""
        if one in (NOTHING, other):
            return NOTHING
        if other == NOTHING:
            return one
        found = self._memo.get(("-", one, other))
        if found is None:
            at, low, high, low2, high2 = self._split(one, other)
            found = self._memo[("-", one, other)] = self._node(at, self.minus(low, low2), self.minus(high, high2))
        return found

    def with_(self, family: int, thing: Hashable) -> int:
        """The sets that hold a thing."""
        return self._with(family, self._level[thing])

    def without(self, family: int, things: Iterable[Hashable]) -> int:
        """The sets that hold none of these things."""
        return self._without(family, frozenset(map(self._level.__getitem__, things)))

    def touching(self, family: int, things: Iterable[Hashable]) -> int:
        """The sets that hold at least one of these things."""
        return self.minus(family, self.without(family, things))

    def less(self, family: int, things: Iterable[Hashable]) -> int:
        """Every set with these things taken away."""
        return self._less(family, frozenset(map(self._level.__getitem__, things)))

    def more(self, family: int, thing: Hashable) -> int:
        """Every set with this thing put in."""
        return self._more(family, self._level[thing])

    def holds(self, family: int, things: Iterable[Hashable]) -> bool:
        """Whether a set is in the family."""
        wanted = sorted(self._level.get(thing, -1) for thing in things)
        for level in wanted:
            while family > UNIT and self._nodes[family][0] < level:
                family = self._nodes[family][1]
            if family <= UNIT or self._nodes[family][0] != level:
                return False
            family = self._nodes[family][2]
        while family > UNIT:
            family = self._nodes[family][1]
        return family == UNIT

    def largest(self, family: int, thing: Hashable, others: Iterable[Hashable]) -> frozenset[Hashable] | None:
        """The set that holds a thing and, of these others alone, as many as can be; None when there is none.

        Always the same one.  Reads only: many threads may ask at once.
        """
        must = self._level[thing]
        allowed = {self._level[other] for other in others if other in self._level} | {must}
        best = self._largest(family, must, allowed, {UNIT: (0, ())})
        return None if best is None or must not in best[1] else frozenset(self._things[level] for level in best[1])

    def together(self, family: int, things: Iterable[Hashable]) -> bool:
        """Whether some set holds all of these things.  Reads only."""
        wanted = sorted(self._level.get(thing, -1) for thing in things)
        seen, todo = set(), [(family, 0)]
        while todo:
            node, at = todo.pop()
            if node == NOTHING or (node, at) in seen:
                continue
            seen.add((node, at))
            if at == len(wanted):
                return True
            level, low, high = self._nodes[node]
            if level == wanted[at]:
                todo.append((high, at + 1))
            elif level < wanted[at] and node != UNIT:
                todo += [(low, at), (high, at)]
        return False

    def only(self, family: int) -> tuple[Families, int]:
        """The same family apart from all that was needed to come to it."""
        kept = Families(self._things, self._what)
        names = {NOTHING: NOTHING, UNIT: UNIT}
        for node in sorted(self._below(family)):  # a node is made after those below it
            level, low, high = self._nodes[node]
            names[node] = kept._node(level, names[low], names[high])
        return kept, names[family]

    def _below(self, family: int) -> set[int]:
        found: set[int] = set()
        todo = [family]
        while todo:
            node = todo.pop()
            if node > UNIT and node not in found:
                found.add(node)
                todo += self._nodes[node][1:]
        return found

    def count(self, family: int) -> int:
        """How many sets there are."""
        if family <= UNIT:
            return family
        found = self._memo.get(("count", family))
        if found is None:
            _, low, high = self._nodes[family]
            found = self._memo[("count", family)] = self.count(low) + self.count(high)
        return found

    def _node(self, level: int, low: int, high: int) -> int:
        if high == NOTHING:
            return low
        key = (level, low, high)
        found = self._known.get(key)
        if found is None:
            if len(self._nodes) >= MOST_NODES:
                raise Refusal("proof.too_many_markings", level=self._what, limit=MOST_NODES)
            found = self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return found

    def _split(self, one: int, other: int) -> tuple[int, int, int, int, int]:
        """The first thing on which two families can differ, and what each holds without and with it."""
        (at, low, high), (there, low2, high2) = self._nodes[one], self._nodes[other]
        if at < there:
            return at, low, high, other, NOTHING
        if there < at:
            return there, one, NOTHING, low2, high2
        return at, low, high, low2, high2

    def _with(self, family: int, level: int) -> int:
        at, low, high = self._nodes[family]
        if at >= level:
            return self._node(level, NOTHING, high) if at == level and family > UNIT else NOTHING
        key = ("with", family, level)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._node(at, self._with(low, level), self._with(high, level))
        return found

    def _more(self, family: int, level: int) -> int:
        if family == NOTHING:
            return NOTHING
        at, low, high = self._nodes[family]
        if at > level or family == UNIT:
            return self._node(level, NOTHING, family)
        if at == level:
            return self._node(level, NOTHING, self.union(low, high))
        key = ("more", family, level)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._node(at, self._more(low, level), self._more(high, level))
        return found

    def _without(self, family: int, levels: frozenset[int]) -> int:
        if family <= UNIT:
            return family
        key = ("without", family, levels)
        found = self._memo.get(key)
        if found is None:
            at, low, high = self._nodes[family]
            found = self._without(low, levels)
            if at not in levels:
                found = self._node(at, found, self._without(high, levels))
            self._memo[key] = found
        return found

    def _less(self, family: int, levels: frozenset[int]) -> int:
        if family <= UNIT:
            return family
        key = ("less", family, levels)
        found = self._memo.get(key)
        if found is None:
            at, low, high = self._nodes[family]
            low, high = self._less(low, levels), self._less(high, levels)
            found = self._memo[key] = self.union(low, high) if at in levels else self._node(at, low, high)
        return found

    def _largest(self, node: int, must: int, allowed: set[int], known: dict[int, _Sized | None]) -> _Sized | None:
        """The largest set below a node and its size; what lies before ``must`` has to lead to it."""
        if node == NOTHING:
            return None
        if node not in known:
            at, low, high = self._nodes[node]
            best = None if at == must else self._largest(low, must, allowed, known)
            taken = self._largest(high, must, allowed, known) if at in allowed else None
            if taken is not None:
                taken = (taken[0] + 1, (at, *taken[1]))
                if at < must and must not in taken[1]:
                    taken = None
            if best is not None and at < must and must not in best[1]:
                best = None
            known[node] = max((one for one in (best, taken) if one is not None), key=lambda one: one[0], default=None)
        return known[node]


_Sized = tuple[int, tuple[int, ...]]
