"""The namespaces and element names of BPMN files, and small readings of XML elements."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DI = "{http://www.omg.org/spec/DD/20100524/DI}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"

ARTIFACTS = frozenset({
    "textAnnotation", "group", "association", "dataObject", "dataObjectReference", "dataStoreReference",
    "dataStore", "dataInput", "dataOutput",
})
"""Drawn beside the flow; kept for the picture only."""

ASIDE = frozenset({
    "extensionElements", "documentation", "laneSet", "ioSpecification", "property", "auditing", "monitoring",
    "incoming", "outgoing", "multiInstanceLoopCharacteristics", "standardLoopCharacteristics",
    "dataInputAssociation", "dataOutputAssociation", "resourceRole", "performer", "humanPerformer",
    "potentialOwner", "ioBinding", "supportedInterfaceRef", "correlationSubscription", "supports",
})
"""Parts of an element that are not flow elements themselves."""

SUBPROCESSES = frozenset({"subProcess", "adHocSubProcess", "transaction"})


def local(element: etree._Element) -> str:
    """The BPMN local name of an element; empty for one of another namespace."""
    return element.tag[len(BPMN):] if isinstance(element.tag, str) and element.tag.startswith(BPMN) else ""


def drawn_parts(level: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The (kind, element) pairs of what stands in a process or sub-process, flows and artifacts included."""
    for child in level:
        kind = local(child)
        if kind and kind not in ASIDE and not kind.endswith("EventDefinition"):
            yield kind, child


def text_of(element: etree._Element | None) -> str | None:
    """The stripped text of an element, None when there is no element or no text."""
    if element is None:
        return None
    return "".join(element.itertext()).strip() or None
