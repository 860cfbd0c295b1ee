"""The second government in a database of the test's own, on SQLite and on PostgreSQL."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from tests.database import Server, Sqlite
from tests.elsewhere import ROOT
from tests.play import Play, settle

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Atlantic/Azores"))


@pytest.fixture(scope="session")
def settled(databases: Sqlite | Server, migrated: str) -> Iterator[str]:
    """A seeded database that tests copy and never touch."""
    with databases.fresh(migrated) as url:
        settle(url, ROOT)
        yield url


@pytest.fixture
def play(databases: Sqlite | Server, settled: str) -> Iterator[Play]:
    """A play of the test's own."""
    with databases.fresh(settled) as url:
        made = Play(url, MONDAY)
        yield made
        made.close()


@pytest.fixture
def permit(play: Play) -> int:
    """A harbour permit that has just been asked for: survey, hearings and notice wait side by side."""
    return play.open("Clerk of Harbour Office", "harbour-permit", title="A berth")
