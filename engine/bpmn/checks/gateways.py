"""That a choice is always decided: conditions where they belong, and no case left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.bpmn.checks.ground import Ground
from engine.bpmn.checks.names import field_shape
from engine.bpmn.model import Flow, Node
from engine.errors import Finding

CHOOSING = frozenset({"exclusiveGateway", "inclusiveGateway"})
WAITED_FOR = frozenset({"intermediateCatchEvent", "receiveTask"})
_EQUALS = re.compile(r'\s*([^\s=<>!"()]+)\s*=\s*"([^"\\]*)"\s*')
_AMONG = re.compile(r'\s*([^\s=<>!"()]+)\s+in\s*[(\[]\s*("[^"\\]*"(?:\s*,\s*"[^"\\]*")*)\s*[)\]]\s*')


def find(ground: Ground) -> Iterator[Finding]:
    """Findings on gateways and on conditions of flows."""
    for flow in ground.diagram.flows.values():
        if flow.condition is not None and ground.diagram.nodes[flow.source].kind not in CHOOSING:
            yield ground.error("bpmn.condition_misplaced", flow)
    for node in ground.diagram.nodes.values():
        if node.kind in CHOOSING and len(node.outgoing) > 1:
            yield from _choice(ground, node)
        elif node.kind == "eventBasedGateway":
            yield from _waiting(ground, node)


def _choice(ground: Ground, node: Node) -> Iterator[Finding]:
    ways = [ground.diagram.flows[flow] for flow in node.outgoing]
    for way in ways:
        if way.id == node.default and way.condition is not None:
            yield ground.warning("bpmn.default_with_condition", way)
        elif way.id != node.default and way.condition is None:
            yield ground.error("bpmn.condition_missing", way, gateway=node.name or node.id)
    if node.default is None and all(way.condition for way in ways):
        yield from _complete(ground, node, ways)


def _complete(ground: Ground, node: Node, ways: list[Flow]) -> Iterator[Finding]:
    """Without a default the conditions must name every value of one required field."""
    read = [compared(way.condition) for way in ways]
    paths = {found[0] for found in read if found}
    shape = field_shape(ground, paths.pop()) if all(read) and len(paths) == 1 else None
    if shape is None or not shape.options or not shape.required:
        yield ground.error("bpmn.gateway_incomplete", node)
        return
    missing = [value for value in shape.options if value not in {v for found in read for v in found[1]}]
    if missing:
        yield ground.error("bpmn.gateway_values_missing", node, values=missing)


def compared(condition: str | None) -> tuple[str, tuple[str, ...]] | None:
    """The (name path, values) of a condition that only compares one name with texts; None of any other."""
    text = condition or ""
    if equal := _EQUALS.fullmatch(text):
        return equal[1], (equal[2],)
    if among := _AMONG.fullmatch(text):
        return among[1], tuple(re.findall(r'"([^"]*)"', among[2]))
    return None


def _waiting(ground: Ground, node: Node) -> Iterator[Finding]:
    targets = list(ground.diagram.following(node))
    if len(targets) < 2 or any(target.kind not in WAITED_FOR for target in targets):
        yield ground.error("bpmn.event_gateway", node)
