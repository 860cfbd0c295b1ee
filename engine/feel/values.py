"""The kinds of value FEEL knows, their equality, and how they travel as JSON.

null is ``None``, numbers are ``Decimal`` (34 digits), days and time durations ``timedelta``, years and months
durations :class:`Months`, lists ``list``, contexts ``dict`` with text keys.  (OMG DMN 1.5, chapter 10.3.2)
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

CONTEXT = Context(
    prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow]
)


@dataclass(frozen=True, order=True)
class Months:
    """A years and months duration, counted in months."""

    months: int


@dataclass(frozen=True)
class Range:
    """An interval; ``None`` as an end means unbounded there, ``unary`` that it was written as ``< 10``."""

    start: Any
    end: Any
    start_included: bool = True
    end_included: bool = True
    unary: str = ""


class Function:
    """A value that can be called; the subclasses are the builtins and the functions an author defined."""


KINDS: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    int: "number",
    float: "number",
    str: "string",
    dt.datetime: "date and time",
    dt.date: "date",
    dt.time: "time",
    dt.timedelta: "days and time duration",
    Months: "years and months duration",
    Range: "range",
    list: "list",
    tuple: "list",
    dict: "context",
}


def kind(value: Any) -> str:
    """The FEEL name of a value's kind, such as ``"date and time"``; ``"unknown"`` for what FEEL cannot hold."""
    name = KINDS.get(type(value))
    if name:
        return name
    if isinstance(value, Function):
        return "function"
    if isinstance(value, Mapping):
        return "context"
    for python, name in KINDS.items():
        if isinstance(value, python):
            return name
    return "unknown"


def adopt(value: Any) -> Any:
    """A value given by Python as FEEL holds it: whole numbers and floats become ``Decimal``, the rest stays."""
    python = type(value)
    if python is int:
        return Decimal(value)
    if python is float:
        return Decimal(repr(value)) if math.isfinite(value) else None
    if python is tuple:
        return list(value)
    return value


def to_json(value: Any) -> Any:
    """What ``json.dumps`` can write and :func:`from_json` reads back equal.

    Small whole numbers stay numbers, other numbers become ``{"$": "n", "v": "1.20"}``; times are tagged alike
    (``date``, ``time``, ``datetime``, ``days``, ``months``, ``range``).  A function raises TypeError.
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Mapping):
        plain = {str(name): to_json(entry) for name, entry in value.items()}
        return {"$": "context", "v": plain} if "$" in plain else plain
    if isinstance(value, (list, tuple)):
        return [to_json(entry) for entry in value]
    if isinstance(value, (int, float, Decimal)):
        return _number_to_json(adopt(value))
    return _tagged(value)


def _number_to_json(number: Decimal | None) -> Any:
    if number is None:
        return None
    if number.as_tuple().exponent == 0 and abs(number) < 2**53:
        return int(number)
    return {"$": "n", "v": str(number)}


def _tagged(value: Any) -> dict[str, Any]:
    if isinstance(value, dt.datetime):
        zone = getattr(value.tzinfo, "key", None)
        return {"$": "datetime", "v": value.isoformat(), **({"zone": zone} if zone else {})}
    if isinstance(value, dt.date):
        return {"$": "date", "v": value.isoformat()}
    if isinstance(value, dt.time):
        zone = getattr(value.tzinfo, "key", None)
        return {"$": "time", "v": value.isoformat(), **({"zone": zone} if zone else {})}
    if isinstance(value, dt.timedelta):
        return {"$": "days", "v": [value.days, value.seconds, value.microseconds]}
    if isinstance(value, Months):
        return {"$": "months", "v": value.months}
    if isinstance(value, Range):
        return {
            "$": "range",
            "v": [to_json(value.start), to_json(value.end), value.start_included, value.end_included, value.unary],
        }
    raise TypeError(f"no JSON for {kind(value)}")


def from_json(value: Any) -> Any:
    """The FEEL value that :func:`to_json` wrote; plain JSON from elsewhere is read as it stands."""
    if isinstance(value, Mapping):
        if value.get("$") in _READERS and "v" in value:
            return _READERS[value["$"]](value)
        return {name: from_json(entry) for name, entry in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [from_json(entry) for entry in value]
    return adopt(value)


def _zoned(moment: Any, zone: str | None) -> Any:
    from zoneinfo import ZoneInfo

    return moment.replace(tzinfo=ZoneInfo(zone)) if zone else moment


_READERS: dict[str, Any] = {
    "n": lambda tagged: Decimal(tagged["v"]),
    "context": lambda tagged: {name: from_json(entry) for name, entry in tagged["v"].items()},
    "date": lambda tagged: dt.date.fromisoformat(tagged["v"]),
    "time": lambda tagged: _zoned(dt.time.fromisoformat(tagged["v"]), tagged.get("zone")),
    "datetime": lambda tagged: _zoned(dt.datetime.fromisoformat(tagged["v"]), tagged.get("zone")),
    "days": lambda tagged: dt.timedelta(*tagged["v"]),
    "months": lambda tagged: Months(tagged["v"]),
    "range": lambda tagged: Range(*(from_json(end) for end in tagged["v"][:2]), *tagged["v"][2:]),
}
