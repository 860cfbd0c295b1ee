"""The values of a document in the plain form a template reads and that can be kept and hashed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from engine.errors import Refusal

DEEPEST = 12


def plain(value: Any, depth: int = 0) -> Any:
    """Strings, whole numbers, yes/no, None, lists and mappings; days and moments in ISO 8601, decimals as text.

    Whole decimals become integers.  Refuses with ``documents.payload_unreadable`` what has no plain form or is nested
    deeper than 12 levels.
    """
    if depth > DEEPEST:
        raise Refusal("documents.payload_unreadable", kind="…")
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else format(value, "f")
    if isinstance(value, Mapping):
        return {str(key): plain(each, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each, depth + 1) for each in value]
    raise Refusal("documents.payload_unreadable", kind=type(value).__name__)
