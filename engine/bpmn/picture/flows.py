"""Flows with their arrowheads and names; message flows and associations as broken lines."""

from __future__ import annotations

import math

from engine.bpmn.model import Bounds, Diagram, Flow, Point
from engine.bpmn.picture.labels import beside
from engine.bpmn.picture.paint import FAINT, INK, PAPER, line, tag


def edge(diagram: Diagram, name: str) -> str:
    """One drawn line: a sequence flow, an association, or a message flow to another party."""
    points = diagram.edges[name]
    flow = diagram.flows.get(name)
    if flow is not None:
        return _flow(diagram, flow, points)
    if name in diagram.artifacts:
        return tag("path", d=line(points), fill="none", stroke=FAINT, stroke_dasharray="1 4", class_="association")
    dashed = tag("path", d=line(points), fill="none", stroke=FAINT, stroke_dasharray="7 5")
    return tag("g", None, dashed + arrowhead(points, PAPER, FAINT), class_="message-flow")


def _flow(diagram: Diagram, flow: Flow, points: tuple[Point, ...]) -> str:
    way = tag("path", d=line(points), fill="none", stroke=INK, stroke_width=1.4, stroke_linejoin="round")
    slash = _slash(points) if diagram.nodes[flow.source].default == flow.id else ""
    return tag("g", None, way + arrowhead(points, INK, INK) + slash, class_="flow", data_flow=flow.id)


def flow_name(diagram: Diagram, name: str) -> str:
    """The name of a flow, drawn after everything else so that no shape hides it."""
    flow = diagram.flows.get(name)
    return "" if flow is None else beside(flow.name, _label_place(diagram, flow, diagram.edges[name]))


def arrowhead(points: tuple[Point, ...], fill: str, stroke: str) -> str:
    """The head at the end of a line."""
    (x, y), angle = points[-1], _direction(points[-2], points[-1])
    corners = [(x, y), *((x - 10 * math.cos(angle + turn), y - 10 * math.sin(angle + turn)) for turn in (0.36, -0.36))]
    return tag("path", d=line(corners, True), fill=fill, stroke=stroke, stroke_linejoin="round")


def _direction(start: Point, end: Point) -> float:
    return math.atan2(end[1] - start[1], end[0] - start[0])


def _slash(points: tuple[Point, ...]) -> str:
    """The stroke across a default flow, near its beginning."""
    angle = _direction(points[0], points[1])
    x, y = points[0][0] + 11 * math.cos(angle), points[0][1] + 11 * math.sin(angle)
    dx, dy = 5 * math.cos(angle - 2), 5 * math.sin(angle - 2)
    return tag("path", d=line([(x - dx, y - dy), (x + dx, y + dy)]), stroke=INK, stroke_width=1.4, class_="default")


def _label_place(diagram: Diagram, flow: Flow, points: tuple[Point, ...]) -> Bounds:
    """The drawn label box, else a box over the middle of the longest part."""
    if flow.id in diagram.edge_labels:
        return Bounds(0, 0, 0, 0, label=diagram.edge_labels[flow.id])
    start, end = max(zip(points, points[1:], strict=False), key=lambda part: math.dist(*part))
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return Bounds(0, 0, 0, 0, label=Bounds(x - 45, y - 18, 90, 14))
