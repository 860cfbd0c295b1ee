"""Events: rings whose line says where they stand, with a sign of what they wait for or throw (BPMN 2.0.2, 10.5)."""

from __future__ import annotations

import math
from collections.abc import Callable

from engine.bpmn.model import Bounds, Node
from engine.bpmn.picture.labels import beside
from engine.bpmn.picture.marks import Mark, sign
from engine.bpmn.picture.paint import line, tag

THROWING = frozenset({"intermediateThrowEvent", "endEvent"})
RINGS = {"startEvent": 1.5, "endEvent": 3.5}


def event(node: Node, bounds: Bounds, mark: Mark) -> str:
    """An event's rings, sign and label."""
    x, y, r = bounds.x + bounds.width / 2, bounds.y + bounds.height / 2, min(bounds.width, bounds.height) / 2
    dashes = None if node.interrupting else "4 3"
    ring = tag("circle", cx=x, cy=y, r=r, fill=mark.fill, stroke=mark.stroke,
               stroke_width=RINGS.get(node.kind, 1.3) + mark.extra, stroke_dasharray=dashes)
    if node.kind not in RINGS:
        ring += tag("circle", cx=x, cy=y, r=max(r - 3.5, 1), fill="none", stroke=mark.ink if mark.here else mark.stroke,
                    stroke_width=1.3, stroke_dasharray=dashes)
    kind = node.event.kind if node.event is not None else "none"
    draw = SIGNS.get(kind)
    inner = draw(x, y, r * 0.5, mark.ink, node.kind in THROWING) if draw else ""
    return ring + inner + sign(mark, bounds.x + bounds.width - 2, bounds.y + 1) + beside(node.name, bounds)


def envelope(x: float, y: float, s: float, ink: str, solid: bool = False) -> str:
    """A message; solid when thrown."""
    w, h = s * 1.05, s * 0.72
    paper = tag("rect", x=x - w, y=y - h, width=2 * w, height=2 * h, fill=ink if solid else "none", stroke=ink)
    fold = "#ffffff" if solid and ink != "#ffffff" else "#123f73" if solid else ink
    return paper + tag("path", d=line([(x - w, y - h), (x, y + h * 0.25), (x + w, y - h)]), fill="none", stroke=fold)


def _clock(x: float, y: float, s: float, ink: str, _solid: bool) -> str:
    hours = [line([_on(x, y, s * 0.95, hour), _on(x, y, s * 1.2, hour)]) for hour in range(0, 12, 3)]
    ticks = tag("path", d="".join(hours), stroke=ink)
    hands = tag("path", d=line([(x, y - s * 0.8), (x, y), (x + s * 0.55, y)]), fill="none", stroke=ink)
    return tag("circle", cx=x, cy=y, r=s * 1.2, fill="none", stroke=ink) + ticks + hands


def _on(x: float, y: float, r: float, hour: int) -> tuple[float, float]:
    return x + r * math.sin(hour * math.pi / 6), y - r * math.cos(hour * math.pi / 6)


def _polygon(corners: list[tuple[float, float]]) -> Callable[[float, float, float, str, bool], str]:
    def draw(x: float, y: float, s: float, ink: str, solid: bool) -> str:
        path = line([(x + cx * s, y + cy * s) for cx, cy in corners], True)
        return tag("path", d=path, fill=ink if solid else "none", stroke=ink, stroke_width=1.2, stroke_linejoin="round")

    return draw


def _full(x: float, y: float, s: float, ink: str, _solid: bool) -> str:
    return tag("circle", cx=x, cy=y, r=s * 1.1, fill=ink)


SIGNS = {
    "timer": _clock,
    "message": envelope,
    "terminate": _full,
    "signal": _polygon([(0, -1), (1, 0.8), (-1, 0.8)]),
    "error": _polygon([(-0.9, 0.9), (-0.35, -0.8), (0.3, 0.2), (0.9, -0.9), (0.4, 0.8), (-0.25, -0.15)]),
    "escalation": _polygon([(0, -1), (0.85, 0.9), (0, 0.1), (-0.85, 0.9)]),
    "link": _polygon([(-1, -0.4), (0.2, -0.4), (0.2, -0.9), (1, 0), (0.2, 0.9), (0.2, 0.4), (-1, 0.4)]),
    "multiple": _polygon([(0, -1), (1, -0.25), (0.6, 0.9), (-0.6, 0.9), (-1, -0.25)]),
    "compensate": _polygon([(-1, 0), (0, -0.8), (0, 0), (1, -0.8), (1, 0.8), (0, 0), (0, 0.8)]),
    "conditional": _polygon([(-0.7, -1), (0.7, -1), (0.7, 1), (-0.7, 1)]),
    "cancel": _polygon([(-0.9, -0.9), (0, 0), (0.9, -0.9), (0, 0), (0.9, 0.9), (0, 0), (-0.9, 0.9), (0, 0)]),
}
"""By kind of event: (middle x, middle y, half size, colour, solid) to markup."""
