"""Whether the drawing's own coordinates are there: without them a step cannot be shown on the picture."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.checks.ground import Ground
from engine.errors import Finding


def find(ground: Ground) -> Iterator[Finding]:
    """Warnings on what has no place on the drawing."""
    diagram = ground.diagram
    if not diagram.shapes:
        yield ground.warning("bpmn.no_drawing")
        return
    for node in diagram.nodes.values():
        if node.id not in diagram.shapes and _visible(ground, node.level):
            yield ground.warning("bpmn.not_drawn", node)
    for flow in diagram.flows.values():
        if flow.id not in diagram.edges and _visible(ground, flow.level):
            yield ground.warning("bpmn.not_drawn", flow)


def _visible(ground: Ground, level: str | None) -> bool:
    """Whether a level is shown: no sub-process around it is drawn closed."""
    while level in ground.diagram.nodes:
        bounds = ground.diagram.shapes.get(level)
        if bounds is not None and not bounds.expanded:
            return False
        level = ground.diagram.levels.get(level)
    return True
