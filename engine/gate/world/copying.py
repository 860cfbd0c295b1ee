"""A database copied whole into another: SQLite's own backup, ready to be written to."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.model.database import Database


def copy(source: Database, target: Database) -> None:
    """Everything of one SQLite database, in the place of what the other held."""
    with Session(source.engine) as one, Session(target.engine) as other:
        one.connection().connection.driver_connection.backup(other.connection().connection.driver_connection)
