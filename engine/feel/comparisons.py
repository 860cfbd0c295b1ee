"""Comparisons of two values and tests of one, with the failure that kinds which do not fit deserve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .equality import equal, matches, order
from .run import Frame
from .values import kind


def comparison(operator: str, position: int) -> Callable[[Any, Any, Frame], bool | None]:
    """A function of two values and the frame that compares them; null where one is null, except for ``=``."""
    if operator in ("=", "!="):
        return _equality(operator == "=", position)
    wanted = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}[operator]

    def test(left: Any, right: Any, frame: Frame) -> bool | None:
        if type(left) is str and len(left) > 1_000:
            frame.run.spend(len(left) >> 8, position)
        comes = order(left, right)
        if comes is not None:
            return comes in wanted
        if left is None or right is None:
            return None
        return frame.run.fail("feel.kinds", position, operator=operator, left=kind(left), right=kind(right))

    return test


def _equality(positive: bool, position: int) -> Callable[[Any, Any, Frame], bool | None]:
    def test(left: Any, right: Any, frame: Frame) -> bool | None:
        answer = equal(left, right, frame.run)
        if answer is None:
            operator = "=" if positive else "!="
            return frame.run.fail("feel.kinds", position, operator=operator, left=kind(left), right=kind(right))
        return answer is positive

    return test


def passes(value: Any, test: Any, frame: Frame, position: int) -> bool | None:
    """Whether a value passes a test value; kinds that do not fit fail."""
    answer = matches(value, test, frame.run)
    if answer is None and value is not None and test is not None:
        return frame.run.fail("feel.kinds", position, operator="in", left=kind(value), right=kind(test))
    return answer
