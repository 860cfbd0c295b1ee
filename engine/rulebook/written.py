"""Reads the files that authors write: text, JSON and YAML, each refused with a finding where it is none of these.

YAML tags that make objects are not known, and no alias is followed in a procedure's own files: a few lines of aliases
can stand for more values than memory holds.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from engine.errors import Finding, Unsound

LARGEST = 2_000_000
"""Bytes of one file."""
UNREADABLE = (ValueError, RecursionError, yaml.YAMLError)


class Plain(yaml.SafeLoader):
    """Safe YAML without aliases."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuses an alias where a value is expected."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed here")
        return super().compose_node(parent, index)


def read_text(raw: bytes, path: str) -> str:
    """A text in UTF-8; Unsound with ``rulebook.not_text`` otherwise."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise _unreadable("rulebook.not_text", path) from None


def read_json(raw: bytes, path: str) -> Any:
    """What a JSON file holds; Unsound with ``rulebook.not_json`` otherwise."""
    try:
        return json.loads(_bounded(raw))
    except UNREADABLE as error:
        raise _unreadable("rulebook.not_json", path, error) from None


def read_yaml(raw: bytes, path: str) -> Any:
    """What a YAML file holds; Unsound with ``rulebook.not_yaml`` otherwise."""
    try:
        return Plain(_bounded(raw)).get_single_data()
    except UNREADABLE as error:
        raise _unreadable("rulebook.not_yaml", path, error) from None


def must_stay_inside(root: Path, path: Path) -> None:
    """Refuses a path under a root that leads out of it, by ``..`` or by a link; Unsound with ``rulebook.outside``."""
    if not path.resolve().is_relative_to(root.resolve()):
        raise _unreadable("rulebook.outside", path.name)


def is_plain(path: str) -> bool:
    """Whether a path of a bundle leads down from the root and nowhere else."""
    parts = path.split("/")
    return "\\" not in path and "\0" not in path and ":" not in path and all(part not in ("", ".", "..") for part in parts)


def _bounded(raw: bytes) -> bytes:
    if len(raw) > LARGEST:
        raise ValueError(f"more than {LARGEST} bytes")
    return raw


def _unreadable(code: str, path: str, error: Exception | None = None) -> Unsound:
    facts = {"problem": (str(error) or type(error).__name__)[:200]} if error is not None else {}
    return Unsound("rulebook.unreadable", [Finding(code, "error", path, "", facts)])
