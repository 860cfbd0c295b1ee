"""A command's act: one transaction on the database that the command is pointed at, with today's clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from cli.place import database_address
from engine.actions.work import Office, Work
from engine.errors import Refusal
from engine.model.database import Database
from engine.model.jurisdiction import is_empty


def now() -> dt.datetime:
    """The moment by the machine's clock."""
    return dt.datetime.now(dt.UTC)


@contextmanager
def opened(address: str = "") -> Iterator[Database]:
    """The database, its tables brought to this release's form."""
    database = Database(address or database_address())
    try:
        database.migrate()
        yield database
    finally:
        database.close()


@contextmanager
def act() -> Iterator[Work]:
    """One writing transaction; Refusal("cli.empty") where the database holds no government."""
    must_hold_a_government(database_address())
    with opened() as database, database.writing() as session:
        yield Work(session, now, Office())


def must_hold_a_government(address: str) -> None:
    """Refuses ``cli.empty`` where nothing was set up yet."""
    with opened(address) as database, database.reading() as session:
        if is_empty(session):
            raise Refusal("cli.empty", database=address)
