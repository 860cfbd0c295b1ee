"""From a .bpmn file to a frozen Diagram, or to findings that say why not."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from lxml import etree

from engine.bpmn import names
from engine.bpmn.interchange import edge_labels, edges, shapes
from engine.bpmn.model import Artifact, Diagram, Flow, Lane, Node, Pool, feel_text
from engine.bpmn.read_node import Definitions, properties_of, read_node
from engine.bpmn.safe_xml import parse
from engine.errors import Finding, Unsound

MAX_DRAWN = 10_000
"""More nodes and flows than anybody can draw or review."""


def read(xml: bytes, file: str) -> Diagram:
    """The one executable process of a BPMN 2.0 file; raises ``Unsound("bpmn.unreadable")`` with its findings."""
    root = parse(xml, file)
    reading = _Reading(root, file)
    process = reading.process()
    reading.level(process, None)
    reading.join()
    properties = properties_of(process, reading.wrong)
    reading.stop_if_wrong()
    drawing = root.find(f"{names.BPMNDI}BPMNDiagram")
    return Diagram(
        id=process.get("id", ""),
        name=process.get("name", ""),
        file=file,
        properties=MappingProxyType(properties),
        nodes=MappingProxyType(reading.nodes),
        flows=MappingProxyType(reading.flows),
        levels=MappingProxyType(reading.levels),
        lanes=tuple(reading.lanes),
        pools=_pools(root),
        artifacts=MappingProxyType(reading.artifacts),
        shapes=MappingProxyType(shapes(drawing)),
        edges=MappingProxyType(edges(drawing)),
        edge_labels=MappingProxyType(edge_labels(drawing)),
        xml=bytes(xml),
    )


class _Reading:
    """What has been read so far of one file, and what was found wrong."""

    def __init__(self, root: etree._Element, file: str) -> None:
        self.root = root
        self.file = file
        self.definitions = Definitions(root)
        self.nodes: dict[str, Node] = {}
        self.flows: dict[str, Flow] = {}
        self.levels: dict[str, str | None] = {}
        self.lanes: list[Lane] = []
        self.artifacts: dict[str, Artifact] = {}
        self.findings: list[Finding] = []
        self._raw: dict[str, etree._Element] = {}

    def wrong(self, code: str, element: str = "", **facts: object) -> None:
        """Note a finding that keeps the file from being read."""
        if len(self.findings) < 50:
            self.findings.append(Finding(code, "error", self.file, element, facts))

    def stop_if_wrong(self) -> None:
        """Raise with what was found, if anything was."""
        if self.findings:
            raise Unsound("bpmn.unreadable", self.findings, file=self.file)

    def process(self) -> etree._Element:
        """The one process that is meant to run."""
        if self.root.tag != f"{names.BPMN}definitions":
            self.wrong("bpmn.not_bpmn")
            self.stop_if_wrong()
        candidates = [p for p in self.root.findall(f"{names.BPMN}process") if p.get("isExecutable") != "false"]
        if len(candidates) != 1:
            self.wrong("bpmn.one_process", count=len(candidates))
            self.stop_if_wrong()
        if not candidates[0].get("id"):
            self.wrong("bpmn.no_id", kind="process")
            self.stop_if_wrong()
        return candidates[0]

    def level(self, element: etree._Element, around: str | None) -> None:
        """Read a process or sub-process with everything in it."""
        here = element.get("id", "")
        self.levels[here] = around
        self._lanes(element)
        for kind, child in names.drawn_parts(element):
            if kind in names.ARTIFACTS:
                self._artifact(kind, child)
            elif self._identified(kind, child):
                self._drawn(kind, child, here)

    def _identified(self, kind: str, child: etree._Element) -> bool:
        name = child.get("id")
        if not name:
            self.wrong("bpmn.no_id", kind=kind, name=child.get("name", ""))
        elif name in self._raw or name in self.levels:
            self.wrong("bpmn.id_twice", name, name=name)
        elif len(self._raw) >= MAX_DRAWN:
            self.wrong("bpmn.too_many_drawn", limit=MAX_DRAWN)
            self.stop_if_wrong()
        else:
            self._raw[name] = child
            return True
        return False

    def _drawn(self, kind: str, child: etree._Element, level: str) -> None:
        name = child.get("id", "")
        if kind == "sequenceFlow":
            condition = names.text_of(child.find(f"{names.BPMN}conditionExpression"))
            self.flows[name] = Flow(
                id=name, name=child.get("name", ""), source=child.get("sourceRef", ""),
                target=child.get("targetRef", ""), level=level,
                condition=condition if feel_text(condition) is None else feel_text(condition),
            )
            return
        self.nodes[name] = read_node(kind, child, level, self.definitions, self.wrong)
        if kind in names.SUBPROCESSES:
            self.level(child, level)

    def _artifact(self, kind: str, child: etree._Element) -> None:
        name = child.get("id")
        if name:
            text = names.text_of(child.find(f"{names.BPMN}text")) or child.get("name", "")
            self.artifacts[name] = Artifact(name, kind, text)

    def _lanes(self, element: etree._Element) -> None:
        for lane in element.iterfind(f"{names.BPMN}laneSet//{names.BPMN}lane"):
            inside = tuple(filter(None, (names.text_of(ref) for ref in lane.findall(f"{names.BPMN}flowNodeRef"))))
            self.lanes.append(Lane(lane.get("id", ""), lane.get("name", ""), inside))

    def join(self) -> None:
        """Tie flows, lanes and boundary events to the nodes they speak of; what leads nowhere is a finding."""
        out: dict[str, list[str]] = {name: [] for name in self.nodes}
        into: dict[str, list[str]] = {name: [] for name in self.nodes}
        for flow in self.flows.values():
            if self._leads(flow):
                out[flow.source].append(flow.id)
                into[flow.target].append(flow.id)
        lanes = {inside: lane.name for lane in self.lanes for inside in lane.nodes}
        for name, node in self.nodes.items():
            if node.kind == "boundaryEvent" and node.attached_to not in self.nodes:
                self.wrong("bpmn.boundary_of_nothing", name, name=node.name or name)
            if node.default is not None and node.default not in out[name]:
                self.wrong("bpmn.default_of_nothing", name, name=node.name or name)
            self.nodes[name] = _joined(node, tuple(into[name]), tuple(out[name]), lanes.get(name))

    def _leads(self, flow: Flow) -> bool:
        source, target = self.nodes.get(flow.source), self.nodes.get(flow.target)
        if source is None or target is None:
            self.wrong("bpmn.flow_dangling", flow.id, name=flow.name or flow.id)
            return False
        if source.level != flow.level or target.level != flow.level:
            self.wrong("bpmn.flow_across", flow.id, name=flow.name or flow.id)
            return False
        return True


def _joined(node: Node, into: tuple[str, ...], out: tuple[str, ...], lane: str | None) -> Node:
    return replace(node, incoming=into, outgoing=out, lane=lane)


def _pools(root: etree._Element) -> tuple[Pool, ...]:
    return tuple(
        Pool(found.get("id", ""), found.get("name", ""), found.get("processRef", ""))
        for found in root.iterfind(f"{names.BPMN}collaboration/{names.BPMN}participant")
    )
