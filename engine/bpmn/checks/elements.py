"""Kinds of element that are carried out, and those that are refused because nothing would carry them out rightly."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.checks.ground import Ground
from engine.bpmn.model import Node
from engine.errors import Finding

CARRIED_OUT = frozenset({
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
    "userTask", "businessRuleTask", "serviceTask", "receiveTask", "callActivity", "subProcess",
    "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
})

REFUSED = {
    "complexGateway": "bpmn.complex_gateway",
    "adHocSubProcess": "bpmn.ad_hoc",
    "transaction": "bpmn.transaction",
    "scriptTask": "bpmn.script_task",
    "task": "bpmn.plain_task",
    "manualTask": "bpmn.plain_task",
    "sendTask": "bpmn.send_task",
}

ACTIVITIES = frozenset({"userTask", "businessRuleTask", "serviceTask", "receiveTask", "callActivity", "subProcess"})


def find(ground: Ground) -> Iterator[Finding]:
    """Findings on what kinds of element are drawn and how they repeat."""
    for node in ground.diagram.nodes.values():
        yield from _kind(ground, node)
        yield from _repetition(ground, node)


def _kind(ground: Ground, node: Node) -> Iterator[Finding]:
    if node.kind in REFUSED:
        yield ground.error(REFUSED[node.kind], node)
    elif node.kind not in CARRIED_OUT:
        yield ground.error("bpmn.kind_unknown", node, kind=node.kind)
    if node.for_compensation:
        yield ground.error("bpmn.compensation", node)
    if node.kind == "receiveTask" and node.message is None:
        yield ground.error("bpmn.receive_without_message", node)
    if node.foreign:
        yield ground.warning("bpmn.extension_ignored", node, extensions=node.foreign)


def _repetition(ground: Ground, node: Node) -> Iterator[Finding]:
    if node.quantity != 1:
        yield ground.error("bpmn.token_quantity", node, quantity=node.quantity)
    if node.loop:
        yield ground.error("bpmn.loop_marker", node)
    if node.multi is not None and node.multi.behavior:
        yield ground.error("bpmn.multi_behavior", node, behavior=node.multi.behavior)
    if node.multi is not None and node.triggered_by_event:
        yield ground.error("bpmn.multi_handler", node)
