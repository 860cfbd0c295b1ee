"""The drawing's own coordinates (BPMN DI, BPMN 2.0.2 chapter 12); what is not a number is left out."""

from __future__ import annotations

import math

from lxml import etree

from engine.bpmn.model import Bounds, Point
from engine.bpmn.names import BPMNDI, DC, DI

FARTHEST = 1_000_000.0


def shapes(drawing: etree._Element | None) -> dict[str, Bounds]:
    """Where each drawn element stands, by the element's id."""
    found: dict[str, Bounds] = {}
    for shape in () if drawing is None else drawing.iter(f"{BPMNDI}BPMNShape"):
        label = _bounds(shape.find(f"{BPMNDI}BPMNLabel/{DC}Bounds"))
        bounds = _bounds(shape.find(f"{DC}Bounds"), label, shape.get("isExpanded") != "false")
        if bounds is not None and shape.get("bpmnElement"):
            found[_plain(shape.get("bpmnElement"))] = bounds
    return found


def edges(drawing: etree._Element | None) -> dict[str, tuple[Point, ...]]:
    """The way points of each drawn flow or association, by the element's id; two at least."""
    found: dict[str, tuple[Point, ...]] = {}
    for edge in () if drawing is None else drawing.iter(f"{BPMNDI}BPMNEdge"):
        ends = [(_number(p.get("x")), _number(p.get("y"))) for p in edge.findall(f"{DI}waypoint")]
        points = tuple((x, y) for x, y in ends if x is not None and y is not None)
        if len(points) > 1 and edge.get("bpmnElement"):
            found[_plain(edge.get("bpmnElement"))] = points
    return found


def edge_labels(drawing: etree._Element | None) -> dict[str, Bounds]:
    """The label boxes of flows, where the drawing gives them."""
    found: dict[str, Bounds] = {}
    for edge in () if drawing is None else drawing.iter(f"{BPMNDI}BPMNEdge"):
        bounds = _bounds(edge.find(f"{BPMNDI}BPMNLabel/{DC}Bounds"))
        if bounds is not None and edge.get("bpmnElement"):
            found[_plain(edge.get("bpmnElement"))] = bounds
    return found


def _plain(name: str | None) -> str:
    return (name or "").rsplit(":", 1)[-1]


def _bounds(element: etree._Element | None, label: Bounds | None = None, expanded: bool = True) -> Bounds | None:
    if element is None:
        return None
    x, y, width, height = (_number(element.get(side)) for side in ("x", "y", "width", "height"))
    if x is None or y is None or width is None or height is None or width < 0 or height < 0:
        return None
    return Bounds(x, y, width, height, label, expanded)


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= FARTHEST else None
