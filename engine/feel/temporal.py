"""Dates, times and durations: read from ISO text, written back, their parts, and their arithmetic.

Years run from 1 to 9999, fractions of a second to microseconds.  Everything here returns ``None`` where a text
is no such value; nothing looks at a clock.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from .values import Months

_DATE = r"(?P<year>-?(?:[1-9]\d{4,8}|\d{4}))-(?P<month>\d\d)-(?P<day>\d\d)"
_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.(?P<fraction>\d+))?"
_ZONE = r"(?P<zone>Z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z0-9_+\-/]+)?"
DATE = re.compile(_DATE, re.ASCII)
TIME = re.compile("T?" + _TIME + _ZONE, re.ASCII)
DATE_TIME = re.compile(_DATE + "T" + _TIME + _ZONE, re.ASCII)
YEARS_MONTHS = re.compile(r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?", re.ASCII)
DAYS_TIME = re.compile(r"(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d*)?|\.\d+)S)?)?", re.ASCII)


def read_date(text: str) -> dt.date | None:
    """``2026-03-02`` as a date."""
    found = DATE.fullmatch(text)
    return _date(found) if found else None


def _date(found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _zone(text: str | None) -> tuple[bool, dt.tzinfo | None]:
    """Whether the zone can be used, and the zone; no zone at all is fine."""
    if not text:
        return True, None
    if text == "Z":
        return True, dt.UTC
    if text.startswith("@"):
        return _named_zone(text[1:])
    hours, minutes, seconds = (int(part) for part in (text[1:].split(":") + ["0"])[:3])
    if hours > 14 or minutes > 59 or seconds > 59:
        return False, None
    offset = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return True, dt.timezone(-offset if text[0] == "-" else offset)


def _named_zone(name: str) -> tuple[bool, dt.tzinfo | None]:
    try:
        return True, ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False, None


def _clock(found: re.Match[str]) -> dt.time | None:
    usable, zone = _zone(found["zone"])
    if not usable:
        return None
    micro = int((found["fraction"] or "0").ljust(6, "0")[:6])
    try:
        return dt.time(int(found["hour"]), int(found["minute"]), int(found["second"]), micro, zone)
    except ValueError:
        return None


def read_time(text: str) -> dt.time | None:
    """``09:30:00``, with ``Z``, ``+08:00`` or ``@Asia/Shanghai`` behind it if wanted."""
    found = TIME.fullmatch(text)
    return _clock(found) if found else None


def read_date_time(text: str) -> dt.datetime | None:
    """``2026-03-02T09:30:00`` with an optional zone; a date alone is its midnight."""
    found = DATE_TIME.fullmatch(text)
    if not found:
        day = read_date(text)
        return dt.datetime.combine(day, dt.time()) if day else None
    if found["hour"] == "24":
        return _midnight_after(found, text)
    day, clock = _date(found), _clock(found)
    return dt.datetime.combine(day, clock) if day and clock else None


def _midnight_after(found: re.Match[str], text: str) -> dt.datetime | None:
    """``T24:00:00``, the end of a day."""
    if (found["minute"], found["second"]) != ("00", "00") or int(found["fraction"] or 0):
        return None
    start = read_date_time(text.replace("T24:", "T00:", 1))
    return start + dt.timedelta(days=1) if start and start.date() < dt.date.max else None


def read_duration(text: str) -> dt.timedelta | Months | None:
    """``P1Y6M`` as months, ``P3DT4H`` as days and time."""
    if len(text) > 60 or text[-1:] in ("P", "T"):
        return None
    found = YEARS_MONTHS.fullmatch(text)
    if found:
        months = int(found[2] or 0) * 12 + int(found[3] or 0)
        return Months(-months if found[1] else months)
    found = DAYS_TIME.fullmatch(text)
    return _days_time(found) if found else None


def _days_time(found: re.Match[str]) -> dt.timedelta | None:
    days, hours, minutes = (int(found[i] or 0) for i in (2, 3, 4))
    micro = int(Decimal(found[5] or 0) * 1_000_000)
    try:
        length = dt.timedelta(days=days, hours=hours, minutes=minutes, microseconds=micro)
        return -length if found[1] else length
    except OverflowError:
        return None


def read_any(text: str) -> Any:
    """What ``@"…"`` means: the first of date, date and time, time, duration that reads the text."""
    for reader in (read_date, read_date_time, read_time, read_duration):
        value = reader(text)
        if value is not None:
            return value
    return None


def write_offset(offset: dt.timedelta) -> str:
    """An offset as ISO writes it: ``Z`` for none, else ``+08:00``."""
    seconds = int(offset.total_seconds())
    if not seconds:
        return "Z"
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    text = f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return text + f":{seconds % 60:02}" if seconds % 60 else text


def write_zone(moment: dt.time | dt.datetime) -> str:
    """The zone behind a time: nothing, an offset, or ``@`` and its name."""
    if moment.tzinfo is None:
        return ""
    name = getattr(moment.tzinfo, "key", None)
    if name:
        return "@" + name
    return write_offset(moment.utcoffset() or dt.timedelta())


def write_time(moment: dt.time | dt.datetime) -> str:
    """``09:30:00`` with a fraction only where there is one."""
    text = f"{moment.hour:02}:{moment.minute:02}:{moment.second:02}"
    if moment.microsecond:
        text += f".{moment.microsecond:06}".rstrip("0")
    return text + write_zone(moment)


def write_duration(length: dt.timedelta | Months) -> str:
    """A duration in its shortest ISO form; nothing is ``P0M`` or ``PT0S``."""
    if isinstance(length, Months):
        sign = "-" if length.months < 0 else ""
        years, months = divmod(abs(length.months), 12)
        return f"{sign}P{f'{years}Y' if years else ''}{f'{months}M' if months or not years else ''}"
    if not length:
        return "PT0S"
    sign, length = ("-", -length) if length < dt.timedelta() else ("", length)
    hours, rest = divmod(length.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    clock = f"{hours}H" * bool(hours) + f"{minutes}M" * bool(minutes)
    if seconds or length.microseconds:
        clock += (f"{seconds}.{length.microseconds:06}".rstrip("0") if length.microseconds else str(seconds)) + "S"
    return f"{sign}P{f'{length.days}D' if length.days else ''}{'T' + clock if clock else ''}"


def add_months(moment: Any, months: int) -> Any:
    """A date or date and time, months later; the last day of a shorter month stands for a day it lacks."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return moment.replace(year=year, month=month + 1)


def whole_months(start: dt.date, end: dt.date) -> int:
    """Complete months from the day of ``start`` to the day of ``end``, negative when it runs backwards."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and end.day < start.day:
        return months - 1
    return months + 1 if months < 0 and end.day > start.day else months


def offset_of(moment: dt.time | dt.datetime) -> dt.timedelta | None:
    """The offset from UTC; a named zone on a bare time is taken at its standard time."""
    offset = moment.utcoffset()
    if offset is None and moment.tzinfo is not None:
        winter = dt.datetime(2000, 1, 1, moment.hour, moment.minute, tzinfo=moment.tzinfo)
        offset = winter.utcoffset()
    return offset


def seconds_of(moment: dt.time) -> dt.timedelta:
    """A time as the span since midnight UTC where it has a zone, since local midnight where it has none."""
    span = dt.timedelta(
        hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond
    )
    return span - (offset_of(moment) or dt.timedelta())
