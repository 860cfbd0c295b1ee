"""Timers: a text that can be read, and none that must fire again and again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from engine.bpmn.checks.ground import Ground
from engine.bpmn.model import Event, feel_text
from engine.calendar import parse_amount
from engine.errors import Finding, Refusal

_DURATION = re.compile(
    r"P(?=\d|T\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,4}W)?(\d{1,4}D)?"
    r"(T(?=\d)(\d{1,5}H)?(\d{1,6}M)?(\d{1,7}S)?)?"
)
"""ISO 8601, whole numbers only."""


def find(ground: Ground) -> Iterator[Finding]:
    """Findings on timer events."""
    for node in ground.diagram.nodes.values():
        if node.event is None or node.event.kind != "timer":
            continue
        if node.event.form == "timeCycle":
            yield ground.error("bpmn.timer_repeats", node, text=node.event.text or "")
        elif not readable(node.event):
            yield ground.error("bpmn.timer_unreadable", node, text=node.event.text or "")


def readable(event: Event) -> bool:
    """Whether a timer's text is ISO 8601, an amount with its unit, or FEEL (whose own findings are told elsewhere)."""
    text = event.text or ""
    if feel_text(text) is not None:
        return True
    if event.form == "timeDuration":
        return bool(_DURATION.fullmatch(text) or is_amount(text))
    return event.form == "timeDate" and _is_date(text)


def is_amount(text: str) -> bool:
    """Whether a text is an amount of working days, days or months."""
    try:
        parse_amount(text)
    except Refusal:
        return False
    return True


def _is_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
