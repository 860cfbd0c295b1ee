"""The case page, its files and documents."""

import io
import re

import pytest

from engine.model.document import Document
from tests.web.district import COMPLETE, DIRECTOR, HEAD, REVIEWER, STARTER, STRANGER, TITLE, start, task_of
from tests.web.site import words


@pytest.fixture
def task(district):
    return district.started()


def signed(district, task):
    """The case with its review done and its letter signed."""
    district.browser(REVIEWER).send(f"/tasks/{task}/completion", **COMPLETE)
    head = district.browser(HEAD)
    return head.send(f"/tasks/{task_of(head.get('/boxes/waiting'))}/completion", 意见="同意")


def test_the_page_says_where_it_stands_and_with_whom(district, task):
    told = words(district.browser(STARTER).get("/cases/1"))
    for word in (TITLE, "办理中", "现在在哪里", REVIEWER, "剩 7 个工作日", "送审稿.pdf", "办理记录", "流程图"):
        assert word in told


def test_when_it_has_ended_the_result_is_told(district, task):
    assert signed(district, task).status_code == 303
    told = words(district.browser(STARTER).get("/cases/1"))
    assert "已办结，结果为合法" in told and "审签" in told and "同意" in told


def test_a_letter_says_that_it_is_being_set_until_it_is_there(district, task):
    signed(district, task)
    browser = district.browser(STARTER)
    assert "正在生成" in words(browser.get("/cases/1"))
    assert browser.get("/documents/1").status_code == 202
    with district.play.acting() as work:
        from engine.actions.uploads import keep

        row = work.session.get_one(Document, 1)
        row.file_id, row.status = keep(work, "letter.pdf", b"%PDF-1.7 letter", "application/pdf").id, "ready"
    answer = browser.get("/documents/1")
    assert answer.data == b"%PDF-1.7 letter" and answer.headers["Content-Disposition"].startswith("attachment")
    assert district.browser(STRANGER).get("/documents/1").status_code == 404


def test_anothers_case_and_its_files_are_not_there(district, task):
    file = re.search(r"/files/(\w+)", district.browser(STARTER).get("/cases/1").text)[0]
    browser = district.browser(STRANGER)
    assert {browser.get(address).status_code for address in ("/cases/1", file, "/cases/999")} == {404}
    for act in ("withdrawal", "suspension", "resumption", "termination", "correction"):
        assert browser.send(f"/cases/1/{act}", reason="x", _step="送审", _field="标题").status_code == 404, act
    assert browser.get("/cases/1/correction").status_code == 404
    assert len(district.play.entries(1)) == 1


def test_what_sees_all_cases_sees_this_one(district, task):
    assert district.browser(DIRECTOR).get("/cases/1").status_code == 200


@pytest.mark.parametrize("name, content, kind", [
    ("草案.pdf", b"%PDF-1.4", "application/pdf"),
    ("草案.txt", b"<script>alert(1)</script>", "application/octet-stream"),
    ("草案.txt", b"<p>plain</p>", "application/octet-stream"),
])
def test_a_file_is_handed_out_to_be_kept_and_never_shown_in_a_page(district, name, content, kind):
    answer = start(district.browser(STARTER), 送审稿=(io.BytesIO(content), name))
    if answer.status_code == 422:  # refused outright, which is as good
        assert name in words(answer)
        return
    browser = district.browser(REVIEWER)
    answer = browser.get(re.search(r"/files/\w+", browser.get("/cases/1").text)[0])
    assert answer.data == content and answer.mimetype == kind
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_was_written_is_escaped(district):
    start(district.browser(STARTER), "<b onclick=x>标题</b>")
    assert "<b onclick" not in district.browser(STARTER).get("/cases/1").text
