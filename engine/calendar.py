"""Arithmetic of days, working days and months on one government's calendar; pure, and ignorant of the present.

Rules followed (Civil Code of the PRC, articles 200-203, which the instruments of a government presuppose): the day
of the event is not counted; a period of months ends on the day of the same number, or on the last day of a month
that has none; a limit in days or months that ends on a day off runs to the next working day.  A year without data
is counted by its weekends alone and marked provisional.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.errors import Finding, Refusal, Unsound

WORKING_DAYS, DAYS, MONTHS = UNITS = ("working_days", "days", "months")
LONGEST = {WORKING_DAYS: 5_000, DAYS: 20_000, MONTHS: 600}
SATURDAY_SUNDAY = frozenset({6, 7})
ONE_DAY = timedelta(days=1)

Pauses = Iterable[tuple[date, date]]


@dataclass(frozen=True)
class Amount:
    """How long: ``n`` (0 or more) of ``unit``, one of ``UNITS``."""

    n: int
    unit: str

    def __str__(self) -> str:
        return f"{self.n} {self.unit}"


def parse_amount(text: str) -> Amount:
    """Read ``"7 working_days"``, ``"30 days"`` or ``"1 month"``; refuses anything else and what is absurdly long."""
    match = re.fullmatch(r"\s*([0-9]{1,6})\s+(working_day|day|month)s?\s*", text, re.ASCII)
    if not match:
        raise Refusal("calendar.amount_unreadable", text=text)
    amount = Amount(int(match[1]), match[2] + "s")
    if amount.n > LONGEST[amount.unit]:
        raise Refusal("calendar.amount_too_long", text=text, most=LONGEST[amount.unit])
    return amount


@dataclass(frozen=True)
class Year:
    """The working days of one year as published: ``holidays`` (day → name), ``makeup`` (worked weekend days)."""

    holidays: Mapping[date, str]
    makeup: frozenset[date]
    source: str


@dataclass(frozen=True)
class Skipped:
    """A day that was not counted: ``why`` is ``weekend``, ``holiday`` (with its name) or ``pause``."""

    day: date
    why: str
    name: str = ""


@dataclass(frozen=True)
class Term:
    """A computed period with all that is needed to show the computation.

    ``due`` is its last day.  ``ended`` is the day it ended on before it ran on to the next working day (equal to
    ``due`` where it did not).  ``unknown_years`` are the years without data on which the answer depends.
    """

    start: date
    amount: Amount
    due: date
    ended: date
    skipped: tuple[Skipped, ...] = ()
    unknown_years: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether the answer may change when a year's working days become known."""
        return bool(self.unknown_years)

    @property
    def earliest(self) -> date:
        """The first day on which something may be completed that needs the whole period (a minimum)."""
        return self.due + ONE_DAY

    @property
    def paused(self) -> int:
        """How many days (of the unit counted) stood still."""
        return sum(1 for each in self.skipped if each.why == "pause")


@dataclass(frozen=True)
class Calendar:
    """Working days of a government: IANA ``zone``, published ``years``, ``weekend`` in ISO weekdays (Monday = 1)."""

    zone: str
    years: Mapping[int, Year] = field(default_factory=dict)
    weekend: frozenset[int] = SATURDAY_SUNDAY

    def day_of(self, moment: datetime) -> date:
        """The calendar day of an aware moment, in the government's zone."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def end_of(self, day: date) -> datetime:
        """The aware moment at which ``day`` is over: the first of the next day."""
        return datetime.combine(day + ONE_DAY, time(), ZoneInfo(self.zone))

    def day_off(self, day: date) -> Skipped | None:
        """Why ``day`` is no working day; None for a working day.  An unknown year knows weekends only."""
        year = self.years.get(day.year)
        if year and day in year.holidays:
            return Skipped(day, "holiday", year.holidays[day])
        if day.isoweekday() in self.weekend and not (year and day in year.makeup):
            return Skipped(day, "weekend")
        return None

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is a working day."""
        return self.day_off(day) is None

    def add(self, start: date, amount: Amount, *, roll: bool, pauses: Pauses = ()) -> Term:
        """The period of ``amount`` from ``start`` on (that day not counted).

        ``roll``: a period of days or months that ends on a day off runs to the next working day (for a limit; a
        minimum is not prolonged).  ``pauses`` are (stopped, resumed) days: those after ``stopped`` up to and
        including ``resumed`` do not count.  Refuses what lies beyond the last representable year or is absurdly long.
        """
        if amount.n > LONGEST[amount.unit]:
            raise Refusal("calendar.amount_too_long", text=str(amount), most=LONGEST[amount.unit])
        try:
            stopped = _paused_days(start, pauses)
            if amount.unit == WORKING_DAYS:
                return self._count_working_days(start, amount, stopped)
            return self._count_days(start, amount, stopped, roll)
        except OverflowError:
            raise Refusal("calendar.out_of_range", start=start, amount=str(amount)) from None

    def between_working_days(self, a: date, b: date) -> int:
        """Working days after ``a`` up to and including ``b``: what ``add`` needs to get from a to b; 0 if b ≤ a."""
        if b <= a:
            return 0
        weeks, rest = divmod((b - a).days, 7)
        usual = weeks * (7 - len(self.weekend)) + sum(
            (b - timedelta(days=i)).isoweekday() not in self.weekend for i in range(rest))
        return usual + sum(self._unusual(year, a, b) for n, year in self.years.items() if a.year <= n <= b.year)

    def _unusual(self, year: Year, a: date, b: date) -> int:
        """By how many working days a published year differs from its weekdays, after ``a`` up to ``b``."""
        off = sum(a < day <= b and day.isoweekday() not in self.weekend for day in year.holidays)
        return sum(a < day <= b and day.isoweekday() in self.weekend for day in year.makeup - year.holidays.keys()) - off

    def latest_start(self, day: date, amount: Amount) -> date:
        """The last day on which a period may begin that is over by ``day`` (what must lie before a meeting)."""
        if amount.unit == WORKING_DAYS:
            return self._working_days_back(day, amount.n)
        start = day - timedelta(days=amount.n * (1 if amount.unit == DAYS else 28))
        while self.add(start, amount, roll=False).due > day:
            start -= ONE_DAY
        return start

    def _working_days_back(self, day: date, left: int) -> date:
        while left:
            left -= self.is_working(day)
            day -= ONE_DAY
        return day

    def _count_working_days(self, start: date, amount: Amount, stopped: frozenset[date]) -> Term:
        day, left, skipped = start, amount.n, []
        while left:
            day += ONE_DAY
            off = self.day_off(day) or (Skipped(day, "pause") if day in stopped else None)
            if off:
                skipped.append(off)
            else:
                left -= 1
        unknown = self._unknown(start + ONE_DAY, day) if amount.n else ()
        return Term(start, amount, day, day, tuple(skipped), unknown)

    def _count_days(self, start: date, amount: Amount, stopped: frozenset[date], roll: bool) -> Term:
        end = start + timedelta(days=amount.n) if amount.unit == DAYS else _months_later(start, amount.n)
        ended, lost = _prolong(end, stopped)
        due, skipped = ended, [Skipped(day, "pause") for day in lost]
        while roll and amount.n and (off := self.day_off(due)):
            skipped.append(off)
            due += ONE_DAY
        return Term(start, amount, due, ended, tuple(skipped), self._unknown(ended, due) if roll else ())

    def _unknown(self, first: date, last: date) -> tuple[int, ...]:
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)


