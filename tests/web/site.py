"""The whole application over a government of a test's own, with browsers that are strangers or have signed in."""

from __future__ import annotations

import datetime as dt
import html
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.model.account import Account
from engine.model.establishment import Person
from tests.database import migrate
from tests.play import Play, settle
from web import create_app
from web.guard import KEY
from web.settings import read_settings
from web.sign_in import begin


def settled_file(folder: Path, root: Path) -> Path:
    """A database with the government of a root and its procedures in force, to be copied and never touched."""
    file = folder / "settled.db"
    migrate(f"sqlite:///{file}")
    settle(f"sqlite:///{file}", root)
    return file


class Site:
    """The application, the play beneath it, and whoever looks at it."""

    def __init__(self, url: str, moment: dt.datetime, **options: Any) -> None:
        self.play = Play(url, moment)
        self.app = create_app(url, clock=self.play.clock, demonstration=False, testing=True, **options)

    def stranger(self) -> FlaskClient:
        """A browser that has not signed in."""
        return self.app.test_client()

    def signed_in(self, post: str) -> FlaskClient:
        """A browser of whoever holds a post."""
        with self.play.acting() as work:
            person = self.play.actor(work, post).person_id
            account = work.session.scalars(select(Account).where(Account.person_id == person)).first()
            if account is None:
                account = Account(person_id=person, login=f"person{person}")
                work.session.add(account)
                work.session.flush()
            key = begin(work, account, work.jurisdiction.post_ids[post], read_settings(self.play.database.url))
        client = self.app.test_client()
        client.set_cookie(KEY, key)
        return client

    def person(self, name: str) -> int:
        """The number of the person of that name."""
        with self.play.looking() as work:
            return work.session.scalars(select(Person.id).where(Person.name == name)).one()


@contextmanager
def site_of(file: Path, folder: Path, moment: dt.datetime) -> Iterator[Site]:
    """A site over a copy of a settled database."""
    copy = folder / "site.db"
    shutil.copyfile(file, copy)
    site = Site(f"sqlite:///{copy}", moment)
    yield site
    site.play.close()


def form_key(page: TestResponse) -> str:
    """The form key that a page carries."""
    found = re.search(r'name="_key" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def send(client: FlaskClient, page: str, address: str, **given: Any) -> TestResponse:
    """Posts a form as the browser would that has just looked at a page."""
    return client.post(address, data={"_key": form_key(client.get(page)), **given})


def words(page: TestResponse) -> str:
    """What is read on a page, without its markup."""
    text = re.sub(r"<(script|style)\b.*?</\1>", "", page.text, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", text)))
