"""Ids that the token carrier keeps for itself, and names that two steps of a level share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.bpmn.checks.ground import STEPS, Ground
from engine.bpmn.normalise import is_generated
from engine.errors import Finding

RESERVED = frozenset({"Start", "End"})
RESERVED_ENDINGS = (".EndJoin", " [child]", ".BoundaryEventSplit", ".BoundaryEventJoin")
USABLE = re.compile(r"[^\W\d][\w.\-]*")
"""An XML name without colon (xsd:NCName), which BPMN demands of ids."""


def find(ground: Ground) -> Iterator[Finding]:
    """Findings on ids and on names of steps."""
    yield from _ids(ground)
    yield from _names(ground)


def _ids(ground: Ground) -> Iterator[Finding]:
    diagram = ground.diagram
    for element in (diagram, *diagram.nodes.values(), *diagram.flows.values()):
        of = None if element is diagram else element
        if element.id in RESERVED or element.id.endswith(RESERVED_ENDINGS) or is_generated(element.id):
            yield ground.error("bpmn.id_reserved", of, id=element.id)
        elif not USABLE.fullmatch(element.id):
            yield ground.error("bpmn.id_unusable", of, id=element.id)


def _names(ground: Ground) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for node in ground.diagram.nodes.values():
        if node.kind not in STEPS or node.triggered_by_event:
            continue
        if not node.name:
            yield ground.error("bpmn.no_name", node)
        elif (node.level, node.name) in seen:
            yield ground.error("bpmn.name_twice", node)
        seen.add((node.level, node.name))
