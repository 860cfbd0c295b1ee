"""Databases to measure on: real files, real commits.  An SQLite file, and an embedded PostgreSQL as it is shipped."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.model.database import Database
from tests.play import settle
from tests.postgres import Postgres

MODELS = Path(__file__).parent / "models"
"""The yardstick: a small office whose procedures are ``seq5`` and ``appr30``."""

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
DURABLE = {"listen_addresses": "", "max_connections": "100", "log_min_messages": "fatal", "lc_messages": "C"}
"""What is set of a PostgreSQL to measure on: nothing that bears on speed or safety."""


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of a database that holds the yardstick's office and procedures; thrown away afterwards."""
    with empty(kind) as url:
        opened = Database(url)
        opened.migrate()
        opened.close()
        settle(url, MODELS)
        yield url


@contextmanager
def empty(kind: str) -> Iterator[str]:
    """The address of a new database without any table."""
    if kind == SQLITE:
        with tempfile.TemporaryDirectory(prefix="gc-bench-") as folder:
            yield f"sqlite:///{folder}/bench.db"
        return
    server = Postgres(DURABLE)
    try:
        server.act("CREATE DATABASE bench")
        yield server.url("bench")
    finally:
        server.stop()
