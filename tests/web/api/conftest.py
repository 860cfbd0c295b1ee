"""The interface over the second government: its clerk and surveyor have an account and a key each."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from engine.actions.tokens import make_token
from engine.actions.work import Office, Work
from engine.model.account import Account
from engine.model.database import Database
from tests.database import Sqlite, migrate
from tests.elsewhere import ROOT
from tests.play import settle
from web import create_app

MOMENT = dt.datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Atlantic/Azores"))


@pytest.fixture(scope="module")
def keyed(tmp_path_factory) -> Iterator[tuple[str, dict[str, str]]]:
    """A seeded database's address, and a key for each post."""
    with Sqlite(tmp_path_factory.mktemp("api")).fresh() as url:
        migrate(url)
        settle(url, ROOT)
        database, office = Database(url), Office()
        with database.writing() as session:
            work = Work(session, lambda: MOMENT, office)
            keys = {post: _key(work, post) for post in ("Clerk of Harbour Office", "Surveyor", "Head of Works")}
        database.close()
        yield url, keys


def _key(work: Work, post: str) -> str:
    person = work.jurisdiction.organisation.persons_of(post, work.today)[0]
    account = Account(person_id=person, login=post)
    work.session.add(account)
    work.session.flush()
    return make_token(work, account.id, post, "a program")


@pytest.fixture
def app(keyed) -> Flask:
    """The application."""
    return create_app(keyed[0], clock=lambda: MOMENT, testing=True)


class Caller:
    """Calls the interface with the key of a post."""

    def __init__(self, app: Flask, key: str) -> None:
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {key}"}

    def get(self, path: str):
        """GET."""
        return self.client.get(f"/api{path}", headers=self.headers)

    def post(self, path: str, body=None, once: str = "", **more):
        """POST, perhaps with a key against doing it twice."""
        headers = {**self.headers, **({"Idempotency-Key": once} if once else {})}
        return self.client.post(f"/api{path}", json=body, headers=headers, **more)


@pytest.fixture
def clerk(app, keyed) -> Caller:
    """The clerk's program."""
    return Caller(app, keyed[1]["Clerk of Harbour Office"])


@pytest.fixture
def surveyor(app, keyed) -> Caller:
    """The surveyor's program."""
    return Caller(app, keyed[1]["Surveyor"])


@pytest.fixture
def outsider(app, keyed) -> Caller:
    """The program of somebody who takes no part."""
    return Caller(app, keyed[1]["Head of Works"])
