"""How one process of the web is set up: from arguments, else from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

DATABASE, SECRET, DEMONSTRATION, PROXIES = "GUICHENG_DATABASE", "GUICHENG_SECRET", "GUICHENG_DEMO", "GUICHENG_PROXIES"
RULES = "GUICHENG_RULES"
HOME = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Settings:
    """Where the database is, what visitors' tokens are signed with and how long a sign-in lasts.

    ``secret`` may be empty: then one is made and kept in the database, the same for every process.  ``proxies`` counts
    the proxies in front whose word about address and https is taken.  ``rules`` is the folder of the rules whose
    features the legal office runs (processes/, forms/, features/).
    """

    database_url: str
    secret: str = ""
    demonstration: bool = False
    proxies: int = 0
    rules: Path = HOME
    idle: timedelta = timedelta(hours=2)
    longest: timedelta = timedelta(hours=12)


def read_settings(database_url: str | None = None, demonstration: bool | None = None) -> Settings:
    """Arguments first, then the environment, then an SQLite file under var/."""
    return Settings(
        database_url or os.environ.get(DATABASE) or f"sqlite:///{HOME / 'var' / 'guicheng.db'}",
        os.environ.get(SECRET, ""),
        os.environ.get(DEMONSTRATION, "") not in ("", "0") if demonstration is None else demonstration,
        int(os.environ.get(PROXIES, "0") or 0),
        Path(os.environ.get(RULES) or HOME),
    )
