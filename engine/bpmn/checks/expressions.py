"""Every FEEL text of a diagram: that it can be parsed, and that each name it reads exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.bpmn.checks.ground import Ground, nearest
from engine.bpmn.checks.names import Fields, below, facts
from engine.bpmn.model import Flow, Node, feel_text, listed
from engine.bpmn.vocabulary import PROCESS, properties_for, properties_of_kind
from engine.errors import Finding
from engine.feel import Expression, FeelSyntaxError, compile_expression


@dataclass(frozen=True)
class Written:
    """One FEEL text of a diagram and where it stands."""

    of: Node | Flow | None
    place: str
    text: str


def find(ground: Ground) -> Iterator[Finding]:
    """Findings on expressions, declared outputs, and keys that may be none."""
    names = facts(ground)
    for written in expressions(ground):
        try:
            compiled = compile_expression(written.text, ground.language)
        except FeelSyntaxError as error:
            yield _unreadable(ground, written, error)
            continue
        if names is not None:
            yield from _reads(ground, written, compiled, names)
    if names is not None:
        yield from _outputs(ground, names)
        yield from _empty_keys(ground, names)


def expressions(ground: Ground) -> Iterator[Written]:
    """Every FEEL text of the diagram."""
    diagram = ground.diagram
    for flow in diagram.flows.values():
        if flow.condition is not None:
            yield Written(flow, "condition", flow.condition)
    yield from _said(None, diagram.properties, properties_of_kind(PROCESS))
    for node in diagram.nodes.values():
        yield from _said(node, node.properties, properties_for(node))
        timer = feel_text(node.event.text) if node.event is not None and node.event.kind == "timer" else None
        if timer is not None:
            yield Written(node, "timer", timer)


def _said(of: Node | None, said: Mapping[str, str], words: Mapping[str, object]) -> Iterator[Written]:
    for name, value in said.items():
        text = feel_text(value)
        if text is not None and name in words:
            yield Written(of, name, text)


def _unreadable(ground: Ground, written: Written, error: FeelSyntaxError) -> Finding:
    detail = {key: value for key, value in error.facts.items() if key not in ("name", "place", "text")}
    return ground.error(
        "bpmn.feel_unreadable", written.of,
        **{**detail, "place": written.place, "text": written.text, "cause": error.code, "position": error.position},
    )


def _reads(ground: Ground, written: Written, compiled: Expression, names: Fields) -> Iterator[Finding]:
    steps = ground.steps()
    for path in sorted(compiled.reads):
        first = path[0]
        if first in names:
            continue
        if first not in steps:
            near = nearest(first, names.keys() | steps.keys())
            yield ground.error("bpmn.name_unknown", written.of, value=first, near=near, place=written.place,
                               text=written.text)
            continue
        fields = below(ground, steps[first])
        if len(path) > 1 and fields is not None and path[1] not in fields:
            yield ground.error("bpmn.field_unknown", written.of, step=first, value=path[1],
                               near=nearest(path[1], fields), place=written.place, text=written.text)


def _outputs(ground: Ground, names: Fields) -> Iterator[Finding]:
    for name in listed(ground.diagram.properties.get("outputs")):
        if name not in names:
            yield ground.error("bpmn.output_unknown", None, value=name, near=nearest(name, names))


def _empty_keys(ground: Ground, names: Fields) -> Iterator[Finding]:
    """Over an empty list a repeated step passes in silence, and what is demanded of every one holds."""
    for node in ground.diagram.nodes.values():
        each = feel_text(node.properties.get("each")) if node.multi is not None else None
        shape = names.get(each or "")
        if shape is not None and shape.options and not shape.required:
            yield ground.warning("bpmn.each_may_be_empty", node, value=each)
