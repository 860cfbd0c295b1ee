"""What a database holds on disk, everything counted: rows, indexes, the record."""

from __future__ import annotations

from sqlalchemy import text

from engine.model.database import Database


def size(database: Database) -> int:
    """Bytes in use, free pages given back first."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("VACUUM FULL"))
            query = ("SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
                     "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
            return int(connection.execute(text(query)).scalar_one())
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        free = connection.execute(text("PRAGMA freelist_count")).scalar_one()
        return int(pages - free) * int(connection.execute(text("PRAGMA page_size")).scalar_one())
