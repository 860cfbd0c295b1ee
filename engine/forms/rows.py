"""Adds and removes rows and files in what was typed: what the sheet's buttons do without any script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.forms.limits import MOST_ROWS
from engine.forms.shape import ROWS, UPLOAD, Field, asking, join

BUTTON = "_rows"


def press(fields: tuple[Field, ...], button: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed with the button's change made; an unknown or stale button changes nothing.

    Buttons: ``add:path`` (an empty row), ``remove:path:2`` (that row), ``drop:path:0`` (that file); anything else
    (``refresh``) only shows the form again.
    """
    act, _, rest = button.partition(":")
    path, _, number = (rest, "", "") if act == "add" else rest.rpartition(":")
    if act == "add":
        return _change(fields, typed, "", path, ROWS, lambda rows: [*rows, {}] if len(rows) < MOST_ROWS else rows)
    if act in ("remove", "drop") and number.isascii() and number.isdigit() and len(number) < 7:
        kind = ROWS if act == "remove" else UPLOAD
        return _change(
            fields, typed, "", path, kind, lambda items: [x for n, x in enumerate(items) if n != int(number)]
        )
    return dict(typed)


def _change(
    fields: tuple[Field, ...], typed: Mapping[str, Any], prefix: str, path: str, kind: str, change: Any
) -> dict[str, Any]:
    changed = dict(typed)
    for one in asking(fields):
        here, items = join(prefix, one.key), typed.get(one.key)
        items = items if isinstance(items, list) else []
        if here == path and one.kind == kind:
            changed[one.key] = change(items)
        elif one.kind == ROWS and path.startswith(f"{here}."):
            changed[one.key] = [
                _change(one.children, row, join(here, n), path, kind, change) if isinstance(row, Mapping) else row
                for n, row in enumerate(items)
            ]
    return changed
