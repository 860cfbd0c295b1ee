"""The net of one level of a drawing: what a token may do, with all values left open.

A place is the id of a node, or (join, the node it was reached from) for a token that waits at a join; a marking is
a frozenset of places.  Called procedures, sub-processes and multi-instance steps are one place on their level.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, combinations
from typing import Any

from engine.bpmn import Diagram, Node
from engine.proof.rules import inclusive_opens, parallel_opens

Place = str | tuple[str, str]
Marking = frozenset[Place]

ONE_WAY = frozenset({"exclusiveGateway", "eventBasedGateway"})
JOINS = frozenset({"parallelGateway", "inclusiveGateway"})


@dataclass(frozen=True)
class Net:
    """``after`` and ``before`` are the neighbours of each node, ``events`` the boundary events of each activity.

    ``kept`` holds what was computed once for the net.
    """

    level: str
    nodes: Mapping[str, Node]
    after: Mapping[str, tuple[str, ...]]
    before: Mapping[str, tuple[str, ...]]
    events: Mapping[str, tuple[str, ...]]
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, diagram: Diagram, level: str) -> Net:
        """The net of a process or sub-process; handlers of event sub-processes stand apart from it."""
        nodes = {node.id: node for node in diagram.standing_in(level) if not node.triggered_by_event}
        ways = [(flow.source, flow.target) for flow in diagram.flows.values() if flow.source in nodes and flow.target in nodes]
        ways += _links(nodes.values())
        after = _grouped(nodes, ways)
        before = _grouped(nodes, ((target, source) for source, target in ways))
        events = _grouped(nodes, ((n.attached_to, n.id) for n in nodes.values() if n.attached_to in nodes))
        return cls(level, nodes, after, before, events)

    @cached_property
    def start(self) -> Marking:
        """A token on each start event."""
        return frozenset(name for name, node in self.nodes.items() if node.kind == "startEvent")

    def enter(self, source: str, target: str) -> Place:
        """Where a token rests that goes from one node to the next."""
        return (target, source) if self.is_join(target) else target

    def is_join(self, name: str) -> bool:
        """Whether tokens wait at this node for others."""
        return self.nodes[name].kind in JOINS and len(self.before[name]) > 1

    def onward(self, name: str) -> tuple[str, ...]:
        """The nodes that a token can go to from here, boundary events among them."""
        return self.after[name] + self.events[name]

    def moves(self, marking: Marking) -> Iterator[tuple[Marking, Marking]]:
        """Every move: (tokens that stay, tokens it puts down); together they are the next marking."""
        for name in sorted({node_of(place) for place in marking}):
            arrived = {place for place in marking if isinstance(place, tuple) and place[0] == name}
            if not arrived:
                yield from self._events(marking, name)
            elif not self._opens(marking, name, arrived):
                continue
            rest = frozenset() if self.terminates(name) else marking - (arrived or {name})
            for ways in self._choices(name):
                yield rest, frozenset(self.enter(name, way) for way in ways)

    def _choices(self, name: str) -> Iterator[tuple[str, ...]]:
        ways, kind = self.after[name], self.nodes[name].kind
        if kind in ONE_WAY and ways:
            return ((way,) for way in ways)
        if kind == "inclusiveGateway" and len(ways) > 1:
            return chain.from_iterable(combinations(ways, n) for n in range(1, len(ways) + 1))
        return iter((ways,))

    def _events(self, marking: Marking, name: str) -> Iterator[tuple[Marking, Marking]]:
        for event in self.events[name]:
            yield (marking - {name} if self.nodes[event].interrupting else marking), frozenset({event})

    def _opens(self, marking: Marking, name: str, arrived: Set[Place]) -> bool:
        sources, inputs = {place[1] for place in arrived}, set(self.before[name])
        if self.nodes[name].kind == "parallelGateway":
            return parallel_opens(inputs, sources)
        others = {node_of(place) for place in marking - arrived}
        return inclusive_opens(inputs, sources, others, lambda names: self.upstream(name, frozenset(names)))

    def terminates(self, name: str) -> bool:
        """Whether a token that comes here ends the level."""
        node = self.nodes[name]
        return node.kind == "endEvent" and node.event is not None and node.event.kind == "terminate"

    def upstream(self, join: str, names: frozenset[str]) -> frozenset[str]:
        """These nodes and all from which they can be reached without going through the join."""
        seen, todo = set(), list(names)
        while todo:
            name = todo.pop()
            if name in seen or name == join:
                continue
            seen.add(name)
            host = self.nodes[name].attached_to
            todo += [host] if host in self.nodes else self.before[name]
        return frozenset(seen)


def node_of(place: Place) -> str:
    """The node at which a token stands."""
    return place if isinstance(place, str) else place[0]


def _links(nodes: Iterator[Node] | object) -> list[tuple[str, str]]:
    """A link is a flow drawn long."""
    ends = [node for node in nodes if node.event is not None and node.event.kind == "link"]
    thrown = [node for node in ends if node.kind == "intermediateThrowEvent"]
    caught = {node.event.name: node.id for node in ends if node.kind == "intermediateCatchEvent"}
    return [(node.id, caught[node.event.name]) for node in thrown if node.event.name in caught]


def _grouped(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """For every name the seconds of the pairs that begin with it, in their order."""
    found: dict[str, list[str]] = {name: [] for name in names}
    for name, other in pairs:
        if name in found:
            found[name].append(other)
    return {name: tuple(others) for name, others in found.items()}
