"""How points and intervals lie to one another (Allen's relations), and intervals from text. (DMN 1.5, table 78)"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..equality import order
from ..functions import Misfit
from ..run import Run
from ..values import Range, kind
from .registry import builtin


def _compare(left: Any, right: Any) -> int:
    comes = order(left, right)
    if comes is None:
        raise Misfit("feel.no_order", left=kind(left), right=kind(right))
    return comes


def _before(a: Range, b: Range) -> bool:
    comes = _compare(a.end, b.start)
    return comes < 0 or (comes == 0 and not (a.end_included and b.start_included))


def _meets(a: Range, b: Range) -> bool:
    return a.end_included and b.start_included and _compare(a.end, b.start) == 0


def _starts_first(a: Range, b: Range) -> int:
    """-1, 0 or 1 as a begins before, with or after b, brackets counted."""
    return _compare(a.start, b.start) or (not a.start_included) - (not b.start_included)


def _ends_first(a: Range, b: Range) -> int:
    return _compare(a.end, b.end) or a.end_included - b.end_included


def _overlaps(a: Range, b: Range) -> bool:
    return not _before(a, b) and not _before(b, a)


def _overlaps_before(a: Range, b: Range) -> bool:
    return _overlaps(a, b) and _starts_first(a, b) < 0 and _ends_first(a, b) <= 0


def _finishes(a: Range, b: Range) -> bool:
    return _ends_first(a, b) == 0 and _starts_first(a, b) >= 0


def _starts(a: Range, b: Range) -> bool:
    return _starts_first(a, b) == 0 and _ends_first(a, b) <= 0


def _includes(a: Range, b: Range) -> bool:
    return _starts_first(a, b) <= 0 and _ends_first(a, b) >= 0


def _coincides(a: Range, b: Range) -> bool:
    return _starts_first(a, b) == 0 and _ends_first(a, b) == 0


def _swap(relation: Callable[[Range, Range], bool]) -> Callable[[Range, Range], bool]:
    return lambda a, b: relation(b, a)


def _range(value: Any) -> Range:
    return value if isinstance(value, Range) else Range(value, value)


ENDS = "number|string|date|time|date and time|days and time duration|years and months duration"
ANY = "range|" + ENDS


def _declare(name: str, relation: Callable[[Range, Range], bool], *signatures: str) -> None:
    def action(run: Run, left: Any, right: Any) -> bool:
        return relation(_range(left), _range(right))

    for parameters in signatures:
        builtin(name, parameters)(action)


_POINTS = (f"point1: {ENDS}, point2: {ENDS}", f"point: {ENDS}, range: range", f"range: range, point: {ENDS}")
_RANGES = "range1: range, range2: range"
_declare("before", _before, *_POINTS, _RANGES)
_declare("after", _swap(_before), *_POINTS, _RANGES)
_declare("meets", _meets, _RANGES)
_declare("met by", _swap(_meets), _RANGES)
_declare("overlaps", _overlaps, _RANGES)
_declare("overlaps before", _overlaps_before, _RANGES)
_declare("overlaps after", _swap(_overlaps_before), _RANGES)
_declare("finishes", _finishes, _POINTS[1], _RANGES)
_declare("finished by", _swap(_finishes), _POINTS[2], _RANGES)
_declare("includes", _includes, _POINTS[2], _RANGES)
_declare("during", _swap(_includes), _POINTS[1], _RANGES)
_declare("starts", _starts, _POINTS[1], _RANGES)
_declare("started by", _swap(_starts), _POINTS[2], _RANGES)
_declare("coincides", _coincides, _POINTS[0], _RANGES)


@builtin("range", "from: string")
def _read_range(run: Run, text: str) -> Range:
    from ..literals import read_range

    return read_range(text, run)
