"""From a browser's submission (names and texts) to the raw tree that reading starts from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.forms.limits import MOST_ROWS
from engine.forms.shape import MULTIPLE_CHOICES, ROWS, UPLOAD, Field, asking, join


def file_token(file: Mapping[str, Any]) -> str:
    """What a hidden input holds for a file that is stored already: its id and its name."""
    return f"{file.get('id', '')}:{file.get('name', '')}"


def token_parts(token: str) -> tuple[str, str]:
    """Id and name of a file's token."""
    identity, _, name = token.partition(":")
    return identity, name


def tree(fields: tuple[Field, ...], data: Any, prefix: str = "") -> dict[str, Any]:
    """``{key: text | list of texts | rows}`` for the names ``prefix.key``; ``data`` needs ``getlist`` and keys.

    A row is there when any name begins with its place (``key.0``), which its hidden marker always does.
    Places may have gaps; rows close up in order.
    """
    raw: dict[str, Any] = {}
    for one in asking(fields):
        path = join(prefix, one.key)
        if one.kind == ROWS:
            raw[one.key] = [tree(one.children, data, join(path, n)) for n in places(data, path)]
        elif one.kind in MULTIPLE_CHOICES or one.kind == UPLOAD:
            raw[one.key] = [v for v in texts(data, path) if v]
        else:
            raw[one.key] = next(iter(texts(data, path)[-1:]), None)
    return raw


def texts(data: Any, name: str) -> list[str]:
    """All texts sent under a name (files that hang on the same name are not among them)."""
    return [value for value in data.getlist(name) if isinstance(value, str)]


def places(data: Any, path: str) -> list[str]:
    """The numbers under which rows of ``path`` were sent, as they were written, in order; at most one too many."""
    start = f"{path}."
    found = {name[len(start) :].split(".", 1)[0] for name in data if isinstance(name, str) and name.startswith(start)}
    numbers = sorted((n for n in found if n.isascii() and n.isdigit() and len(n) < 7), key=lambda n: (int(n), n))
    return numbers[: MOST_ROWS + 1]


def upload_paths(fields: tuple[Field, ...], names: Any) -> list[str]:
    """Those of the sent names that belong to a file field of the form: only these files are to be stored."""
    return [name for name in names if _is_upload(fields, name.split("."))]


def _is_upload(fields: tuple[Field, ...], parts: list[str]) -> bool:
    one = next((f for f in asking(fields) if f.key == parts[0]), None)
    if one is None:
        return False
    if one.kind == ROWS:
        return len(parts) > 2 and parts[1].isdigit() and _is_upload(one.children, parts[2:])
    return one.kind == UPLOAD and len(parts) == 1
