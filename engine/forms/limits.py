"""Whether an answer of the right kind also lies within the bounds that its field sets."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.errors import FieldError
from engine.forms.expressions import Bench
from engine.forms.shape import ROWS, TEXTS, UPLOAD, Field
from engine.forms.writing import Writing, number_text

_SHAPES = {"email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "phone": re.compile(r"\+?[\d\s()-]{5,24}", re.ASCII)}
_NOT = {"email": "forms.not_email", "phone": "forms.not_phone"}
MOST_ROWS = 200


def is_empty(value: Any) -> bool:
    """Whether a value is no answer: nothing, blank, an unticked box, rows of nothing."""
    if isinstance(value, dict):
        return "id" not in value and all(map(is_empty, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(is_empty, value))
    return value is None or value is False or (isinstance(value, str) and not value.strip())


def within(one: Field, value: Any, bench: Bench, writing: Writing) -> FieldError | None:
    """What is wrong with a given answer, or None."""
    if one.kind in TEXTS:
        found = _text(one, value)
    elif one.kind == "number":
        found = _number(one, value)
    elif one.kind == "datetime":
        found = _moment(one, value, bench, writing)
    elif one.kind in (ROWS, UPLOAD):
        found = _count(one, value) or (_endings(one, value) if one.kind == UPLOAD else None)
    else:
        found = None
    return FieldError(found[0], one.articles, {"field": one.label or one.key, **found[1]}) if found else None


def _text(one: Field, value: str) -> Any:
    bounds, length = one.limits, len(value)
    if bounds.min_length and length < bounds.min_length:
        return "forms.too_short", {"least": bounds.min_length, "length": length}
    if bounds.max_length is not None and length > bounds.max_length:
        return "forms.too_long", {"most": bounds.max_length, "length": length}
    if bounds.pattern is not None and not bounds.pattern.search(value):
        return "forms.not_the_pattern", {"pattern": bounds.pattern_text}
    if bounds.form in _SHAPES and not _SHAPES[bounds.form].fullmatch(value):
        return _NOT[bounds.form], {}
    return None


def _number(one: Field, value: Decimal) -> Any:
    bounds = one.limits
    if bounds.minimum is not None and value < bounds.minimum:
        return "forms.too_small", {"least": number_text(bounds.minimum)}
    if bounds.maximum is not None and value > bounds.maximum:
        return "forms.too_large", {"most": number_text(bounds.maximum)}
    if bounds.decimals is not None and -value.as_tuple().exponent > bounds.decimals:
        return "forms.too_many_decimals", {"most": bounds.decimals}
    return None


def _moment(one: Field, value: Any, bench: Bench, writing: Writing) -> Any:
    first, last = bench.value(one.limits.earliest), bench.value(one.limits.latest)
    if _before(value, first):
        return "forms.too_early", {"earliest": writing.text(first)}
    if _before(last, value):
        return "forms.too_late", {"latest": writing.text(last)}
    return None


def _before(left: Any, right: Any) -> bool:
    if isinstance(left, datetime) and isinstance(right, date) and not isinstance(right, datetime):
        left = left.date()
    if isinstance(right, datetime) and isinstance(left, date) and not isinstance(left, datetime):
        right = right.date()
    try:
        return bool(left < right)
    except TypeError:
        return False


def _count(one: Field, value: list[Any]) -> Any:
    bounds, count = one.limits, len(value)
    most = (
        bounds.max_rows if bounds.max_rows is not None else 1 if one.kind == UPLOAD and not one.multiple else MOST_ROWS
    )
    files = one.kind == UPLOAD
    if bounds.min_rows and count < bounds.min_rows:
        return "forms.too_few_files" if files else "forms.too_few_rows", {"least": bounds.min_rows}
    return ("forms.too_many_files" if files else "forms.too_many_rows", {"most": most}) if count > most else None


def _endings(one: Field, value: list[dict[str, Any]]) -> Any:
    if not one.limits.accept:
        return None
    other = next((f["name"] for f in value if not f["name"].lower().endswith(one.limits.accept)), None)
    return None if other is None else ("forms.file_kind", {"name": other, "accept": one.limits.accept})
