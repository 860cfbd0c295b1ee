"""Gateways: diamonds with the sign of how they choose or join (BPMN 2.0.2, 10.6)."""

from __future__ import annotations

import math

from engine.bpmn.model import Bounds, Node
from engine.bpmn.picture.labels import beside
from engine.bpmn.picture.marks import Mark, sign
from engine.bpmn.picture.paint import line, tag


def gateway(node: Node, bounds: Bounds, mark: Mark) -> str:
    """A gateway's diamond, sign and label."""
    x, y = bounds.x + bounds.width / 2, bounds.y + bounds.height / 2
    corners = [(x, bounds.y), (bounds.x + bounds.width, y), (x, bounds.y + bounds.height), (bounds.x, y)]
    diamond = tag("path", d=line(corners, True), fill=mark.fill, stroke=mark.stroke, stroke_width=1.5 + mark.extra,
                  stroke_linejoin="round", class_="box")
    draw = SIGNS.get(node.kind)
    inner = draw(x, y, bounds.width * 0.18, mark.ink) if draw else ""
    return diamond + inner + sign(mark, x + bounds.width * 0.3, y - bounds.height * 0.3) + beside(node.name, bounds)


def _cross(x: float, y: float, s: float, ink: str) -> str:
    strokes = line([(x - s, y - s), (x + s, y + s)]) + line([(x + s, y - s), (x - s, y + s)])
    return tag("path", d=strokes, stroke=ink, stroke_width=3)


def _plus(x: float, y: float, s: float, ink: str) -> str:
    strokes = line([(x - 1.35 * s, y), (x + 1.35 * s, y)]) + line([(x, y - 1.35 * s), (x, y + 1.35 * s)])
    return tag("path", d=strokes, stroke=ink, stroke_width=3)


def _ring(x: float, y: float, s: float, ink: str) -> str:
    return tag("circle", cx=x, cy=y, r=s * 1.3, fill="none", stroke=ink, stroke_width=2.5)


def _waiting(x: float, y: float, s: float, ink: str) -> str:
    corners = [(x + s * math.sin(i * 1.2566), y - s * math.cos(i * 1.2566)) for i in range(5)]
    rings = "".join(tag("circle", cx=x, cy=y, r=r * s, fill="none", stroke=ink) for r in (1.5, 1.2))
    return rings + tag("path", d=line(corners, True), fill="none", stroke=ink)


SIGNS = {
    "exclusiveGateway": _cross, "parallelGateway": _plus, "inclusiveGateway": _ring, "eventBasedGateway": _waiting,
}
