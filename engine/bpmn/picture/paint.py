"""The brush: elements, numbers and escaped text; the few colours of the house."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from engine.bpmn.model import Point

INK = "#2b3440"
"""Lines and words of what has not been reached."""
PAPER = "#ffffff"
FAINT = "#7b8794"
BLUE = "#123f73"
"""The current place; white on it has a contrast of 10 to 1."""
BLUE_FAINT = "#e6eef7"
DONE = "#eef1f4"
DONE_INK = "#3f6b57"
FONT = "'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif"

_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value = str | float | int


def tag(name: str, text: str | None = None, inside: str = "", **attributes: Value | None) -> str:
    """An element: ``text`` is escaped, ``inside`` is markup made here; ``class_`` and ``stroke_width`` become
    ``class`` and ``stroke-width``; attributes that are None are left out."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = (escape(_clean(text), quote=False) if text else "") + inside
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{round(value, 1):g}" if abs(value) < 100_000 else str(round(value))


def line(points: Sequence[Point], closed: bool = False) -> str:
    """The path through some points."""
    way = " L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{way}{'Z' if closed else ''}"


def _value(value: Value) -> str:
    return escape(_clean(value)) if isinstance(value, str) else number(value)


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
