"""What the house rules read: the product's own files, as text and as syntax trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GENERATED = {".venv", ".git", "var", "build", "node_modules", "dist", "__pycache__", "test-results", ".hypothesis",
             ".pytest_cache", ".ruff_cache", ".import_linter_cache", "guicheng.egg-info"}


def files(*rooms: str, endings: tuple[str, ...] = (".py",)) -> list[Path]:
    """The files under the rooms (``""`` is everything) with one of the endings, in order; nothing generated."""
    return sorted(path for room in rooms for path in _walk(ROOT / room) if path.name.endswith(endings))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir():
            if path.name not in GENERATED:
                yield from _walk(path)
        elif path.is_file():
            yield path


@cache
def text(path: Path) -> str:
    """A file's text."""
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """A Python file's syntax."""
    return ast.parse(text(path), str(path))


def place(path: Path, line: int | None = None) -> str:
    """How a failure names a file and a line."""
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def refuse(found: list[str], advice: str) -> None:
    """Fail with what to do, then where, when anything was found."""
    if found:
        pytest.fail("\n".join([advice, *found]), pytrace=False)
