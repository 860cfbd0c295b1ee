"""That every level begins, ends, and leads from its beginning to each of its steps."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.checks.ground import Ground
from engine.bpmn.model import Diagram, Node
from engine.errors import Finding

SPLITTING = frozenset({"exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway",
                       "complexGateway"})


def find(ground: Ground) -> Iterator[Finding]:
    """Findings on beginnings, ends and ways."""
    for level in ground.diagram.levels:
        owner = ground.diagram.nodes.get(level)
        if owner is None or owner.kind == "subProcess":
            yield from _level(ground, level, owner)
    for node in ground.diagram.nodes.values():
        yield from _ways(ground, node)


def _level(ground: Ground, level: str, owner: Node | None) -> Iterator[Finding]:
    standing = list(ground.diagram.standing_in(level))
    starts = [node for node in standing if node.kind == "startEvent"]
    if owner is None or not owner.triggered_by_event:
        if not starts:
            yield ground.error("bpmn.no_start", owner)
        elif len(starts) > 1:
            yield ground.error("bpmn.two_starts", starts[1])
    if not any(node.kind == "endEvent" for node in standing):
        yield ground.error("bpmn.no_end", owner)
    if starts:
        reached = reachable(ground.diagram, starts)
        for node in standing:
            if node.id not in reached and not node.triggered_by_event and not node.for_compensation:
                yield ground.error("bpmn.unreachable", node)


def reachable(diagram: Diagram, starts: list[Node]) -> set[str]:
    """Ids of the nodes of one level that some way of flows, links and boundary events leads to."""
    reached: set[str] = set()
    ahead = list(starts)
    while ahead:
        node = ahead.pop()
        if node.id not in reached:
            reached.add(node.id)
            ahead += [*diagram.following(node), *diagram.boundary_of(node.id), *_linked(diagram, node)]
    return reached


def _linked(diagram: Diagram, node: Node) -> Iterator[Node]:
    if node.kind == "intermediateThrowEvent" and node.event is not None and node.event.kind == "link":
        for other in diagram.standing_in(node.level):
            if other.kind == "intermediateCatchEvent" and other.event == node.event:
                yield other


def _ways(ground: Ground, node: Node) -> Iterator[Finding]:
    thrown_link = node.kind == "intermediateThrowEvent" and node.event is not None and node.event.kind == "link"
    ends = node.kind == "endEvent" or thrown_link
    if node.kind in ("startEvent", "boundaryEvent") and node.incoming:
        yield ground.error("bpmn.flow_into_start", node)
    if ends and node.outgoing:
        yield ground.error("bpmn.flow_out_of_end", node)
    if not ends and not node.outgoing and not node.triggered_by_event and not node.for_compensation:
        yield ground.error("bpmn.no_way_on", node)
    if len(node.outgoing) > 1 and node.kind not in SPLITTING:
        yield ground.error("bpmn.implicit_split", node)
