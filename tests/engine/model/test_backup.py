"""A backup holds everything, comes back on either kind of database, and a damaged one changes nothing."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from engine.errors import Refusal
from engine.model.backup import backup, count, restore
from engine.model.database import Database
from engine.model.document import StoredFile
from engine.model.establishment import Office, Person
from engine.model.tables import Base

NOW = dt.datetime(2026, 3, 2, 1, 30, 15, 123456, tzinfo=dt.UTC)


@pytest.fixture
def filled(database):
    """A database with rows of every kind of value: text, days, moments, JSON and bytes."""
    with database.writing() as session:
        session.add(Office(name="甲局", kind="department", detail={"name": "甲局", "articles": ["9"]},
                           since=dt.date(2024, 2, 29), until=None))
        session.add_all(Person(name=f"人{number}") for number in range(1200))
        session.add(StoredFile(id="ab" * 32, name="附件.pdf", kind="application/pdf", size=4, stored_at=NOW,
                               content=b"\x00\xff%P"))
    return database


@pytest.fixture
def elsewhere(databases):
    """An empty database of the same kind."""
    with databases.fresh() as url:
        database = Database(url)
        yield database
        database.close()


def _rows(database):
    with database.engine.connect() as connection:
        return {table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
                for table in Base.metadata.sorted_tables}


def test_everything_comes_back(filled, elsewhere, tmp_path):
    file = tmp_path / "备份.zst"
    assert backup(filled, file) == count(filled) == 1202
    assert restore(elsewhere, file) == 1202
    assert _rows(elsewhere) == _rows(filled)


def test_it_comes_back_on_the_other_kind_of_database(filled, tmp_path):
    backup(filled, tmp_path / "b")
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    restore(other, tmp_path / "b")
    assert _rows(other) == _rows(filled)
    other.close()


def test_new_rows_are_numbered_on(filled, elsewhere, tmp_path):
    backup(filled, tmp_path / "b")
    restore(elsewhere, tmp_path / "b")
    with elsewhere.writing() as session:
        session.add(Person(name="后来的人"))
        session.flush()
        assert session.scalar(select(func.max(Person.id))) == 1201


def test_into_a_database_that_holds_something_nothing_is_restored(filled, tmp_path):
    backup(filled, tmp_path / "b")
    with pytest.raises(Refusal, match="backup.not_empty"):
        restore(filled, tmp_path / "b")


@pytest.mark.parametrize("damage", ["cut", "changed", "none of ours"])
def test_a_damaged_backup_changes_nothing(filled, elsewhere, tmp_path, damage):
    import zstandard

    file = tmp_path / "b"
    backup(filled, file)
    plain = zstandard.ZstdDecompressor().decompressobj().decompress(file.read_bytes())
    spoilt = {"cut": plain[: plain.rfind(b"\n", 0, -1) + 1], "changed": plain.replace("人7".encode(), "人8".encode(), 1),
              "none of ours": b"{}\n"}[damage]
    file.write_bytes(zstandard.ZstdCompressor().compress(spoilt))
    with pytest.raises(Refusal, match=r"backup\.(damaged|unreadable)"):
        restore(elsewhere, file)
    assert count(elsewhere) == 0


def test_a_file_that_is_no_backup_is_refused(elsewhere, tmp_path):
    (tmp_path / "b").write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(Refusal, match="backup.unreadable"):
        restore(elsewhere, tmp_path / "b")


def test_an_interrupted_backup_leaves_no_file(filled, tmp_path):
    def stop(_rows):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup(filled, tmp_path / "b", stop)
    assert not (tmp_path / "b").exists()
