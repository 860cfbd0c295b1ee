"""What a government's calendar adds to FEEL: counting working days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.calendar import WORKING_DAYS, Amount, Calendar
from engine.feel import Language
from engine.feel.functions import Builtin, Parameter, Signature

MOST = 3660
"""No more working days than this may be counted in one go."""


def language(settings: Mapping[str, Any], calendar: Calendar) -> Language:
    """The language of a rulebook: its aliases, and ``working days after(date, n)``, ``working days between(a, b)``."""
    functions = {each.name: each for each in (_after(calendar), _between(calendar))}
    return Language(dict(settings.get("feel", {})), functions)


def _after(calendar: Calendar) -> Builtin:
    def after(run: Any, start: dt.date, count: Decimal) -> dt.date:
        run.spend(int(min(max(count, 0), MOST)))
        days = Amount(int(min(max(count, 0), MOST)), WORKING_DAYS)
        return calendar.add(_day(calendar, start), days, roll=False).due

    parameters = (Parameter("date", "date|date and time"), Parameter("n", "number"))
    return Builtin("working days after", (Signature(parameters, after),))


def _between(calendar: Calendar) -> Builtin:
    def between(run: Any, first: dt.date, last: dt.date) -> Decimal:
        a, b = _day(calendar, first), _day(calendar, last)
        run.spend(min(abs((b - a).days), 20 * MOST))
        return Decimal(calendar.between_working_days(a, min(b, a + dt.timedelta(days=2 * MOST))))

    parameters = (Parameter("from", "date|date and time"), Parameter("to", "date|date and time"))
    return Builtin("working days between", (Signature(parameters, between),))


def _day(calendar: Calendar, moment: dt.date) -> dt.date:
    return calendar.day_of(moment) if isinstance(moment, dt.datetime) else moment
