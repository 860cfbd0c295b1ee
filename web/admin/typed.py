"""What was typed into a form of the administration."""

from __future__ import annotations

import datetime as dt

from flask import request

from engine.errors import Refusal

LONGEST = 200


def text(name: str) -> str:
    """A field's text, or nothing."""
    return request.form.get(name, "").strip()[:LONGEST]


def number(name: str) -> int:
    """The number that was chosen from a list; 0 where none was."""
    typed = text(name)
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def day(name: str) -> dt.date:
    """A day as a date field sends it; refuses ``date.unreadable``."""
    try:
        return dt.date.fromisoformat(text(name))
    except ValueError:
        raise Refusal("date.unreadable", text=text(name)) from None
