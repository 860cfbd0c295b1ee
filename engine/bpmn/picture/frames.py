"""What stands around and beside the flow: pools, lanes, notes, data, groups."""

from __future__ import annotations

from engine.bpmn.model import Artifact, Bounds, Diagram, Lane, Pool
from engine.bpmn.picture.labels import beside, block, upright, wrap
from engine.bpmn.picture.paint import FAINT, INK, PAPER, line, tag

BAND = 30.0
"""The width of the band that carries a pool's or lane's name."""


def pool(diagram: Diagram, found: Pool) -> str:
    """A participant's frame and name."""
    bounds = diagram.shapes.get(found.id)
    if bounds is None:
        return ""
    frame = _rectangle(bounds, PAPER)
    if not found.process:
        lines = wrap(found.name, bounds.width / 14)
        name = block(lines, bounds.x + bounds.width / 2, bounds.y + bounds.height / 2 - 8, 13, INK)
        return tag("g", None, frame + name, class_="pool")
    band = tag("path", d=line([(bounds.x + BAND, bounds.y), (bounds.x + BAND, bounds.y + bounds.height)]), stroke=FAINT)
    return tag("g", None, frame + band + upright(found.name, bounds.x + BAND / 2, bounds, INK), class_="pool")


def lane(diagram: Diagram, found: Lane) -> str:
    """A lane's frame and name."""
    bounds = diagram.shapes.get(found.id)
    if bounds is None:
        return ""
    name = upright(found.name, bounds.x + BAND / 2, bounds, INK) if found.name else ""
    return tag("g", None, _rectangle(bounds, "none") + name, class_="lane")


def artifact(diagram: Diagram, found: Artifact) -> str:
    """A note, a group or a data object; an association is drawn with the lines."""
    bounds = diagram.shapes.get(found.id)
    if bounds is None:
        return ""
    draw = {"textAnnotation": _note, "group": _group}.get(found.kind, _page)
    return tag("g", None, draw(bounds, found.text), class_=found.kind)


def _rectangle(bounds: Bounds, fill: str) -> str:
    return tag("rect", x=bounds.x, y=bounds.y, width=bounds.width, height=bounds.height, fill=fill, stroke=FAINT)


def _note(bounds: Bounds, text: str) -> str:
    x, y, bottom = bounds.x, bounds.y, bounds.y + bounds.height
    bracket = tag("path", d=line([(x + 8, y), (x, y), (x, bottom), (x + 8, bottom)]), fill="none", stroke=FAINT)
    lines = wrap(text, max(bounds.width - 14, 24) / 12)
    spans = "".join(tag("tspan", row, x=x + 8, y=y + 14 + 15.6 * i) for i, row in enumerate(lines))
    return bracket + tag("text", None, spans, font_size=12, fill=INK, class_="label")


def _group(bounds: Bounds, text: str) -> str:
    frame = tag("rect", x=bounds.x, y=bounds.y, width=bounds.width, height=bounds.height, rx=8, fill="none",
                stroke=FAINT, stroke_dasharray="8 3 2 3")
    return frame + beside(text, bounds)


def _page(bounds: Bounds, text: str) -> str:
    x, y, right, bottom = bounds.x, bounds.y, bounds.x + bounds.width, bounds.y + bounds.height
    fold = min(10.0, bounds.width / 3)
    edge = [(x, y), (right - fold, y), (right, y + fold), (right, bottom), (x, bottom)]
    corner = [(right - fold, y), (right - fold, y + fold), (right, y + fold)]
    page = tag("path", d=line(edge, True), fill=PAPER, stroke=FAINT)
    page += tag("path", d=line(corner), fill="none", stroke=FAINT)
    return page + beside(text, bounds)
