"""A diagram rewritten, XML to XML, into the part of BPMN that the token carrier does faithfully.

Event sub-processes become boundary events on a generated body; links become flows; what the carrier must not see
(extensions, scripts in them, data, pools, lanes, coordinates) is left out.  The ids of drawn nodes never change.
Rests on the findings of ``check``: a diagram with errors may be refused here with less to say.
"""

from __future__ import annotations

from lxml import etree

from engine.bpmn.model import feel_text
from engine.bpmn.names import ARTIFACTS, ASIDE, BPMN, ZEEBE, local, text_of
from engine.bpmn.safe_xml import parse
from engine.errors import Refusal

GENERATED = "__"
"""Ids that hold this are made here; ``check`` refuses them in a drawing."""

_DECLARED = frozenset({"message", "signal", "error", "escalation"})
_KEPT_ASIDE = frozenset({"multiInstanceLoopCharacteristics"})


def normalise(xml: bytes, file: str = "") -> bytes:
    """The XML for the carrier of a diagram that ``read`` accepts and ``check`` finds nothing wrong with."""
    root = parse(xml, file)
    _only_the_process(root)
    for level in root.iter(f"{BPMN}process", f"{BPMN}subProcess"):
        _links(level)
    for element in list(root.iter(f"{BPMN}*")):
        _own_values(element)
    _strip(root)
    for level in [e for e in root.iter(f"{BPMN}process", f"{BPMN}subProcess") if _handlers(e)]:
        _event_subprocesses(level)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def is_generated(node_id: str) -> bool:
    """Whether a node was made by ``normalise`` and stands nowhere on the drawing."""
    return GENERATED in node_id


def _only_the_process(root: etree._Element) -> None:
    for child in list(root):
        runs = local(child) == "process" and child.get("isExecutable") != "false"
        if runs:
            child.set("isExecutable", "true")
        elif local(child) not in _DECLARED:
            root.remove(child)


def _links(level: etree._Element) -> None:
    """A link is a flow drawn long: both of its ends become plain merges."""
    caught = level.findall(f"{BPMN}intermediateCatchEvent/{BPMN}linkEventDefinition")
    ends = {definition.get("name"): definition.getparent() for definition in caught}
    for thrown in level.findall(f"{BPMN}intermediateThrowEvent/{BPMN}linkEventDefinition"):
        source, target = thrown.getparent(), ends.get(thrown.get("name"))
        if target is None:
            raise Refusal("bpmn.link_without_target", name=thrown.get("name", ""))
        _flow(level, source.get("id"), target.get("id"))
        _become_merge(source)
    for target in ends.values():
        _become_merge(target)


def _become_merge(event: etree._Element) -> None:
    event.tag = f"{BPMN}exclusiveGateway"
    for definition in event.findall(f"{BPMN}linkEventDefinition"):
        event.remove(definition)


def _own_values(element: etree._Element) -> None:
    """What our properties say stands where the carrier looks for it, as FEEL without a leading ``=``."""
    kind = local(element)
    if kind == "conditionExpression":
        element.text = feel_text(text_of(element)) or text_of(element)
    elif kind == "callActivity" and not element.get("calledElement"):
        beside = element.find(f"{BPMN}extensionElements/{ZEEBE}calledElement")
        element.set("calledElement", "" if beside is None else beside.get("processId", ""))
    elif kind == "multiInstanceLoopCharacteristics":
        _repetition(element)


def _repetition(element: etree._Element) -> None:
    properties = {
        p.get("name"): p.get("value", "")
        for p in element.getparent().iterfind(f"{BPMN}extensionElements/{ZEEBE}properties/{ZEEBE}property")
    }
    drawn = {part: text_of(element.find(f"{BPMN}{part}")) for part in ("loopCardinality", "completionCondition")}
    for child in list(element):
        element.remove(child)
    for part, said in (("loopCardinality", "each"), ("completionCondition", "done_when")):
        text = properties.get(said) or drawn[part]
        if text:
            etree.SubElement(element, f"{BPMN}{part}").text = feel_text(text) or text


def _strip(root: etree._Element) -> None:
    away = (ARTIFACTS | ASIDE) - _KEPT_ASIDE
    for element in list(root.iter()):
        foreign = not local(element)
        if element.getparent() is not None and (foreign or local(element) in away):
            element.getparent().remove(element)


def _handlers(level: etree._Element) -> list[etree._Element]:
    return level.findall(f"{BPMN}subProcess[@triggeredByEvent='true']")


def _event_subprocesses(level: etree._Element) -> None:
    """Everything else on the level becomes a body; each handler hangs on it as a boundary event's way out."""
    name = level.get("id", "")
    handlers = _handlers(level)
    body = etree.Element(f"{BPMN}subProcess", id=f"{name}__body")
    for element in [e for e in level if local(e) not in ASIDE and e not in handlers]:
        body.append(element)
    level.append(body)
    etree.SubElement(level, f"{BPMN}startEvent", id=f"{name}__s")
    etree.SubElement(level, f"{BPMN}endEvent", id=f"{name}__e")
    _flow(level, f"{name}__s", body.get("id"))
    _flow(level, body.get("id"), f"{name}__e")
    for handler in handlers:
        _hang(level, body, handler)


def _hang(level: etree._Element, body: etree._Element, handler: etree._Element) -> None:
    name = handler.get("id", "")
    start = handler.find(f"{BPMN}startEvent")
    waits_for = [] if start is None else [d for d in start if local(d).endswith("EventDefinition")]
    if len(waits_for) != 1:
        raise Refusal("bpmn.handler_start", element=name, name=handler.get("name") or name)
    event = etree.SubElement(
        level, f"{BPMN}boundaryEvent", id=f"{name}__on", attachedToRef=body.get("id"),
        cancelActivity=start.get("isInterrupting", "true"),
    )
    event.append(waits_for[0])
    start.attrib.pop("isInterrupting", None)
    handler.attrib.pop("triggeredByEvent")
    etree.SubElement(level, f"{BPMN}endEvent", id=f"{name}__e")
    _flow(level, event.get("id"), name)
    _flow(level, name, f"{name}__e")


def _flow(level: etree._Element, source: str, target: str) -> None:
    etree.SubElement(level, f"{BPMN}sequenceFlow", id=f"{source}__{target}", sourceRef=source, targetRef=target)
