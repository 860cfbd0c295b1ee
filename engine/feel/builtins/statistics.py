"""Lists of numbers and of anything that has an order: sums, means, extremes. (DMN 1.5, table 75)"""

from __future__ import annotations

import datetime as dt
import functools
from decimal import Decimal
from typing import Any

from ..arithmetic import compute
from ..equality import order
from ..functions import Misfit
from ..run import Run
from ..values import CONTEXT, adopt, kind
from .registry import builtin


def _numbers(run: Run, entries: list[Any]) -> list[Decimal]:
    run.spend(len(entries))
    found = [adopt(entry) for entry in entries]
    for entry in found:
        if type(entry) is not Decimal:
            raise Misfit("feel.argument", parameter="list", expected="number", found=kind(entry))
    return found


def _some(entries: list[Any]) -> list[Any]:
    if not entries:
        raise Misfit("feel.no_entries")
    return entries


@builtin("count", "list: list")
def _count(run: Run, entries: list[Any]) -> Decimal:
    return Decimal(len(entries))


def _extreme(run: Run, entries: list[Any], sign: int) -> Any:
    if not entries:
        return None
    run.spend(len(entries))
    best = entries[0]
    for entry in entries:
        comes = order(entry, best)
        if comes is None:
            raise Misfit("feel.no_order", left=kind(best), right=kind(entry))
        if comes == sign:
            best = entry
    return best


@builtin("min", "list: list*")
def _min(run: Run, entries: list[Any]) -> Any:
    return _extreme(run, entries, -1)


@builtin("max", "list: list*")
def _max(run: Run, entries: list[Any]) -> Any:
    return _extreme(run, entries, 1)


@builtin("sum", "list: list*")
def _sum(run: Run, entries: list[Any]) -> Any:
    if not entries:
        return None
    if kind(entries[0]).endswith("duration"):
        return functools.reduce(lambda a, b: compute("+", a, b, run, 0), entries)
    return functools.reduce(CONTEXT.add, _numbers(run, entries))


@builtin("mean", "list: list*")
def _mean(run: Run, entries: list[Any]) -> Any:
    if not entries:
        return None
    if isinstance(entries[0], dt.timedelta):
        total = functools.reduce(lambda a, b: compute("+", a, b, run, 0), entries)
        return compute("/", total, Decimal(len(entries)), run, 0)
    return CONTEXT.divide(functools.reduce(CONTEXT.add, _numbers(run, entries)), Decimal(len(entries)))


@builtin("product", "list: list*")
def _product(run: Run, entries: list[Any]) -> Decimal:
    return functools.reduce(CONTEXT.multiply, _numbers(run, _some(entries)))


@builtin("median", "list: list*")
def _median(run: Run, entries: list[Any]) -> Decimal | None:
    if not entries:
        return None
    ordered = sorted(_numbers(run, entries))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return CONTEXT.divide(CONTEXT.add(ordered[middle - 1], ordered[middle]), Decimal(2))


@builtin("stddev", "list: list*")
def _stddev(run: Run, entries: list[Any]) -> Decimal:
    numbers = _numbers(run, entries)
    run.spend(8 * len(numbers))
    if len(numbers) < 2:
        raise Misfit("feel.no_entries")
    mean = CONTEXT.divide(functools.reduce(CONTEXT.add, numbers), Decimal(len(numbers)))
    squares = [CONTEXT.power(CONTEXT.subtract(number, mean), 2) for number in numbers]
    return CONTEXT.sqrt(CONTEXT.divide(functools.reduce(CONTEXT.add, squares), Decimal(len(numbers) - 1)))


@builtin("mode", "list: list*")
def _mode(run: Run, entries: list[Any]) -> list[Decimal]:
    counts: dict[Decimal, int] = {}
    for number in _numbers(run, entries):
        counts[number] = counts.get(number, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(number for number, count in counts.items() if count == most)


def _truths(run: Run, entries: list[Any], decisive: bool) -> bool | None:
    run.spend(len(entries))
    for entry in entries:
        if entry is not None and type(entry) is not bool:
            raise Misfit("feel.argument", parameter="list", expected="boolean", found=kind(entry))
    if any(entry is decisive for entry in entries):
        return decisive
    return None if any(entry is None for entry in entries) else not decisive


@builtin("all", "list: list*")
def _all(run: Run, entries: list[Any]) -> bool | None:
    return _truths(run, entries, False)


@builtin("any", "list: list*")
def _any(run: Run, entries: list[Any]) -> bool | None:
    return _truths(run, entries, True)
