"""From one kind to another: texts to numbers, dates and durations and back. (DMN 1.5, table 73)"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from .. import temporal
from ..functions import Misfit, whole
from ..run import Run
from ..values import Function, Months, Range, kind
from .registry import builtin

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)


@builtin("number", "from: string")
def _number_plain(run: Run, text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise Misfit("feel.read", text=text[:60], expected="number")
    return +Decimal(text)


@builtin("number", "from: string, grouping separator: string?, decimal separator: string?")
def _number(run: Run, text: str, grouping: str | None, point: str | None) -> Decimal:
    if grouping not in (" ", ",", ".", None) or point not in (",", ".", None) or (grouping and grouping == point):
        raise Misfit("feel.read", text=text[:60], expected="number")
    text = text.replace(grouping, "") if grouping else text
    text = text.replace(point, ".") if point else text
    return _number_plain(run, text)


@builtin("string", "from: any")
def _string(run: Run, value: Any) -> str:
    return write(value, run)


def write(value: Any, run: Run, inside: bool = False) -> str:
    """A value as text; texts inside of lists and contexts stand in quotes."""
    run.spend()
    if isinstance(value, str):
        text = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if inside else value
    elif isinstance(value, list):
        text = "[" + ", ".join(write(entry, run, True) for entry in value) + "]"
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{_key(name)}: {write(entry, run, True)}" for name, entry in value.items()) + "}"
    else:
        text = _plain(value, run)
    run.characters(len(text))
    return text


def _key(name: str) -> str:
    return (
        name if all(char.isalnum() or char in "_ " for char in name) and name else '"' + name.replace('"', '\\"') + '"'
    )


def _plain(value: Any, run: Run) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Decimal):
        if abs(value.adjusted()) > 6_200:
            raise Misfit("feel.arithmetic", operator="string")
        return format(value, "f") if value else "0"
    if isinstance(value, dt.datetime):
        return f"{value.date().isoformat()}T{temporal.write_time(value)}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return temporal.write_time(value)
    if isinstance(value, (dt.timedelta, Months)):
        return temporal.write_duration(value)
    if isinstance(value, Range):
        return _range(value, run)
    if isinstance(value, Function):
        return "function"
    return str(value)


def _range(value: Range, run: Run) -> str:
    if value.unary and value.unary != "..":
        return f"({value.unary} {_end(value.start if value.end is None else value.end, run)})"
    opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
    return f"{opening}{_end(value.start, run)}..{_end(value.end, run)}{closing}"


def _end(value: Any, run: Run) -> str:
    if isinstance(value, (dt.date, dt.time, dt.timedelta, Months)):
        return f'@"{write(value, run)}"'
    return write(value, run, True)


def _read(value: Any, text: str, expected: str) -> Any:
    if value is None:
        raise Misfit("feel.read", text=text[:60], expected=expected)
    return value


def _whole(*numbers: Decimal) -> list[int]:
    return [whole(number) for number in numbers]


@builtin("date", "from: string")
def _date(run: Run, text: str) -> dt.date:
    return _read(temporal.read_date(text), text, "date")


@builtin("date", "from: date|date and time")
def _date_of(run: Run, value: Any) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


@builtin("date", "year: number, month: number, day: number")
def _date_from(run: Run, year: Decimal, month: Decimal, day: Decimal) -> dt.date:
    return dt.date(*_whole(year, month, day))


@builtin("time", "from: string")
def _time(run: Run, text: str) -> dt.time:
    return _read(temporal.read_time(text), text, "time")


@builtin("time", "from: time|date and time|date")
def _time_of(run: Run, value: Any) -> dt.time:
    if isinstance(value, dt.time):
        return value
    return value.timetz() if isinstance(value, dt.datetime) else dt.time(tzinfo=dt.UTC)


@builtin("time", "hour: number, minute: number, second: number, offset: days and time duration=")
def _time_from(run: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: dt.timedelta | None) -> dt.time:
    zone = None if offset is None else dt.timezone(offset) if offset else dt.UTC
    micro = int((second - int(second)) * 1_000_000)
    return dt.time(*_whole(hour, minute, second), micro, zone)


@builtin("date and time", "from: string")
def _moment(run: Run, text: str) -> dt.datetime:
    return _read(temporal.read_date_time(text), text, "date and time")


@builtin("date and time", "from: date and time|date")
def _moment_of(run: Run, value: Any) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time(), dt.UTC)


@builtin("date and time", "date: date|date and time, time: time")
def _moment_from(run: Run, day: Any, clock: dt.time) -> dt.datetime:
    return dt.datetime.combine(_date_of(run, day), clock)


@builtin("date and time", "date: date and time, timezone: string")
def _moment_in(run: Run, moment: dt.datetime, zone: str) -> dt.datetime:
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


@builtin(
    "date and time",
    "year: number, month: number, day: number, hour: number, minute: number, second: number, offset: days and time duration=",
)
def _moment_parts(
    run: Run, year: Decimal, month: Decimal, day: Decimal, hour: Decimal, minute: Decimal, second: Decimal, offset: Any
) -> dt.datetime:
    return dt.datetime.combine(_date_from(run, year, month, day), _time_from(run, hour, minute, second, offset))


@builtin("duration", "from: string")
def _duration(run: Run, text: str) -> Any:
    return _read(temporal.read_duration(text), text, "days and time duration")


@builtin("duration", "from: days and time duration|years and months duration")
def _duration_of(run: Run, value: Any) -> Any:
    return value


@builtin("years and months duration", "from: date|date and time, to: date|date and time")
def _months_between(run: Run, start: Any, end: Any) -> Months:
    return Months(temporal.whole_months(start, end))


@builtin("not", "negand: any?")
def _not(run: Run, value: Any) -> bool | None:
    if value is not None and type(value) is not bool:
        raise Misfit("feel.argument", parameter="negand", expected="boolean", found=kind(value))
    return None if value is None else not value
