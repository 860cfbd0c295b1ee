"""What is done by hand, offered only where it is allowed; refusals keep what was typed."""

import datetime as dt

import pytest

from tests.web.district import COMPLETE, DIRECTOR, HEAD, REVIEWER, STARTER, TITLE, task_of, value_of
from tests.web.site import words


@pytest.fixture
def task(district):
    return district.started()


@pytest.fixture
def signing(district, task):
    """The task of the signature; the review is done."""
    district.browser(REVIEWER).send(f"/tasks/{task}/completion", **COMPLETE)
    return task_of(district.browser(HEAD).get("/boxes/waiting"))


def kinds(district):
    return [entry.kind for entry in district.play.entries(1)]


def test_signing_for_it_is_recorded_and_shown(district, task):
    browser = district.browser(REVIEWER)
    assert browser.send(f"/tasks/{task}/claim").status_code == 303
    page = words(browser.get(f"/tasks/{task}"))
    assert "已签收" in page and "签收后" not in page
    assert kinds(district) == ["open", "claim"]


def test_sending_back_asks_for_a_reason_and_keeps_the_choice(district, signing):
    browser = district.browser(HEAD)
    page = browser.get(f"/tasks/{signing}")
    assert "退回" in words(page) and "<option>合法性审查</option>" in page.text
    refused = browser.send(f"/tasks/{signing}/return", step="合法性审查", reason=" ")
    assert refused.status_code == 422 and '<details class="act" id="act-return" open>' in refused.text
    answer = browser.send(f"/tasks/{signing}/return", step="合法性审查", reason="理由不充分")
    assert answer.status_code == 303
    again = district.browser(REVIEWER)
    page = words(again.get(f"/tasks/{task_of(again.get('/boxes/waiting'))}"))
    assert "将“审签”退回到“合法性审查”" in page and "理由不充分" in page


def test_a_step_that_was_never_done_is_no_choice_and_refused(district, signing):
    browser = district.browser(HEAD)
    assert "<option>补正材料</option>" not in browser.get(f"/tasks/{signing}").text
    answer = browser.send(f"/tasks/{signing}/return", step="补正材料", reason="长长的退回理由")
    assert answer.status_code == 422 and "长长的退回理由" in answer.text


def test_a_signature_is_not_handed_over_and_the_page_says_what_stands_against_it(district, signing):
    page = district.browser(HEAD).get(f"/tasks/{signing}")
    assert "不能转办：" in words(page) and "/handover" not in page.text
    assert district.browser(HEAD).send(f"/tasks/{signing}/handover", post="区司法局副局长").status_code == 422


def test_handing_over_inside_the_office(district, task):
    browser = district.browser(REVIEWER)
    assert browser.send(f"/tasks/{task}/handover", post="区财政局承办人", reason="请财政办").status_code == 422
    assert browser.send(f"/tasks/{task}/handover", post="区司法局副局长", reason="外出").status_code == 303
    assert task in district.browser("区司法局副局长").get("/boxes/waiting").text
    assert "由区司法局审查员转给区司法局副局长" in words(district.browser(STARTER).get("/cases/1"))


def test_reminding_is_for_who_waits_and_not_for_oneself(district, task):
    assert district.browser(STARTER).send(f"/tasks/{task}/urge", note="请尽快").status_code == 303
    page = words(district.browser(STARTER).get("/cases/1"))
    assert "催办“合法性审查”" in page and "请尽快" in page
    assert district.browser(REVIEWER).send(f"/tasks/{task}/urge").status_code == 422


def test_taking_back_until_the_next_has_signed_for_it(district, signing):
    browser = district.browser(REVIEWER)
    assert "撤回“合法性审查”" in words(browser.get("/cases/1"))
    assert browser.send("/cases/1/withdrawal", step="合法性审查").status_code == 303
    assert kinds(district)[-1] == "withdraw" and TITLE in browser.get("/boxes/waiting").text


def test_too_late_to_take_back_is_said_on_the_page(district, signing):
    district.browser(HEAD).send(f"/tasks/{signing}/claim")
    browser = district.browser(REVIEWER)
    page = browser.get("/cases/1")
    assert "不能撤回：" in words(page) and "/withdrawal" not in page.text
    assert browser.send("/cases/1/withdrawal", step="合法性审查").status_code == 422


def test_standing_still_and_going_on(district, task):
    browser, reviewer = district.browser(DIRECTOR), district.browser(REVIEWER)
    assert "挂起" not in words(district.browser(STARTER).get("/cases/1"))
    assert district.browser(STARTER).send("/cases/1/suspension", reason="x").status_code == 403
    refused = browser.send("/cases/1/suspension", reason="")
    assert refused.status_code == 422 and "怎么办" in refused.text
    assert browser.send("/cases/1/suspension", reason="等上级批复").status_code == 303
    assert "事项已挂起" in words(reviewer.get(f"/tasks/{task}")) and "等上级批复" in words(browser.get("/cases/1"))
    answer = reviewer.send(f"/tasks/{task}/completion", **COMPLETE)
    assert answer.status_code == 422 and "经审查，符合法律规定。" in answer.text
    district.play.later(days=2)
    assert district.browser(DIRECTOR).send("/cases/1/resumption").status_code == 303
    assert district.play.task(1, "合法性审查").due == dt.date(2026, 3, 13)


def test_ending_it_needs_a_reason_and_is_for_who_started_it(district, task):
    browser = district.browser(STARTER)
    assert district.browser(REVIEWER).send("/cases/1/termination", reason="x").status_code == 403
    refused = browser.send("/cases/1/termination", reason="")
    assert refused.status_code == 422 and 'id="act-termination" open' in refused.text
    assert browser.send("/cases/1/termination", reason="不再需要").status_code == 303
    assert "事项已终止" in words(browser.get("/cases/1")) and "不再需要" in words(browser.get("/cases/1"))
    assert "没有等您办理" in words(district.browser(REVIEWER).get("/boxes/waiting"))


def test_correcting_ones_own_answer_keeps_both(district, task):
    browser = district.browser(STARTER)
    page = browser.get("/cases/1/correction?step=送审&field=标题")
    assert value_of(page, "标题") == TITLE and 'name="送审部门"' not in page.text
    refused = browser.send("/cases/1/correction", _step="送审", _field="标题", _reason="写错了", 标题="")
    assert refused.status_code == 422 and "写错了" in refused.text and "没有填写" in words(refused)
    assert browser.send("/cases/1/correction", _step="送审", _field="标题", _reason="", 标题="新标题").status_code == 422
    answer = browser.send("/cases/1/correction", _step="送审", _field="标题", _reason="写错了一个字", 标题="新标题")
    assert answer.status_code == 303
    told = words(browser.get("/cases/1"))
    assert "新标题" in told and "更正“送审”的“标题”" in told and "写错了一个字" in told and "有更正" in told
    assert TITLE in str(district.play.entries(1)[0].answers)


def test_what_decided_the_way_is_not_offered_for_correction(district, signing):
    page = district.browser(REVIEWER).get("/cases/1/correction?step=合法性审查")
    assert "field=%E6%9D%90%E6%96%99%E6%98%AF%E5%90%A6%E9%BD%90%E5%85%A8" not in page.text
    answer = district.browser(REVIEWER).send(
        "/cases/1/correction", _step="合法性审查", _field="材料是否齐全", _reason="x", 材料是否齐全="否")
    assert answer.status_code == 422 and kinds(district) == ["open", "complete"]
