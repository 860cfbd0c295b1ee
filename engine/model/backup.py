"""A database as one portable file, written while people work and read back into an empty database of either kind.

The file is zstandard-compressed lines of JSON: first what it is, then ``[table, row]`` for every row, last a line
with the number of rows and a SHA-256 over all lines before it, so that a cut or damaged file is refused.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import zstandard
from sqlalchemy import Connection, Table, func, insert, select, text

from engine.errors import Refusal
from engine.model.database import Database
from engine.model.tables import Base

FORMAT = 1
BATCH = 500
Told = Callable[[int], Any]


def backup(database: Database, file: Path, told: Told = lambda rows: None) -> int:
    """Writes one consistent state of all tables; the number of rows.  ``told`` hears of each row, for a progress bar.

    The file takes its name when it is whole; an interrupted backup leaves none.
    """
    unfinished = file.with_name(file.name + ".unfinished")
    with database.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin(), unfinished.open("wb") as raw:
            with zstandard.ZstdCompressor(level=6, threads=-1).stream_writer(raw) as out:
                rows = _write(connection, out.write, told)
    unfinished.replace(file)
    return rows


def count(database: Database) -> int:
    """How many rows there are to write."""
    with database.engine.connect() as connection:
        return sum(connection.scalar(select(func.count()).select_from(t)) or 0 for t in Base.metadata.sorted_tables)


def restore(database: Database, file: Path, told: Told = lambda rows: None) -> int:
    """Fills an empty database from a file, all or nothing; the number of rows.

    Refuses ``backup.not_empty``, ``backup.unreadable``, ``backup.damaged`` and ``backup.other_release``.
    """
    database.migrate()
    with database.engine.execution_options(guicheng_write=True).connect() as connection, connection.begin():
        for table in Base.metadata.sorted_tables:
            if connection.scalar(select(func.count()).select_from(table)):
                raise Refusal("backup.not_empty", table=table.name)
        rows = _read(connection, _lines(file), told)
        if connection.dialect.name == "postgresql":
            _advance_sequences(connection)
    return rows


def _write(connection: Connection, write: Callable[[bytes], Any], told: Told) -> int:
    digest, rows = hashlib.sha256(), 0

    def line(value: Any) -> None:
        raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        digest.update(raw)
        write(raw)

    line({"guicheng": FORMAT, "release": _release(connection)})
    for table in Base.metadata.sorted_tables:
        for row in connection.execution_options(yield_per=BATCH).execute(select(table)):
            line([table.name, [_told(value) for value in row]])
            rows += 1
            told(1)
    write(json.dumps({"rows": rows, "sha256": digest.hexdigest()}).encode() + b"\n")
    return rows


def _read(connection: Connection, lines: Iterator[bytes], told: Told) -> int:
    digest, rows = hashlib.sha256(), 0
    first = next(lines, b"")
    digest.update(first)
    _must_fit(connection, first)
    waiting: tuple[Table | None, list[dict[str, Any]]] = (None, [])
    for raw in lines:
        value = json.loads(raw)
        if isinstance(value, dict):
            _store(connection, *waiting)
            if value != {"rows": rows, "sha256": digest.hexdigest()} or next(lines, None) is not None:
                raise Refusal("backup.damaged")
            return rows
        digest.update(raw)
        table = Base.metadata.tables[value[0]]
        if table is not waiting[0] or len(waiting[1]) >= BATCH:
            _store(connection, *waiting)
            waiting = (table, [])
        waiting[1].append({column.name: _read_back(cell) for column, cell in zip(table.columns, value[1], strict=True)})
        rows += 1
        told(1)
    raise Refusal("backup.damaged")


def _store(connection: Connection, table: Table | None, rows: list[dict[str, Any]]) -> None:
    if table is not None and rows:
        connection.execute(insert(table), rows)


def _lines(file: Path) -> Iterator[bytes]:
    """The file's lines; a file that is none of ours, or breaks off, is refused."""
    rest = b""
    try:
        with file.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as stream:
            while chunk := stream.read(1 << 20):
                *whole, rest = (rest + chunk).split(b"\n")
                yield from (line + b"\n" for line in whole)
    except zstandard.ZstdError:
        raise Refusal("backup.unreadable", file=file.name) from None


def _must_fit(connection: Connection, first: bytes) -> None:
    try:
        head = json.loads(first)
        written, release = head["guicheng"], head["release"]
    except (ValueError, KeyError, TypeError):
        raise Refusal("backup.unreadable", file="") from None
    if (written, release) != (FORMAT, _release(connection)):
        raise Refusal("backup.other_release", written=release, here=_release(connection))


def _release(connection: Connection) -> str:
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def _advance_sequences(connection: Connection) -> None:
    """PostgreSQL numbers new rows by sequences, which rows written with their numbers do not move on."""
    for table in Base.metadata.sorted_tables:
        key = table.primary_key.columns.values()
        if len(key) == 1 and key[0].type.python_type is int:
            sequence = connection.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', key[0].name)))
            last = connection.scalar(select(func.max(key[0])))
            if sequence and last:
                connection.execute(select(func.setval(sequence, last)))


def _told(value: Any) -> Any:
    """A column's value as JSON: moments, days and bytes are marked."""
    match value:
        case dt.datetime():
            return {"$at": value.isoformat()}
        case dt.date():
            return {"$day": value.isoformat()}
        case bytes() | memoryview():
            return {"$bytes": base64.b64encode(value).decode()}
        case dict() | list():
            return {"$json": value}
    return value


def _read_back(value: Any) -> Any:
    match value:
        case {"$at": str(moment)}:
            return dt.datetime.fromisoformat(moment)
        case {"$day": str(day)}:
            return dt.date.fromisoformat(day)
        case {"$bytes": str(raw)}:
            return base64.b64decode(raw)
        case {"$json": inner}:
            return inner
    return value
