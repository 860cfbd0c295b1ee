"""Now and today by the caller's clock, and what a date is in its year and week. (DMN 1.5, tables 77, 80)"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from .. import temporal
from ..run import Run
from ..values import Months, kind
from .registry import builtin

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@builtin("now")
def _now(run: Run) -> dt.datetime:
    return run.now


@builtin("today")
def _today(run: Run) -> dt.date:
    return run.now.date()


@builtin("day of year", "date: date|date and time")
def _day_of_year(run: Run, day: dt.date) -> Decimal:
    return Decimal(day.timetuple().tm_yday)


@builtin("day of week", "date: date|date and time")
def _day_of_week(run: Run, day: dt.date) -> str:
    return DAYS[day.weekday()]


@builtin("month of year", "date: date|date and time")
def _month_of_year(run: Run, day: dt.date) -> str:
    return MONTHS[day.month - 1]


@builtin("week of year", "date: date|date and time")
def _week_of_year(run: Run, day: dt.date) -> Decimal:
    return Decimal(day.isocalendar().week)


@builtin("is", "value1: any?, value2: any?")
def _is(run: Run, left: Any, right: Any) -> bool:
    if kind(left) != kind(right):
        return False
    if isinstance(left, (dt.time, dt.datetime)):
        plain = (left.replace(tzinfo=None), right.replace(tzinfo=None))
        return plain[0] == plain[1] and temporal.write_zone(left) == temporal.write_zone(right)
    return left == right


def part(value: Any, name: str) -> Any:
    """A member of a date, time, duration or interval; raises KeyError where it has none of the name."""
    return PARTS[kind(value)][name](value)


def _offset(moment: Any) -> dt.timedelta | None:
    return moment.utcoffset()


def _zone(moment: Any) -> str | None:
    return getattr(moment.tzinfo, "key", None)


def _sign(span: dt.timedelta) -> int:
    return -1 if span < dt.timedelta() else 1


def _span_part(unit: int, within: int) -> Any:
    def read(span: dt.timedelta) -> Decimal:
        seconds = abs(span) // dt.timedelta(seconds=1)
        return Decimal(_sign(span) * (seconds // unit % within if within else seconds // unit))

    return read


def _seconds(span: dt.timedelta) -> Decimal:
    whole = abs(span)
    return _sign(span) * (
        Decimal(whole.seconds % 60) + (Decimal(whole.microseconds) / 1_000_000 if whole.microseconds else 0)
    )


def _months_part(years: bool) -> Any:
    def read(length: Months) -> Decimal:
        parts = divmod(abs(length.months), 12)
        return Decimal(parts[0 if years else 1] * (-1 if length.months < 0 else 1))

    return read


_DATE: dict[str, Any] = {
    "year": lambda day: Decimal(day.year),
    "month": lambda day: Decimal(day.month),
    "day": lambda day: Decimal(day.day),
    "weekday": lambda day: Decimal(day.isoweekday()),
}
_TIME: dict[str, Any] = {
    "hour": lambda clock: Decimal(clock.hour),
    "minute": lambda clock: Decimal(clock.minute),
    "second": lambda clock: (
        Decimal(clock.second) + (Decimal(clock.microsecond) / 1_000_000 if clock.microsecond else 0)
    ),
    "time offset": _offset,
    "timezone": _zone,
}
PARTS: dict[str, dict[str, Any]] = {
    "date": _DATE
    | {"hour": lambda _: Decimal(0), "minute": lambda _: Decimal(0), "second": lambda _: Decimal(0)}
    | {"time offset": lambda _: dt.timedelta(), "timezone": lambda _: None},
    "time": _TIME,
    "date and time": _DATE | _TIME,
    "days and time duration": {
        "days": _span_part(86400, 0),
        "hours": _span_part(3600, 24),
        "minutes": _span_part(60, 60),
        "seconds": _seconds,
    },
    "years and months duration": {"years": _months_part(True), "months": _months_part(False)},
    "range": {
        "start": lambda interval: interval.start,
        "end": lambda interval: interval.end,
        "start included": lambda interval: interval.start_included if interval.start is not None else False,
        "end included": lambda interval: interval.end_included if interval.end is not None else False,
    },
}
