"""The shipped district with one of its procedures in force, as staff see it in their browsers."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.actions.import_version import import_version
from engine.actions.publish_version import publish_version
from engine.actions.work import Office, Work
from engine.model.database import Database
from engine.model.jurisdiction import seed
from engine.rulebook.load import load_bundle, load_jurisdiction
from tests.database import migrate
from tests.web.site import Site, form_key

ROOT = Path(__file__).resolve().parents[2]
PROCEDURE = "legality-review"
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
STARTER, REVIEWER, HEAD, STRANGER, DIRECTOR = (
    "区教育和体育局承办人", "区司法局审查员", "区司法局负责人", "区财政局承办人", "区政府办公室主任")
TITLE = "关于规范校外托管服务的若干措施"


def district_file(folder: Path) -> Path:
    """A database with the district, its people and the procedure in force; to be copied and never touched."""
    file = folder / "district.db"
    migrate(f"sqlite:///{file}")
    database, office = Database(f"sqlite:///{file}"), Office()
    with database.writing() as session:
        seed(session, load_jurisdiction(ROOT), people=True)
    with database.writing() as session:
        work = Work(session, lambda: MONDAY - dt.timedelta(days=40), office)
        publish_version(work, import_version(work, load_bundle(ROOT, PROCEDURE), "author").id, "releaser")
    database.close()
    return file


class Browser:
    """A browser of somebody who has signed in."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.key = form_key(client.get("/boxes/waiting"))

    def get(self, address: str) -> TestResponse:
        """A page."""
        return self.client.get(address)

    def send(self, address: str, **fields: Any) -> TestResponse:
        """A form, with its key."""
        return self.client.post(address, data={"_key": self.key, **fields})


class District(Site):
    """The site, and the usual first steps on it."""

    def browser(self, post: str) -> Browser:
        """A browser of whoever holds a post."""
        return Browser(self.signed_in(post))

    def started(self, title: str = TITLE) -> str:
        """Starts a case by its form and gives back the id of the task that waits for the reviewer."""
        answer = start(self.browser(STARTER), title)
        assert answer.status_code == 303, answer.text
        return task_of(self.browser(REVIEWER).get("/boxes/waiting"), title)


def start(browser: Browser, title: str = TITLE, **fields: Any) -> TestResponse:
    """Sends the start form."""
    given = {"标题": title, "送审部门": "区教育和体育局", "送审稿": (io.BytesIO(b"%PDF-1.4 draft"), "送审稿.pdf"), **fields}
    return browser.send(f"/procedures/{PROCEDURE}/cases", **given)


def task_of(page: TestResponse, title: str = TITLE) -> str:
    """The id of the task on a box's page that has a title."""
    found = re.search(rf'href="/tasks/(\w+)">{re.escape(title)}<', page.text)
    assert found, page.text
    return found[1]


def case_of(page: TestResponse) -> int:
    """The number of the case that an answer leads to."""
    found = re.search(r"case=(\d+)", page.headers["Location"])
    assert found
    return int(found[1])


def value_of(page: TestResponse, name: str) -> str:
    """What stands in a text input of a page."""
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page.text)
    return html.unescape(found[1]) if found else ""


COMPLETE = {
    "材料是否齐全": "是", "权限审查": "符合", "内容审查": "符合", "程序审查": "符合", "是否规范性文件": "否",
    "须听取法律顾问意见": "否", "结论": "合法", "理由": "经审查，符合法律规定。",
}
"""A review that finds nothing wrong, as the browser sends it."""
