"""Words on the drawing: broken into lines that fit, Chinese and Latin together."""

from __future__ import annotations

import unicodedata

from engine.bpmn.model import Bounds
from engine.bpmn.picture import paint
from engine.bpmn.picture.paint import tag

SIZE = 13.0
SMALLEST = 10.0
LEADING = 1.3
LONGEST = 300
"""More characters than any label; the whole name stands in the shape's title."""
NOT_FIRST = frozenset(",.;:!?)]}\u3001\uff0c\u3002\uff1b\uff1a\uff01\uff1f\uff09\u201d\u2019\u300b\u3009\u3011\u2026")
"""Marks that may not begin a line."""
NOT_LAST = frozenset("([{\uff08\u201c\u2018\u300a\u3008\u3010")
"""Marks that may not end one."""


def width(text: str) -> float:
    """The breadth of a text in ems: one for a Chinese character, about half for a Latin one."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.56 for c in text)


def wrap(text: str, room: float) -> list[str]:
    """The lines of a text that are at most ``room`` ems wide; a longer word is broken, an endless text cut."""
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "\u2026"
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if line and width(line + word.rstrip()) > room and word[0] not in NOT_FIRST and line.strip():
            tail = line[-1] if line[-1] in NOT_LAST and len(line) > 1 else ""
            lines.append(line[: len(line) - len(tail)].strip())
            line = tail
        line += word
        while width(line.strip()) > room + 1 and len(line) > 1:
            cut = max(1, len(line) - 1)
            while cut > 1 and width(line[:cut]) > room:
                cut -= 1
            lines.append(line[:cut].strip())
            line = line[cut:]
    return [*lines, line.strip()] if line.strip() else lines


def _words(text: str) -> list[str]:
    """What may not be broken: a Chinese character, or a run of Latin ones with the space behind it."""
    found: list[str] = []
    for c in " ".join(text.split()):
        run = found and found[-1][-1] != " " and not _wide(found[-1][-1]) and not _wide(c)
        if run or (c == " " and found):
            found[-1] += c
        else:
            found.append(c)
    return found


def _wide(c: str) -> bool:
    return unicodedata.east_asian_width(c) in "WFA"


def inside(text: str, bounds: Bounds, ink: str, margin: float = 6.0, top: float = 0.0) -> str:
    """A label in the middle of a shape, smaller or cut short where it does not fit."""
    room, height = max(bounds.width - 2 * margin, 14.0), bounds.height - top - 4
    size = SIZE
    lines = wrap(text, room / size)
    while size > SMALLEST and len(lines) * size * LEADING > height:
        size -= 1
        lines = wrap(text, room / size)
    most = max(1, int(height / (size * LEADING)))
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1] + "\u2026"]
    middle = bounds.y + top + (bounds.height - top) / 2
    return block(lines, bounds.x + bounds.width / 2, middle - len(lines) * size * LEADING / 2, size, ink)


def beside(text: str, bounds: Bounds, ink: str = paint.INK) -> str:
    """A label in its own box, or below the shape that has none."""
    if not text:
        return ""
    box = bounds.label
    room = max(box.width if box else 90.0, 40.0)
    lines = wrap(text, room / 12 + 0.5)
    middle = box.x + box.width / 2 if box else bounds.x + bounds.width / 2
    top = box.y if box else bounds.y + bounds.height + 4
    return block(lines, middle, top, 12, ink, halo=True)


def block(lines: list[str], middle: float, top: float, size: float, ink: str, halo: bool = False) -> str:
    """Lines one below the other, each in the middle."""
    if not lines:
        return ""
    around = {"stroke": paint.PAPER, "stroke_width": 3, "paint_order": "stroke"} if halo else {}
    spans = "".join(
        tag("tspan", text, x=middle, y=top + size * (0.95 + LEADING * row)) for row, text in enumerate(lines)
    )
    return tag("text", None, spans, text_anchor="middle", font_size=size, fill=ink, class_="label", **around)


def upright(text: str, x: float, bounds: Bounds, ink: str) -> str:
    """A name in the band at the left of a pool or lane: Chinese stacked, other words turned."""
    middle = bounds.y + bounds.height / 2
    if all(_wide(c) for c in text):
        most = max(1, int(bounds.height / (SIZE * 1.15)))
        letters = text if len(text) <= most else text[: most - 1] + "\u2026"
        top = middle - len(letters) * SIZE * 1.15 / 2
        spans = "".join(tag("tspan", c, x=x, y=top + SIZE * (0.95 + 1.15 * i)) for i, c in enumerate(letters))
        return tag("text", None, spans, text_anchor="middle", fill=ink, class_="label")
    return tag("text", text, text_anchor="middle", fill=ink, x=x, y=middle + 4, class_="label",
               transform=f"rotate(-90 {paint.number(x)} {paint.number(middle)})")
