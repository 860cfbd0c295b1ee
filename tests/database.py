"""Databases for tests: a fresh one for each test, on SQLite and on PostgreSQL, migrated once a session and copied."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from engine.model.database import Database
from tests.postgres import Postgres

_number = count(1)


def migrate(url: str) -> None:
    """Bring an empty database to the newest shape."""
    database = Database(url)
    database.migrate()
    database.close()


class Sqlite:
    """Databases as files in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def fresh(self, template: str | None = None) -> Iterator[str]:
        """The address of a new database, empty or as the database at the address ``template`` is."""
        file = self.folder / f"test{next(_number)}.db"
        if template:
            shutil.copyfile(template.removeprefix("sqlite:///"), file)
        yield f"sqlite:///{file}"
        for path in self.folder.glob(file.name + "*"):
            path.unlink()


class Server:
    """Databases of one running PostgreSQL."""

    def __init__(self, server: Postgres) -> None:
        self.server = server

    @contextmanager
    def fresh(self, template: str | None = None) -> Iterator[str]:
        """The address of a new database, empty or as the database at the address ``template`` is."""
        name = f"test{next(_number)}"
        copied = template.split("?")[0].rsplit("/", 1)[1] if template else "template1"
        self.server.act(f"CREATE DATABASE {name} TEMPLATE {copied}")
        yield self.server.url(name)
        self.server.act(f"DROP DATABASE {name} WITH (FORCE)")
