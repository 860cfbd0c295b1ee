"""Which events may stand where, and that each says what it waits for or throws."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.checks.ground import Ground
from engine.bpmn.model import Node
from engine.errors import Finding

ALLOWED = {
    "startEvent": frozenset({"none"}),
    "handler": frozenset({"timer", "message", "signal", "error", "escalation"}),
    "intermediateCatchEvent": frozenset({"timer", "message", "signal", "link"}),
    "intermediateThrowEvent": frozenset({"none", "message", "signal", "escalation", "link"}),
    "boundaryEvent": frozenset({"timer", "message", "signal", "error", "escalation"}),
    "endEvent": frozenset({"none", "terminate", "message", "signal", "error", "escalation"}),
}
"""By kind of node (the start of an event sub-process: ``handler``), the kinds of event the token carrier does."""

REFERRING = frozenset({"message", "signal", "error", "escalation"})
THROWING = frozenset({"intermediateThrowEvent", "endEvent"})


def find(ground: Ground) -> Iterator[Finding]:
    """Findings on events."""
    for node in ground.diagram.nodes.values():
        if node.event is not None and node.kind in ALLOWED:
            yield from _place(ground, node)
            yield from _reference(ground, node)
        if node.triggered_by_event:
            yield from _handler(ground, node)
    for level in ground.diagram.levels:
        yield from _links(ground, level)
        yield from _terminate(ground, level)


def _place(ground: Ground, node: Node) -> Iterator[Finding]:
    kind = node.event.kind
    level = ground.diagram.nodes.get(node.level)
    place = "handler" if node.kind == "startEvent" and level is not None and level.triggered_by_event else node.kind
    if kind == "compensate":
        yield ground.error("bpmn.compensation", node)
    elif kind == "none" and place == "handler":
        return  # told once, of the handler itself
    elif kind not in ALLOWED[place]:
        code = "bpmn.event_start" if place == "startEvent" else "bpmn.event_misplaced"
        yield ground.error(code, node, event=kind)
    elif kind == "error" and not node.interrupting and place in ("boundaryEvent", "handler"):
        yield ground.error("bpmn.error_interrupts", node)


def _reference(ground: Ground, node: Node) -> Iterator[Finding]:
    event = node.event
    if event.kind not in REFERRING or event.name is not None:
        return
    catches_all = event.kind in ("error", "escalation") and node.kind not in THROWING and event.ref is None
    if not catches_all:
        yield ground.error("bpmn.event_without_name", node, event=event.kind)


def _handler(ground: Ground, node: Node) -> Iterator[Finding]:
    starts = [n for n in ground.diagram.standing_in(node.id) if n.kind == "startEvent"]
    if len(starts) != 1 or starts[0].event is None or starts[0].event.kind == "none":
        yield ground.error("bpmn.handler_start", node)
    if node.incoming or node.outgoing:
        yield ground.error("bpmn.handler_in_flow", node)


def _links(ground: Ground, level: str) -> Iterator[Finding]:
    links = [n for n in ground.diagram.standing_in(level) if n.event is not None and n.event.kind == "link"]
    targets = [n.event.name for n in links if n.kind == "intermediateCatchEvent"]
    thrown = {n.event.name for n in links if n.kind == "intermediateThrowEvent"}
    for node in links:
        name = node.event.name
        if node.kind == "intermediateThrowEvent" and (not name or name not in targets):
            yield ground.error("bpmn.link_without_target", node, link=name or "")
        elif node.kind == "intermediateCatchEvent" and targets.count(name) > 1:
            yield ground.error("bpmn.link_twice", node, link=name or "")
        elif node.kind == "intermediateCatchEvent" and name not in thrown:
            yield ground.error("bpmn.link_without_source", node, link=name or "")


def _terminate(ground: Ground, level: str) -> Iterator[Finding]:
    standing = list(ground.diagram.standing_in(level))
    if any(node.triggered_by_event for node in standing):
        for node in standing:
            if node.kind == "endEvent" and node.event is not None and node.event.kind == "terminate":
                yield ground.error("bpmn.terminate_beside_handler", node)
