"""The one place that opens a database: SQLite in WAL mode by default, PostgreSQL at scale.

Reading and writing are told apart: a writing transaction on SQLite takes its lock at once, so two acts queue
instead of failing half-way.  Nothing here commits but the two context managers.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

MIGRATIONS = Path(__file__).parent / "migrations"
PATIENCE = 30
"""Seconds that a writer waits for its turn."""
PAUSE = 0.001
"""Seconds between two looks whether it has come."""


class Database:
    """A connection pool to one government's database."""

    def __init__(self, url: str) -> None:
        """``url`` is an SQLAlchemy address, e.g. ``sqlite:////var/guicheng.db`` or ``postgresql+psycopg://…``."""
        self.url = url
        self.engine = _engine(url)
        self._writer = self.engine.execution_options(guicheng_write=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that is rolled back at its end."""
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session around one act: committed when the block ends well, rolled back otherwise."""
        with Session(self._writer, expire_on_commit=False, autoflush=False) as session, session.begin():
            yield session

    def migrate(self) -> None:
        """Brings the tables to this release's form; safe to repeat."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._writer.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        server = create_engine(url, pool_pre_ping=False, pool_size=8, max_overflow=16)
        event.listen(server, "connect", _prepare_server)
        return server
    memory = parsed.database in (None, "", ":memory:")
    if not memory:
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = {"poolclass": StaticPool} if memory else {}
    engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False}, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_server(dbapi_connection: Any, _record: Any) -> None:
    """Reading a row by its number costs little on today's disks: without this, long tables are read from end to end."""
    dbapi_connection.execute("SET random_page_cost = 1.1")
    dbapi_connection.commit()


def _prepare(dbapi_connection: Any, _record: Any) -> None:
    """The driver must not open transactions by itself; a commit is on the disk before it is answered."""
    dbapi_connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={PATIENCE * 1000}", "cache_size=-16000"):
        dbapi_connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("guicheng_write"):
        connection.exec_driver_sql("BEGIN")
        return
    own, patience = connection.connection.dbapi_connection, time.monotonic() + PATIENCE
    own.execute("PRAGMA busy_timeout=0")
    try:
        while not _is_begun(connection, time.monotonic() > patience):
            time.sleep(PAUSE)
    finally:
        own.execute(f"PRAGMA busy_timeout={PATIENCE * 1000}")


def _is_begun(connection: Connection, at_last: bool) -> bool:
    """Whether it is this writer's turn now; the driver's own waiting sleeps up to 0.1 s at a time, whoever has gone."""
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if at_last or getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


