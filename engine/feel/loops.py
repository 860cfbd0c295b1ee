"""``for``, ``some`` and ``every``: going through lists and intervals, every turn counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from .run import Frame
from .scope import Closure
from .values import Range, kind

Iterators = list[tuple[str, Closure]]


def entries_of(value: Any, frame: Frame, position: int) -> Iterator[Any] | None:
    """What a loop goes through; ``None`` where it cannot."""
    if type(value) is list:
        return iter(value)
    if type(value) is Range:
        return _steps(value, frame, position)
    if value is None:
        return None
    return iter([value])


def _steps(interval: Range, frame: Frame, position: int) -> Iterator[Any] | None:
    start, end = interval.start, interval.end
    if kind(start) != kind(end) or kind(start) not in ("number", "date"):
        return frame.run.fail("feel.no_steps", position, left=kind(start), right=kind(end))
    if start > end and interval.unary != "..":
        return frame.run.fail("feel.no_steps", position, left=str(start), right=str(end))
    if kind(start) == "date":
        return _walk(start, end, interval, dt.timedelta(days=1))
    if start != start.to_integral_value() or end != end.to_integral_value():
        return frame.run.fail("feel.no_steps", position, left=str(start), right=str(end))
    return _walk(start, end, interval, Decimal(1))


def _walk(start: Any, end: Any, interval: Range, step: Any) -> Iterator[Any]:
    step = -step if start > end else step
    at = start if interval.start_included else start + step
    while (at <= end) if start <= end else (at >= end):
        if at == end and not interval.end_included:
            return
        yield at
        at += step


def _turns(iterators: Iterators, frame: Frame, extra: dict[str, Any], position: int, weight: int) -> Iterator[Frame | None]:
    """A frame for every combination; a single ``None`` where something cannot be gone through."""
    name, domain = iterators[0]
    entries = entries_of(domain(frame), frame, position)
    if entries is None:
        yield None
        return
    for entry in entries:
        frame.run.spend(weight, position)
        inner = Frame({name: entry, **extra}, frame, frame.run)
        if len(iterators) == 1:
            yield inner
        else:
            yield from _turns(iterators[1:], inner, extra, position, weight)


def for_loop(iterators: Iterators, body: Closure, position: int, weight: int = 1) -> Closure:
    """The list of what the body gives; ``partial`` is the list so far, ``weight`` what a turn costs."""

    def loop(frame: Frame) -> list[Any] | None:
        results: list[Any] = []
        for inner in _turns(iterators, frame, {"partial": results}, position, weight):
            if inner is None:
                return None
            results.append(body(inner))
            if len(results) > frame.run.budget.entries:
                frame.run.entries(len(results), position)
        return results

    return loop


def quantified(some: bool, iterators: Iterators, body: Closure, position: int, weight: int = 1) -> Closure:
    """Whether some, or every, combination satisfies the body."""

    def test(frame: Frame) -> bool | None:
        result: bool | None = not some
        for inner in _turns(iterators, frame, {}, position, weight):
            answer = body(inner) if inner else None
            if answer is some:
                return some
            if answer is None:
                result = None
            elif type(answer) is not bool:
                return frame.run.fail("feel.kind", position, expected="boolean", found=kind(answer))
        return result

    return test
