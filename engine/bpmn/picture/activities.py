"""Tasks, calls and sub-processes: boxes with a small icon of their kind and markers at their foot."""

from __future__ import annotations

import math

from engine.bpmn.model import Bounds, Node
from engine.bpmn.picture.events import envelope
from engine.bpmn.picture.labels import block, inside, wrap
from engine.bpmn.picture.marks import Mark, sign
from engine.bpmn.picture.paint import BLUE_FAINT, DONE, INK, line, tag


def activity(node: Node, bounds: Bounds, mark: Mark) -> str:
    """An activity's box, icon, markers and label."""
    opened = node.kind == "subProcess" and bounds.expanded
    mark_ink = INK if opened else mark.ink
    box = tag(
        "rect", x=bounds.x, y=bounds.y, width=bounds.width, height=bounds.height, rx=8, fill=_fill(mark, opened),
        stroke=mark.stroke, stroke_width=(3.5 if node.kind == "callActivity" else 1.5) + mark.extra,
        stroke_dasharray="2 3" if node.triggered_by_event else None, class_="box",
    )
    draw = ICONS.get(node.kind)
    icon = draw(bounds.x + 13, bounds.y + 13, 6.5, mark_ink) if draw else ""
    feet = _markers(node, bounds, mark_ink, opened)
    label = _label(node, bounds, mark_ink, opened)
    return box + icon + feet + label + sign(mark, bounds.x + bounds.width - 4, bounds.y + 3)


def _fill(mark: Mark, opened: bool) -> str:
    """An open sub-process must not hide what stands in it behind a strong colour."""
    if not opened:
        return mark.fill
    return BLUE_FAINT if mark.here else DONE if mark.word else "#fbfcfd"


def _label(node: Node, bounds: Bounds, ink: str, opened: bool) -> str:
    if opened:
        lines = wrap(node.name, max(bounds.width - 40, 20) / 13)[:2]
        return block(lines, bounds.x + bounds.width / 2, bounds.y + 5, 13, ink)
    foot = 14 if node.multi is not None or node.kind in ("callActivity", "subProcess") else 0
    head = 10 if node.kind in ICONS else 0
    room = Bounds(bounds.x, bounds.y, bounds.width, bounds.height - foot)
    return inside(node.name, room, ink, top=head)


def _markers(node: Node, bounds: Bounds, ink: str, opened: bool) -> str:
    found = []
    if node.multi is not None:
        found.append(_rows if node.multi.sequential else _bars)
    if node.kind == "callActivity" or (node.kind == "subProcess" and not opened):
        found.append(_plus)
    y = bounds.y + bounds.height - 9
    left = bounds.x + bounds.width / 2 - 9 * (len(found) - 1)
    return "".join(draw(left + 18 * place, y, ink) for place, draw in enumerate(found))


def _bars(x: float, y: float, ink: str) -> str:
    bars = "".join(line([(x + dx, y - 6), (x + dx, y + 6)]) for dx in (-4, 0, 4))
    return tag("path", d=bars, stroke=ink, stroke_width=2, class_="multi")


def _rows(x: float, y: float, ink: str) -> str:
    rows = "".join(line([(x - 6, y + dy), (x + 6, y + dy)]) for dy in (-4, 0, 4))
    return tag("path", d=rows, stroke=ink, stroke_width=2, class_="multi")


def _plus(x: float, y: float, ink: str) -> str:
    square = tag("rect", x=x - 6.5, y=y - 6.5, width=13, height=13, fill="none", stroke=ink)
    cross = line([(x - 4, y), (x + 4, y)]) + line([(x, y - 4), (x, y + 4)])
    return square + tag("path", d=cross, stroke=ink)


def _person(x: float, y: float, s: float, ink: str) -> str:
    head = tag("circle", cx=x, cy=y - s * 0.4, r=s * 0.5, fill="none", stroke=ink, stroke_width=1.2)
    shoulders = f"M{x - s:g} {y + s:g} C{x - s:g} {y + s * 0.1:g} {x + s:g} {y + s * 0.1:g} {x + s:g} {y + s:g} Z"
    return tag("path", d=shoulders, fill="none", stroke=ink, stroke_width=1.2) + head


def _table(x: float, y: float, s: float, ink: str) -> str:
    frame = tag("rect", x=x - s, y=y - s * 0.8, width=2 * s, height=1.6 * s, fill="none", stroke=ink)
    head = tag("rect", x=x - s, y=y - s * 0.8, width=2 * s, height=s * 0.5, fill=ink)
    across, down = [(x - s, y + s * 0.25), (x + s, y + s * 0.25)], [(x - s * 0.3, y - s * 0.3), (x - s * 0.3, y + s * 0.8)]
    rules = line(across) + line(down)
    return frame + head + tag("path", d=rules, stroke=ink, fill="none")


def _gear(x: float, y: float, s: float, ink: str) -> str:
    teeth = []
    for step in range(32):
        reach = s if step % 4 in (0, 1) else s * 0.72
        angle = step * math.pi / 16
        teeth.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    wheel = tag("path", d=line(teeth, True), fill="none", stroke=ink, stroke_width=1.1, stroke_linejoin="round")
    return wheel + tag("circle", cx=x, cy=y, r=s * 0.3, fill="none", stroke=ink)


def _letter(x: float, y: float, s: float, ink: str) -> str:
    return envelope(x, y, s, ink)


ICONS = {"userTask": _person, "businessRuleTask": _table, "serviceTask": _gear, "receiveTask": _letter}
"""By kind of task: (middle x, middle y, half size, colour) to markup."""