def _paused_days(start: date, pauses: Pauses) -> frozenset[date]:
    days: set[date] = set()
    for stopped, resumed in pauses:
        first = max(stopped, start) + ONE_DAY
        days.update(first + timedelta(days=i) for i in range((resumed - first).days + 1))
    return frozenset(days)


def _prolong(end: date, stopped: frozenset[date]) -> tuple[date, tuple[date, ...]]:
    """Move ``end`` on by the stopped days up to it, the further ones that this brings in included."""
    days = sorted(stopped)
    owed = bisect_left(days, end + ONE_DAY)
    lost = days[:owed]
    while owed:
        end += ONE_DAY
        if end in stopped:
            lost.append(end)
        else:
            owed -= 1
    return end, tuple(lost)


def _months_later(start: date, n: int) -> date:
    years, month = divmod(start.month - 1 + n, 12)
    year, month = start.year + years, month + 1
    if year > date.max.year:
        raise OverflowError
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def read_year(raw: Mapping[str, Any], file: str) -> tuple[int, Year]:
    """One year's file ``{year, source, holidays: [{name, from, to}], makeup: [day]}``.

    Raises Unsound with a finding for every day that is not of the year, off and worked at once, or no day at all.
    """
    try:
        number, source = int(raw["year"]), str(raw["source"])
        holidays = {day: str(each["name"]) for each in raw["holidays"] for day in _span(each["from"], each["to"])}
        makeup = frozenset(_day(each) for each in raw["makeup"])
    except (KeyError, TypeError, ValueError) as error:
        problem = Finding("calendar.unreadable", "error", file, "", {"problem": str(error)})
        raise Unsound("calendar.unreadable", [problem], problem=str(error)) from None
    findings = [Finding("calendar.other_year", "error", file, str(day), {"day": day, "year": number})
                for day in sorted({*holidays, *makeup}) if day.year != number]
    findings += [Finding("calendar.off_and_worked", "error", file, str(day), {"day": day})
                 for day in sorted(makeup & holidays.keys())]
    if findings:
        raise Unsound("calendar.unreadable", findings, problem=findings[0].code)
    return number, Year(holidays, makeup, source)


def read_calendar(zone: str, weekend: Iterable[int], files: Mapping[str, Mapping[str, Any]]) -> Calendar:
    """A calendar from its year files (name → content).  Raises Unsound for an unknown zone, weekend or bad year."""
    days = frozenset(weekend)
    if not days <= frozenset(range(1, 8)) or len(days) == 7:
        raise _unusable("calendar.weekend_unknown", str(sorted(days)))
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _unusable("calendar.zone_unknown", zone) from None
    return Calendar(zone, dict(read_year(raw, file) for file, raw in files.items()), days)


def _unusable(code: str, element: str) -> Unsound:
    return Unsound("calendar.unreadable", [Finding(code, "error", "", element)], problem=element)


def _day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"{value!r} is not a day")
    return value


def _span(first: Any, last: Any) -> list[date]:
    if not timedelta() <= _day(last) - _day(first) <= timedelta(days=366):
        raise ValueError(f"{first} - {last} is no span of days")
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]
