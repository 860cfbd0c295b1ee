"""One node of a diagram: its properties, its event, its repetition."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from lxml import etree

from engine.bpmn.model import Event, Multi, Node
from engine.bpmn.names import BPMN, ZEEBE, local, text_of

Wrong = Callable[..., None]

UNDERSTOOD = frozenset({f"{ZEEBE}properties", f"{ZEEBE}calledElement", f"{ZEEBE}userTask"})
"""Extension elements that are read, or that a drawing tool adds by itself and that mean nothing."""


class Definitions:
    """The messages, signals, errors and escalations that a file declares beside its process."""

    def __init__(self, root: etree._Element) -> None:
        self._known = {child.get("id"): child for child in root if local(child) in
                       {"message", "signal", "error", "escalation"} and child.get("id")}

    def name(self, ref: str | None) -> str | None:
        """The name of what ``ref`` points to; None when it points to nothing."""
        found = self._known.get(_plain(ref))
        return None if found is None else found.get("name") or found.get("id")

    def code(self, ref: str | None) -> str | None:
        """The error or escalation code of what ``ref`` points to."""
        found = self._known.get(_plain(ref))
        return None if found is None else found.get("errorCode") or found.get("escalationCode")


def _plain(ref: str | None) -> str | None:
    return ref.rsplit(":", 1)[-1] if ref else None


def read_node(kind: str, element: etree._Element, level: str, definitions: Definitions, wrong: Wrong) -> Node:
    """The node an element draws; its flows and lane are filled in when the whole file has been read."""
    return Node(
        id=element.get("id", ""),
        name=" ".join(element.get("name", "").split()),
        kind=kind,
        level=level,
        properties=MappingProxyType(properties_of(element, wrong)),
        default=element.get("default") or None,
        multi=_multi(element.find(f"{BPMN}multiInstanceLoopCharacteristics")),
        loop=element.find(f"{BPMN}standardLoopCharacteristics") is not None,
        called=_called(element),
        event=_event(kind, element, definitions),
        attached_to=element.get("attachedToRef") or None,
        interrupting=element.get("cancelActivity", element.get("isInterrupting", "true")) != "false",
        triggered_by_event=element.get("triggeredByEvent") == "true",
        for_compensation=element.get("isForCompensation") == "true",
        quantity=_quantity(element),
        message=definitions.name(element.get("messageRef")),
        foreign=_foreign(element),
    )


def properties_of(element: etree._Element, wrong: Wrong) -> dict[str, str]:
    """The named properties of an element (``zeebe:property``); a name said twice is a finding."""
    found: dict[str, str] = {}
    for prop in element.iterfind(f"{BPMN}extensionElements/{ZEEBE}properties/{ZEEBE}property"):
        name, value = prop.get("name", "").strip(), prop.get("value", "").strip()
        if name in found:
            wrong("bpmn.property_twice", element.get("id", ""), property=name, name=element.get("name", ""))
        if name:
            found[name] = value
    return found


def _foreign(element: etree._Element) -> tuple[str, ...]:
    extensions = element.find(f"{BPMN}extensionElements")
    tags = [] if extensions is None else [child.tag for child in extensions if isinstance(child.tag, str)]
    return tuple(dict.fromkeys(etree.QName(tag).localname for tag in tags if tag not in UNDERSTOOD))


def _quantity(element: etree._Element) -> int | str:
    said = {element.get("startQuantity", "1"), element.get("completionQuantity", "1")} - {"1"}
    return next(iter(sorted(said)), 1)


def _called(element: etree._Element) -> str | None:
    if local(element) != "callActivity":
        return None
    beside = element.find(f"{BPMN}extensionElements/{ZEEBE}calledElement")
    called = element.get("calledElement") or ("" if beside is None else beside.get("processId", ""))
    return _plain(called.strip()) or None


def _multi(element: etree._Element | None) -> Multi | None:
    if element is None:
        return None
    behavior = element.get("behavior", "All")
    return Multi(
        sequential=element.get("isSequential") == "true",
        cardinality=text_of(element.find(f"{BPMN}loopCardinality")),
        completion=text_of(element.find(f"{BPMN}completionCondition")),
        behavior=None if behavior == "All" else behavior,
    )


def _event(kind: str, element: etree._Element, definitions: Definitions) -> Event | None:
    if not kind.endswith("Event"):
        return None
    drawn = [child for child in element if local(child).endswith("EventDefinition")]
    if element.findall(f"{BPMN}eventDefinitionRef") or len(drawn) > 1:
        return Event("multiple")
    return _definition(drawn[0], definitions) if drawn else Event("none")


def _definition(element: etree._Element, definitions: Definitions) -> Event:
    kind = local(element).removesuffix("EventDefinition")
    if kind == "timer":
        for form in ("timeDuration", "timeDate", "timeCycle"):
            text = element.find(f"{BPMN}{form}")
            if text is not None:
                return Event(kind, text=text_of(text), form=form)
    ref = element.get(f"{kind}Ref") or None
    name = element.get("name") if kind == "link" else definitions.name(ref)
    text = text_of(element.find(f"{BPMN}condition")) if kind == "conditional" else None
    return Event(kind, text=text, ref=ref, name=name, code=definitions.code(ref))
