"""A confidential case is not there for whom it does not list: no box, count, search, page, file, list, key shows it."""

import json
import re

import pytest

from engine.model.base import canonical
from engine.model.case import Case
from tests.security.conftest import SECRET
from tests.security.test_acts import posts_by_role
from tests.web.district import DIRECTOR, HEAD, REVIEWER, STARTER, TITLE

READERS = [HEAD, STARTER]


@pytest.fixture
def secret(district, matter):
    """The matter, known to its starter and the head alone; the reviewer took part."""
    with district.play.acting() as work:
        work.session.get_one(Case, matter.case).reserved = READERS
    return matter


def pages_of(browser, matter) -> dict[str, str]:
    """Everything that could show something of the matter, by address."""
    boxes = [f"/boxes/{name}" for name in ("waiting", "under_way", "handled", "ended", "started")]
    asked = [*boxes, *(f"{box}?q={TITLE[:4]}&case={matter.case}&entry=2" for box in boxes), "/exceptions", "/public",
             "/public/decisions", "/public/ended"]
    return {address: browser.get(address).text for address in asked}


def numbers_in(page: str) -> list[str]:
    """The counts beside the boxes' names."""
    return re.findall(r'class="count[^"]*">(\d+)<', page)


def test_listed_readers_see_it(district, secret):
    for post in READERS:
        assert district.browser(post).get(f"/cases/{secret.case}").status_code == 200, post
    assert TITLE in district.browser(HEAD).get("/boxes/waiting").text
    assert TITLE in district.browser(STARTER).get("/boxes/started").text


@pytest.mark.parametrize("who", ["took part", "oversees", "audits"])
def test_others_do_not_whatever_their_post_may(district, secret, who):
    by_role = posts_by_role(district)
    browser = district.browser({"took part": REVIEWER, "oversees": DIRECTOR, "audits": by_role.get("audit", DIRECTOR)}[who])
    for address, page in pages_of(browser, secret).items():
        assert TITLE not in page and SECRET not in page and f"/cases/{secret.case}\"" not in page, address
    for address in (f"/cases/{secret.case}", f"/tasks/{secret.task}", f"/documents/{secret.document}",
                    f"/cases/{secret.case}/comments", f"/cases/{secret.case}/correction", f"/public/{secret.publication}"):
        assert browser.get(address).status_code == 404, address
    for act in ("suspension", "termination", "withdrawal", "incident-clearance"):
        assert browser.send(f"/cases/{secret.case}/{act}", reason="x", step="合法性审查").status_code == 404, act
    assert set(numbers_in(browser.get("/boxes/waiting").text)) <= {"0"}


def test_a_task_of_it_that_nobody_can_do_is_not_listed_or_given_away(district, secret):
    director = district.browser(DIRECTOR)
    with district.play.acting() as work:
        from engine.model.case import Task

        work.session.get_one(Task, secret.task).post_id = None
    assert TITLE not in director.get("/exceptions").text
    answer = director.send(f"/tasks/{secret.task}/assignment", post=REVIEWER, reason="x")
    assert answer.status_code == 404 and TITLE not in answer.text
    assert district.play.task(secret.case, "审签").asked_post == HEAD


def test_the_interface_for_programs_does_not_show_it(district, secret):
    headers = {"Authorization": f"Bearer {secret.key}"}
    client = district.stranger()
    for address in (f"/api/cases/{secret.case}", f"/api/cases/{secret.case}/record", f"/api/tasks/{secret.task}"):
        assert client.get(address, headers=headers).status_code == 404, address
    assert client.get("/api/tasks", headers=headers).json["total"] == 0


def test_a_reader_is_meant_by_the_whole_name(district, secret):
    """A post whose name is part of a listed one, or holds a sign that a search takes for any, is not meant."""
    with district.play.acting() as work:
        work.session.get_one(Case, secret.case).reserved = [REVIEWER + "甲", "甲" + REVIEWER, REVIEWER[:-1] + "_", "%", f'x"{REVIEWER}']
    assert district.browser(REVIEWER).get(f"/cases/{secret.case}").status_code == 404
    assert json.loads(canonical([REVIEWER])) == [REVIEWER]


def test_nobody_outside_can_tell_that_it_was_published(district, secret):
    stranger = district.stranger()
    assert SECRET not in stranger.get("/public").text and SECRET not in stranger.get("/public/decisions").text
    here, nowhere = stranger.get(f"/public/{secret.publication}"), stranger.get("/public/987")
    digits = re.compile(r"\d+|[\w-]{32,}")
    assert here.status_code == nowhere.status_code == 404
    assert digits.sub("", here.text) == digits.sub("", nowhere.text)
    page = stranger.get("/login")
    key = re.search(r'name="_key" value="([^"]+)"', page.text)[1]
    for address in (f"/public/{secret.publication}/comments",):
        assert stranger.post(address, data={"_key": key, "text": "x"}).status_code == 404
    assert stranger.get(f"/public/{secret.publication}/thanks").status_code == 404
    assert stranger.get(f"/public/{secret.publication}/files/{secret.file}").status_code == 404
