"""Numbers: rounding, roots, logarithms, remainders. (DMN 1.5, table 76)"""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Any

from ..functions import Misfit, whole
from ..run import Run
from ..values import CONTEXT
from .registry import builtin

_SCALES = (-6111, 6176)


def _rounded(number: Decimal, scale: Decimal, rounding: str) -> Decimal:
    places = whole(scale)
    if not _SCALES[0] <= places <= _SCALES[1]:
        raise Misfit("feel.scale", scale=str(scale), low=_SCALES[0], high=_SCALES[1])
    if -number.as_tuple().exponent <= places:
        return number
    if number.adjusted() < -places - 1:
        return _tiny(number, places, rounding)
    return number.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=_wide())


def _tiny(number: Decimal, places: int, rounding: str) -> Decimal:
    """A number far below the last place that is kept."""
    step = Decimal(1).scaleb(-places)
    up = {decimal.ROUND_UP: True, decimal.ROUND_CEILING: number > 0, decimal.ROUND_FLOOR: number < 0}.get(
        rounding, False
    )
    return step.copy_sign(number) if up and number else Decimal(0)


def _wide() -> decimal.Context:
    return decimal.Context(prec=12_400, Emin=-20_000, Emax=20_000, traps=[decimal.InvalidOperation])


@builtin("decimal", "n: number, scale: number")
def _decimal(run: Run, number: Decimal, scale: Decimal) -> Decimal:
    return _rounded(number, scale, decimal.ROUND_HALF_EVEN)


@builtin("floor", "n: number")
def _floor(run: Run, number: Decimal) -> Decimal:
    return _rounded(number, Decimal(0), decimal.ROUND_FLOOR)


@builtin("floor", "n: number, scale: number")
def _floor_at(run: Run, number: Decimal, scale: Decimal) -> Decimal:
    return _rounded(number, scale, decimal.ROUND_FLOOR)


@builtin("ceiling", "n: number")
def _ceiling(run: Run, number: Decimal) -> Decimal:
    return _rounded(number, Decimal(0), decimal.ROUND_CEILING)


@builtin("ceiling", "n: number, scale: number")
def _ceiling_at(run: Run, number: Decimal, scale: Decimal) -> Decimal:
    return _rounded(number, scale, decimal.ROUND_CEILING)


def _round(name: str, rounding: str) -> None:
    @builtin(name, "n: number, scale: number")
    def action(run: Run, number: Decimal, scale: Decimal) -> Decimal:
        return _rounded(number, scale, rounding)


_round("round up", decimal.ROUND_UP)
_round("round down", decimal.ROUND_DOWN)
_round("round half up", decimal.ROUND_HALF_UP)
_round("round half down", decimal.ROUND_HALF_DOWN)


@builtin("abs", "n: number|days and time duration|years and months duration")
def _abs(run: Run, value: Any) -> Any:
    if isinstance(value, Decimal):
        return abs(value)
    zero = type(value)(0)
    if value >= zero:
        return value
    return type(value)(-value.months) if hasattr(value, "months") else -value


@builtin("modulo", "dividend: number, divisor: number")
def _modulo(run: Run, dividend: Decimal, divisor: Decimal) -> Decimal:
    if not divisor:
        raise Misfit("feel.arithmetic", operator="modulo")
    quotient = _rounded(CONTEXT.divide(dividend, divisor), Decimal(0), decimal.ROUND_FLOOR)
    return CONTEXT.subtract(dividend, CONTEXT.multiply(divisor, quotient))


@builtin("sqrt", "number: number")
def _sqrt(run: Run, number: Decimal) -> Decimal:
    run.spend(8)
    return CONTEXT.sqrt(number)


@builtin("log", "number: number")
def _log(run: Run, number: Decimal) -> Decimal:
    if number <= 0:
        raise Misfit("feel.arithmetic", operator="log")
    run.spend(30)
    return CONTEXT.ln(number)


@builtin("exp", "number: number")
def _exp(run: Run, number: Decimal) -> Decimal:
    run.spend(30)
    return CONTEXT.exp(number)


def _parity(run: Run, number: Decimal) -> int | None:
    """0 or 1 of a whole number, nothing of another."""
    number = CONTEXT.plus(number)
    if number != number.to_integral_value():
        return None
    return 0 if number.as_tuple().exponent > 0 else int(number) % 2


@builtin("odd", "number: number")
def _odd(run: Run, number: Decimal) -> bool | None:
    return _parity(run, number) == 1


@builtin("even", "number: number")
def _even(run: Run, number: Decimal) -> bool | None:
    return _parity(run, number) == 0
