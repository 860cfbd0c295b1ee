"""When two FEEL values are equal, and which comes first; ``None`` where the question makes no sense."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from . import temporal
from .run import Run
from .values import Range, kind

_PLAIN = (str, Decimal, bool)
_ORDERED = {"number", "string", "date", "days and time duration", "years and months duration"}
ENDS = _ORDERED | {"time", "date and time"}
_LONG = 1_000


def equal(left: Any, right: Any, run: Run) -> bool | None:
    """Whether two values are equal; ``None`` when their kinds differ and neither is null. (DMN table 53)"""
    python = type(left)
    if python is type(right) and python in _PLAIN:
        if python is str and len(left) > _LONG:
            run.spend(len(left) >> 8)
        return left == right
    if left is None or right is None:
        return left is right
    kind_left, kind_right = kind(left), kind(right)
    if kind_left != kind_right:
        return None
    return _DEEP.get(kind_left, _same)(left, right, run)


def _same(left: Any, right: Any, run: Run) -> bool:
    return left == right


def _lists(left: Any, right: Any, run: Run) -> bool | None:
    if len(left) != len(right):
        return False
    run.spend(len(left))
    return _all(equal(a, b, run) for a, b in zip(left, right, strict=False))


def _contexts(left: Any, right: Any, run: Run) -> bool | None:
    if left.keys() != right.keys():
        return False
    run.spend(len(left))
    return _all(equal(value, right[name], run) for name, value in left.items())


def _ranges(left: Range, right: Range, run: Run) -> bool | None:
    shape = (left.start_included, left.end_included, left.unary if left.unary != ".." else "")
    if shape != (right.start_included, right.end_included, right.unary if right.unary != ".." else ""):
        return False
    return _all((equal(left.start, right.start, run), equal(left.end, right.end, run)))


def _all(answers: Any) -> bool:
    return all(bool(answer) for answer in answers)


def _times(left: dt.time, right: dt.time, run: Run) -> bool:
    clock = (left.hour, left.minute, left.second) == (right.hour, right.minute, right.second)
    if (left.tzinfo is None) != (right.tzinfo is None):
        return False
    if left.tzinfo is None:
        return clock
    return _whole(temporal.seconds_of(left)) == _whole(temporal.seconds_of(right))


def _whole(span: dt.timedelta) -> int:
    return span.days * 86400 + span.seconds


def _moments(left: dt.datetime, right: dt.datetime, run: Run) -> bool:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return False
    left, right = left.replace(microsecond=0), right.replace(microsecond=0)
    return left - right == dt.timedelta() if left.tzinfo is None else left.timestamp() == right.timestamp()


_DEEP = {"list": _lists, "context": _contexts, "range": _ranges, "time": _times, "date and time": _moments}


def order(left: Any, right: Any) -> int | None:
    """-1, 0 or 1 as the left value comes before, with or after the right; ``None`` where there is no order."""
    python = type(left)
    if python is not type(right) or python not in (Decimal, str):
        kind_left = kind(left)
        if kind_left != kind(right):
            return None
        if kind_left == "time":
            if (left.tzinfo is None) != (right.tzinfo is None):
                return None
            left, right = temporal.seconds_of(left), temporal.seconds_of(right)
        elif kind_left == "date and time":
            if (left.tzinfo is None) != (right.tzinfo is None):
                return None
            if left.tzinfo is not None:
                left, right = left.astimezone(dt.UTC), right.astimezone(dt.UTC)
        elif kind_left not in _ORDERED:
            return None
    return (left > right) - (left < right)


def contains(interval: Range, value: Any, run: Run) -> bool | None:
    """Whether a value lies in an interval; ``None`` where it cannot be compared with its ends."""
    if interval.unary in ("=", "!="):
        answer = equal(value, interval.start, run)
        return answer if interval.unary == "=" or answer is None else not answer
    if interval.unary in ("", "..") and (interval.start is None or interval.end is None):
        return None
    if interval.start is not None:
        low = order(interval.start, value)
        if low is None:
            return None
        if low > 0 or (low == 0 and not interval.start_included):
            return False
    if interval.end is not None:
        high = order(value, interval.end)
        if high is None:
            return None
        if high > 0 or (high == 0 and not interval.end_included):
            return False
    return True


def matches(value: Any, test: Any, run: Run, within: bool = False) -> bool | None:
    """Whether a value passes a test value: equal to it, in its interval, or among its list."""
    python = type(test)
    if python is str or python is Decimal:
        return equal(value, test, run)
    if python is Range:
        if type(value) is Range:
            return equal(value, test, run)
        return None if value is None else contains(test, value, run)
    if python is list:
        if type(value) is list and equal(value, test, run):
            return True
        run.spend(len(test))
        return any(matches(value, entry, run, True) for entry in test)
    return equal(value, test, run)
