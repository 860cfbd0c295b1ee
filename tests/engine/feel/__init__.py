"""Tests of engine.feel: what expressions mean, what they may not do, and what is said when they are wrong."""

from __future__ import annotations

import datetime as dt
from typing import Any

from engine.feel import Language, compile_expression, compile_unary_tests

BEIJING = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=BEIJING)
LANGUAGE = Language(
    {"今天": "today", "现在": "now", "个数": "count", "且": "and", "如果": "if", "那么": "then", "否则": "else"}
)


def value(text: str, scope: dict[str, Any] | None = None, **options: Any) -> Any:
    """What an expression gives, strict unless said otherwise."""
    names = options.pop("names", None)
    return compile_expression(text, LANGUAGE, names=names).evaluate(scope or {}, now=NOW, **options)


def passes(cell: str, tested: Any, scope: dict[str, Any] | None = None) -> bool:
    """Whether a value passes a cell."""
    return compile_unary_tests(cell, LANGUAGE).evaluate(tested, scope or {}, now=NOW)
