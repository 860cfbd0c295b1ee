"""Starting a case: what is typed is never lost, one page starts one case."""

import io

from tests.web.district import PROCEDURE, REVIEWER, STARTER, TITLE, case_of, start, value_of
from tests.web.site import words

PAGE = f"/procedures/{PROCEDURE}/cases"


def files_on(page):
    return page.text.count('type="hidden" name="送审稿"')


def test_the_page_shows_form_reason_articles_and_diagram(district):
    page = district.browser(STARTER).get(PAGE)
    assert value_of(page, "送审部门") == "区教育和体育局"
    assert "为什么有这个流程" in page.text and "第二十五条" in page.text and "<svg" in page.text


def test_a_submission_that_fails_keeps_every_field_and_file(district):
    browser = district.browser(STARTER)
    answer = start(browser, "", 拟完成日期="2026-13-45")
    assert answer.status_code == 422
    assert "有 2 处需要改正" in words(answer) and "“标题”没有填写" in words(answer)
    assert value_of(answer, "拟完成日期") == "2026-13-45" and files_on(answer) == 1
    again = browser.get(PAGE)
    assert value_of(again, "拟完成日期") == "2026-13-45" and files_on(again) == 1 and "已暂存" in again.text


def test_a_file_kept_from_a_failed_submission_is_taken_by_the_next(district):
    browser = district.browser(STARTER)
    token = start(browser, "").text.split('name="送审稿" value="')[1].split('"')[0]
    answer = browser.send(PAGE, 标题=TITLE, 送审部门="区教育和体育局", 送审稿=token)
    assert answer.status_code == 303
    assert "送审稿.pdf" in browser.get(f"/cases/{case_of(answer)}").text


def test_a_file_of_somebody_else_cannot_be_attached(district):
    token = start(district.browser(STARTER), "").text.split('name="送审稿" value="')[1].split('"')[0]
    other = district.browser("区财政局承办人")
    assert other.send(PAGE, 标题=TITLE, 送审部门="区财政局", 送审稿=token).status_code == 422


def test_a_file_whose_kind_is_unknown_is_refused_and_the_rest_is_kept(district):
    answer = start(district.browser(STARTER), TITLE, 送审稿=(io.BytesIO(b"\x00\x01\x02"), "坏.exe"))
    assert answer.status_code == 422 and "坏.exe" in words(answer)
    assert value_of(answer, "标题") == TITLE


def test_what_is_sent_twice_from_one_page_starts_one_case(district):
    browser = district.browser(STARTER)
    key = value_of(browser.get(PAGE), "_once")
    first, second = (start(browser, _once=key) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert case_of(start(browser, _once=value_of(browser.get(PAGE), "_once"))) == case_of(first) + 1


def test_after_the_start_the_draft_is_gone(district):
    browser = district.browser(STARTER)
    browser.send(f"/procedures/{PROCEDURE}/draft", 标题="草稿")
    assert start(browser).status_code == 303
    assert value_of(browser.get(PAGE), "标题") == ""


def test_a_draft_saved_by_a_script_answers_without_a_page(district):
    browser = district.browser(STARTER)
    answer = browser.client.post(f"/procedures/{PROCEDURE}/draft", headers={"X-Requested-With": "fetch"},
                                 data={"_key": browser.key, "标题": "自动"})
    assert (answer.status_code, answer.data) == (204, b"")
    assert value_of(browser.get(PAGE), "标题") == "自动"


def test_a_post_that_may_not_start_it_reads_why(district):
    for answer in (district.browser(REVIEWER).get(PAGE), start(district.browser(REVIEWER))):
        assert answer.status_code == 403 and "依据" in answer.text


def test_a_procedure_that_is_not_there(district):
    assert district.browser(STARTER).get("/procedures/nothing/cases").status_code == 404
