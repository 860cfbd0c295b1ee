"""That every property is one of the vocabulary, stands where it belongs and says what it must say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.bpmn.checks.ground import Ground, nearest
from engine.bpmn.checks.timers import is_amount
from engine.bpmn.model import Node, feel_text
from engine.bpmn.vocabulary import PROCESS, Property, properties_for, properties_of_kind
from engine.errors import Finding

WORK = {"set", "document", "series", "register", "sends"}
"""What a service task can do: it must do one of them."""


def find(ground: Ground) -> Iterator[Finding]:
    """Findings on the names and forms of properties."""
    yield from _of(ground, None, ground.diagram.properties, properties_of_kind(PROCESS))
    for node in ground.diagram.nodes.values():
        yield from _of(ground, node, node.properties, properties_for(node))
        if node.kind == "serviceTask" and not WORK & node.properties.keys():
            yield ground.error("bpmn.service_does_nothing", node)


def _of(
    ground: Ground, node: Node | None, said: Mapping[str, str], words: Mapping[str, Property]
) -> Iterator[Finding]:
    for name, value in said.items():
        if name not in words:
            yield ground.error("bpmn.property_unknown", node, property=name, near=nearest(name, words))
        elif not value:
            yield ground.error("bpmn.property_empty", node, property=name)
        else:
            yield from _value(ground, node, words[name], value)
            for needed in words[name].needs:
                if needed not in said:
                    yield ground.error("bpmn.property_needs", node, property=name, needs=needed)
    for word in words.values():
        if word.required and word.name not in said:
            yield ground.error("bpmn.property_missing", node, property=word.name)


def _value(ground: Ground, node: Node | None, word: Property, value: str) -> Iterator[Finding]:
    feel = feel_text(value)
    if word.takes == "feel" and feel is None:
        yield ground.error("bpmn.feel_expected", node, property=word.name, value=value)
    elif word.takes == "period" and feel is None and not is_amount(value):
        yield ground.error("bpmn.period_unreadable", node, property=word.name, value=value)
    elif word.takes == "yes" and value != "true":
        yield ground.error("bpmn.yes_expected", node, property=word.name, value=value)
    elif word.choices and value not in word.choices:
        yield ground.error("bpmn.choice_unknown", node, property=word.name, value=value, choices=word.choices)
    elif feel is not None and word.takes not in ("feel", "value", "period", "post"):
        yield ground.error("bpmn.feel_unexpected", node, property=word.name, value=value)
