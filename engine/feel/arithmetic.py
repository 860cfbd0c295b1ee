"""``+ - * / **`` of every pair of kinds that has a meaning. (DMN 1.5, tables 55 to 59)"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from . import temporal
from .run import Run
from .values import CONTEXT, Months, adopt, kind

N, S, D, T, DT = "number", "string", "date", "time", "date and time"
DAYS, MONTHS = "days and time duration", "years and months duration"
_DAY_SECONDS = 86400


def _shift(moment: dt.date | dt.datetime, span: dt.timedelta) -> Any:
    """A date moves by whole days of the span, a date and time by its exact length on its own clock."""
    if isinstance(moment, dt.datetime):
        return moment + span
    return (dt.datetime.combine(moment, dt.time()) + span).date()


def _shift_time(moment: dt.time, span: dt.timedelta) -> dt.time:
    day = dt.datetime.combine(dt.date(2000, 1, 2), moment.replace(tzinfo=None))
    rest = dt.timedelta(seconds=span.seconds, microseconds=span.microseconds)
    return (day + rest).time().replace(tzinfo=moment.tzinfo)


def _between(left: Any, right: Any) -> dt.timedelta | None:
    """The span from right to left; nothing where only one of them has a zone."""
    if (left.tzinfo is None) != (right.tzinfo is None):
        return None
    return _utc(left) - _utc(right)


def _mixed(left: Any, right: Any) -> dt.timedelta | None:
    """A date against a date and time: the date counts as its midnight UTC, as the standard has it."""
    return _between(_at_utc(left), _at_utc(right))


def _at_utc(value: Any) -> dt.datetime:
    return value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time(), dt.UTC)


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment


def _between_times(left: dt.time, right: dt.time) -> dt.timedelta | None:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return None
    return temporal.seconds_of(left) - temporal.seconds_of(right)


def seconds(span: dt.timedelta) -> Decimal:
    """A span as exact seconds."""
    return Decimal(span.days * _DAY_SECONDS + span.seconds) + Decimal(span.microseconds) / 1_000_000


def span_of(exact: Decimal) -> dt.timedelta:
    """Exact seconds as a span, cut to microseconds."""
    if exact.adjusted() > 13:
        raise OverflowError
    return dt.timedelta(microseconds=int(exact * 1_000_000))


def _times_span(span: dt.timedelta, by: Decimal) -> dt.timedelta:
    return span_of(CONTEXT.multiply(seconds(span), by))


def _scale(months: Months, by: Decimal) -> Months:
    return _months(CONTEXT.multiply(Decimal(months.months), by))


def _months(exact: Decimal) -> Months:
    """Whole months, the rest cut off."""
    if exact.adjusted() > 12:
        raise OverflowError
    return Months(int(exact))


Table = dict[tuple[str, str], Callable[[Any, Any], Any]]

ADD: Table = {
    (N, N): CONTEXT.add,
    (S, S): lambda a, b: a + b,
    (D, MONTHS): lambda a, b: temporal.add_months(a, b.months),
    (DT, MONTHS): lambda a, b: temporal.add_months(a, b.months),
    (D, DAYS): _shift,
    (DT, DAYS): _shift,
    (T, DAYS): _shift_time,
    (DAYS, DAYS): lambda a, b: a + b,
    (MONTHS, MONTHS): lambda a, b: Months(a.months + b.months),
}


def _swapped(action: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda left, right: action(right, left)


ADD |= {(right, left): _swapped(action) for (left, right), action in list(ADD.items()) if left != right}

SUBTRACT: Table = {
    (N, N): CONTEXT.subtract,
    (D, D): lambda a, b: a - b,
    (DT, DT): _between,
    (D, DT): _mixed,
    (DT, D): _mixed,
    (T, T): _between_times,
    (D, MONTHS): lambda a, b: temporal.add_months(a, -b.months),
    (DT, MONTHS): lambda a, b: temporal.add_months(a, -b.months),
    (D, DAYS): lambda a, b: _shift(a, -b),
    (DT, DAYS): lambda a, b: _shift(a, -b),
    (T, DAYS): lambda a, b: _shift_time(a, -b),
    (DAYS, DAYS): lambda a, b: a - b,
    (MONTHS, MONTHS): lambda a, b: Months(a.months - b.months),
}
MULTIPLY: Table = {
    (N, N): CONTEXT.multiply,
    (DAYS, N): _times_span,
    (N, DAYS): lambda a, b: _times_span(b, a),
    (MONTHS, N): _scale,
    (N, MONTHS): lambda a, b: _scale(b, a),
}
DIVIDE: Table = {
    (N, N): CONTEXT.divide,
    (DAYS, N): lambda a, b: span_of(CONTEXT.divide(seconds(a), b)),
    (DAYS, DAYS): lambda a, b: CONTEXT.divide(seconds(a), seconds(b)),
    (MONTHS, N): lambda a, b: _months(CONTEXT.divide(Decimal(a.months), b)),
    (MONTHS, MONTHS): lambda a, b: CONTEXT.divide(Decimal(a.months), Decimal(b.months)),
}
POWER: Table = {(N, N): CONTEXT.power}
TABLES = {"+": ADD, "-": SUBTRACT, "*": MULTIPLY, "/": DIVIDE, "**": POWER}
_FAST = {operator: table[(N, N)] for operator, table in TABLES.items()}


def compute(operator: str, left: Any, right: Any, run: Run, position: int) -> Any:
    """The result of an operator; null operands give null, other misfits fail with ``feel.kinds``."""
    try:
        if type(left) is Decimal and type(right) is Decimal:
            if operator == "**":
                run.spend(30, position)
            return _FAST[operator](left, right)
        if left is None or right is None:
            return None
        left, right = adopt(left), adopt(right)
        action = TABLES[operator].get((kind(left), kind(right)))
        result = action(left, right) if action else None
    except (ArithmeticError, ValueError):
        return run.fail("feel.arithmetic", position, operator=operator)
    if result is None:
        return run.fail("feel.kinds", position, operator=operator, left=kind(left), right=kind(right))
    if type(result) is str:
        run.characters(len(result), position)
    return result


def negate(value: Any, run: Run, position: int) -> Any:
    """``-a`` of a number or duration."""
    value = adopt(value)
    if type(value) is Decimal:
        return CONTEXT.minus(value)
    if type(value) is dt.timedelta:
        return -value
    if type(value) is Months:
        return Months(-value.months)
    return None if value is None else run.fail("feel.kind", position, expected=N, found=kind(value))
