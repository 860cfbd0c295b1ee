"""From ``{field: text or value}`` to the raw tree that reading starts from, finding fields by name or label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.errors import FieldError
from engine.forms.parse import nearest
from engine.forms.shape import ROWS, Field, asking, join
from engine.forms.writing import Writing


def tree(
    fields: tuple[Field, ...], given: Mapping[str, Any], writing: Writing, prefix: str = ""
) -> tuple[dict[str, Any], dict[str, FieldError]]:
    """The raw tree and an error for each name that the form does not have."""
    raw: dict[str, Any] = {}
    unknown: dict[str, FieldError] = {}
    for name, value in given.items():
        one = find(fields, name)
        if one is None:
            unknown[join(prefix, str(name))] = _unknown(fields, str(name))
        elif one.kind == ROWS:
            raw[one.key], wrong = _rows(one, value, writing, join(prefix, one.key))
            unknown.update(wrong)
        else:
            raw[one.key] = value
    return raw, unknown


def find(fields: tuple[Field, ...], name: Any) -> Field | None:
    """The field of that key, or the only one of that label."""
    asked = asking(fields)
    by_key = [one for one in asked if one.key == name]
    by_label = [one for one in asked if one.label == name]
    return by_key[0] if by_key else by_label[0] if len(by_label) == 1 else None


def _rows(one: Field, value: Any, writing: Writing, path: str) -> tuple[Any, dict[str, FieldError]]:
    """Rows as a list of mappings; a written list stands for rows that fill their first column only."""
    if isinstance(value, str):
        value = writing.split(value)
    if not isinstance(value, (list, tuple)):
        return value, {}
    rows, unknown = [], {}
    for n, row in enumerate(value):
        if isinstance(row, str) and (first := asking(one.children)[:1]):
            row = {first[0].key: row}
        if isinstance(row, Mapping):
            row, wrong = tree(one.children, row, writing, join(path, n))
            unknown.update(wrong)
        rows.append(row)
    return rows, unknown


def _unknown(fields: tuple[Field, ...], name: str) -> FieldError:
    known = [one.key for one in asking(fields)]
    near = nearest(name, known)
    return (
        FieldError("forms.field_unknown_but", (), {"field": name, "nearest": near})
        if near
        else FieldError("forms.field_unknown", (), {"field": name})
    )
