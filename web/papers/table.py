"""A register as a table of words, on the screen and as a file for a spreadsheet."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable

from engine.queries.papers import Line

BYTE_ORDER_MARK = "\ufeff"
"""By this a spreadsheet knows UTF-8."""
ELSEWHERE = "限知悉事项"
HEADS = ("序号", "登记时间", "事项")


def columns(lines: Iterable[Line]) -> list[str]:
    """Every column that a line has, in the order they first come."""
    return list(dict.fromkeys(name for line in lines for name in line.values))


def csv_text(lines: list[Line], zone: dt.tzinfo) -> str:
    """All lines, one a row, as RFC 4180 has it."""
    out, names = io.StringIO(), columns(lines)
    writer = csv.writer(out)
    writer.writerow([*HEADS, *map(harmless, names)])
    for line in lines:
        at = line.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        title = ELSEWHERE if line.hidden else line.title
        writer.writerow([line.number, at, harmless(title), *(harmless(line.values.get(name, "")) for name in names)])
    return BYTE_ORDER_MARK + out.getvalue()


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
