"""The names that an expression of a diagram may read, and what is known of what they hold."""

from __future__ import annotations

from engine.bpmn.checks.ground import Ground
from engine.bpmn.checks.known import FieldShape
from engine.bpmn.context import context_keys
from engine.bpmn.model import Node, feel_text, listed

Fields = dict[str, FieldShape]


def facts(ground: Ground) -> Fields | None:
    """Every fact of the procedure by name, steps aside; None where its forms are not known."""
    if ground.known.forms is None:
        return None
    diagram = ground.diagram
    found: Fields = {name: FieldShape() for name in (*ground.known.names, *listed(diagram.properties.get("inputs")))}
    found |= form_fields(ground, diagram.properties.get("start_form"))
    for node in diagram.nodes.values():
        found |= _written_by(ground, node)
    return found


def _written_by(ground: Ground, node: Node) -> Fields:
    own = form_fields(ground, node.properties.get("form"))
    names = [node.properties.get(key) for key in ("each_name", "number_as", "offers")]
    names += listed(node.properties.get("receives"))
    if node.kind == "businessRuleTask":
        names.append(node.properties.get("result") or node.properties.get("decision"))
    if node.kind == "serviceTask":
        names += context_keys(feel_text(node.properties.get("set")) or "")
    return {name: FieldShape() for name in names if name} | own


def form_fields(ground: Ground, form: str | None) -> Fields:
    """The fields of one of the procedure's forms; none of an unknown one."""
    return dict((ground.known.forms or {}).get(form or "", {}))


def below(ground: Ground, step: Node) -> Fields | None:
    """What can be read below a step's name; None where that is not known."""
    extra = {name: FieldShape() for name in ground.known.step_facts}
    if step.kind == "userTask":
        extra |= {name: FieldShape() for name in (step.properties.get("each_name"),) if name}
        return None if ground.known.forms is None else form_fields(ground, step.properties.get("form")) | extra
    if step.kind == "callActivity":
        called = (ground.known.procedures or {}).get(step.called or "")
        return None if called is None else {name: FieldShape() for name in called.outputs} | extra
    return None


def field_shape(ground: Ground, path: str) -> FieldShape | None:
    """What is known of the fact a name path reads; None when it is not one field."""
    parts = path.split(".")
    if len(parts) == 1:
        return (facts(ground) or {}).get(path)
    step = ground.steps().get(parts[0])
    fields = below(ground, step) if step is not None and len(parts) == 2 and step.multi is None else None
    return (fields or {}).get(parts[1])
