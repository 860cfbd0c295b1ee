"""Where the command finds things: the rules beside the code, the database, and what is kept under var/."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
"""The folder that holds processes/, forms/ and features/; var/ is made in it."""

DATABASE = "GUICHENG_DATABASE"
"""The environment's name for the database's address."""


def database_address() -> str:
    """The database: what the environment says, else an SQLite file under var/."""
    return os.environ.get(DATABASE) or f"sqlite:///{CHECKOUT / 'var' / 'guicheng.db'}"


def folder_of_procedures(path: Path) -> Path:
    """The nearest folder at or above ``path`` that holds processes/, with or without a government's own data."""
    above = [path.resolve(), *path.resolve().parents]
    return next((folder for folder in above if (folder / "processes").is_dir()), path.resolve())


def root_of(path: Path) -> Path:
    """The rules that a file or folder belongs to: the nearest folder above with processes/, else the shipped ones."""
    above = [path.resolve(), *path.resolve().parents]
    return next((folder for folder in above if (folder / "processes" / "organisation.yaml").is_file()), CHECKOUT)
