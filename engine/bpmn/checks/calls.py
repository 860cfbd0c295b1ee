"""Calls of other procedures: that they exist, and that nothing calls itself however far around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.bpmn.checks.ground import Ground, nearest
from engine.bpmn.context import context_keys
from engine.bpmn.model import Diagram, Node, feel_text
from engine.errors import Finding


def find(ground: Ground) -> Iterator[Finding]:
    """Findings on call activities of one diagram."""
    for node in ground.diagram.nodes.values():
        if node.kind != "callActivity":
            continue
        if node.called is None:
            yield ground.error("bpmn.calls_nothing", node)
        elif node.called == ground.diagram.id:
            yield ground.error("bpmn.calls_itself", node)
        elif ground.known.procedures is not None:
            yield from _called(ground, node, node.called)


def _called(ground: Ground, node: Node, called: str) -> Iterator[Finding]:
    shape = (ground.known.procedures or {}).get(called)
    if shape is None:
        near = nearest(called, ground.known.procedures or {})
        yield ground.error("bpmn.procedure_unknown", node, procedure=called, near=near)
        return
    given = context_keys(feel_text(node.properties.get("inputs")) or "")
    for name in given:
        if name not in shape.inputs:
            yield ground.error("bpmn.input_unknown", node, input=name, near=nearest(name, shape.inputs))
    for name in shape.inputs:
        if name not in given:
            yield ground.warning("bpmn.input_missing", node, input=name)


def call_cycles(diagrams: Mapping[str, Diagram] | Iterable[Diagram]) -> list[Finding]:
    """One finding for each procedure that comes back to itself through others."""
    drawn = {d.id: d for d in (diagrams.values() if isinstance(diagrams, Mapping) else diagrams)}
    called = {name: {n.called for n in d.nodes.values() if n.called in drawn} for name, d in drawn.items()}
    found = []
    for name, diagram in drawn.items():
        way = _way_back(name, called)
        if len(way) > 1:
            facts = {"name": diagram.name or name, "way": [drawn[step].name or step for step in (*way, name)]}
            found.append(Finding("bpmn.call_cycle", "error", diagram.file, name, facts))
    return found


def _way_back(name: str, called: Mapping[str, set[str]]) -> list[str]:
    """The shortest chain of calls from a procedure to one that calls it, itself first; empty when there is none."""
    ways = [[name]]
    seen = {name}
    for way in ways:
        for other in sorted(called[way[-1]]):
            if other == name:
                return way
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    return []
