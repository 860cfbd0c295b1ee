"""The boxes: counts equal lists, the most pressing first, pages, search, empty boxes in words."""

import datetime as dt
import re

import pytest

from engine.actions.appoint import vacate
from tests.web.district import COMPLETE, DIRECTOR, HEAD, REVIEWER, STARTER, STRANGER, TITLE, case_of, start, task_of
from tests.web.site import words
from web.shell.nav import NAMES


def numbers(page):
    """The counts on the left."""
    return {name: int(count) for name, count in re.findall(r'href="/boxes/(\w+)"[^>]*>[^<]+<span class="count[^"]*">(\d+)', page.text)}


def rows(page):
    return page.text.split("<tbody>")[1].split("</tbody>")[0].count("<tr>") if "<tbody>" in page.text else 0


@pytest.fixture
def busy(district):
    """Three cases: one waits for its review, one for its signature, one has ended; one draft."""
    for number in range(3):
        task = district.started(f"{TITLE}{number}")
        if number:
            district.browser(REVIEWER).send(f"/tasks/{task}/completion", **COMPLETE)
    head = district.browser(HEAD)
    head.send(f"/tasks/{task_of(head.get('/boxes/waiting'), f'{TITLE}2')}/completion", 意见="同意")
    waiting = task_of(district.browser(REVIEWER).get("/boxes/waiting"), f"{TITLE}0")
    district.browser(REVIEWER).send(f"/tasks/{waiting}/draft", 材料是否齐全="是")
    return district


@pytest.mark.parametrize("post", [STARTER, REVIEWER, HEAD, STRANGER, DIRECTOR])
def test_the_counts_always_equal_the_lists(busy, post):
    browser = busy.browser(post)
    told = numbers(browser.get("/boxes/waiting"))
    assert set(told) == set(NAMES)
    for name, count in told.items():
        page = browser.get(f"/boxes/{name}")
        assert rows(page) == count, name
        assert f"{NAMES[name]}（{count}）" in page.text


def test_each_box_holds_what_its_name_says(busy):
    told = {post: numbers(busy.browser(post).get("/boxes/waiting")) for post in (STARTER, REVIEWER, HEAD)}
    assert told[STARTER] == {"waiting": 0, "to_read": 0, "under_way": 2, "handled": 0, "ended": 1, "started": 3, "drafts": 0}
    assert told[REVIEWER] == {"waiting": 1, "to_read": 0, "under_way": 1, "handled": 2, "ended": 1, "started": 0, "drafts": 1}
    assert told[HEAD]["waiting"] == 1


def test_who_takes_no_part_sees_nothing_of_it(busy):
    browser = busy.browser(STRANGER)
    assert set(numbers(browser.get("/boxes/waiting")).values()) == {0}
    assert "现在没有等您办理的事项。" in browser.get("/boxes/waiting").text
    pages = [browser.get(f"/boxes/{name}?q={TITLE}").text for name in NAMES]
    assert TITLE not in "".join(page.replace(f'value="{TITLE}"', "").replace(f"“{TITLE}”", "") for page in pages)


def test_a_line_has_number_title_step_sender_moment_and_time_left(district):
    district.started()
    page = words(district.browser(REVIEWER).get("/boxes/waiting"))
    for word in (TITLE, "合法性审查", STARTER, "3月2日 09:00", "剩 7 个工作日"):
        assert word in page
    district.play.later(days=11)
    assert "已超期 2 日" in words(district.browser(REVIEWER).get("/boxes/waiting"))


def test_how_often_somebody_was_reminded_is_shown(district):
    task = district.started()
    browser = district.browser(STARTER)
    for _ in range(2):
        assert browser.send(f"/tasks/{task}/urge").status_code == 303
    assert "已催办 2 次" in words(district.browser(REVIEWER).get("/boxes/waiting"))


def test_the_one_that_is_due_first_stands_first(district):
    district.started("后到期")
    answer = start(district.browser(STARTER), "先到期", 拟完成日期="2026-03-12")
    assert answer.status_code == 303
    start(district.browser(STARTER), "更晚到期", 拟完成日期="2026-03-30")
    page = district.browser(REVIEWER).get("/boxes/waiting").text
    assert page.index("后到期") < page.index("先到期") < page.index("更晚到期")


def test_a_long_box_has_pages_and_a_search(district):
    for number in range(32):
        district.play.open(STARTER, "legality-review", 标题=f"第{number:02}件")
    browser = district.browser(STARTER)
    first, second = browser.get("/boxes/started"), browser.get("/boxes/started?page=2")
    assert (rows(first), rows(second)) == (30, 2)
    assert "第 1 页，共 2 页" in words(first) and 'rel="next"' in first.text and 'rel="next"' not in second.text
    found = browser.get("/boxes/started?q=第07")
    assert rows(found) == 1 and "第07件" in found.text
    assert "没有标题含“100%”的事项" in browser.get("/boxes/started?q=100%25").text
    assert rows(browser.get("/boxes/started?page=x")) == 30


def test_what_a_post_may_start_is_offered_to_it_alone(district):
    assert 'href="/procedures/legality-review/cases"' in district.browser(STARTER).get("/boxes/waiting").text
    assert "/procedures/" not in district.browser(REVIEWER).get("/boxes/waiting").text


def test_what_was_done_is_said_with_who_has_it_now(district):
    answer = start(district.browser(STARTER))
    browser = district.browser(STARTER)
    assert f"现在由 {REVIEWER} 办理“合法性审查”" in words(browser.get(answer.headers["Location"]))
    other = district.browser(STRANGER).get(answer.headers["Location"])
    assert other.status_code == 200 and TITLE not in other.text


def test_a_draft_can_be_opened_again_or_thrown_away(district):
    browser = district.browser(STARTER)
    browser.send("/procedures/legality-review/draft", 标题="写了一半")
    page = browser.get("/boxes/drafts")
    assert 'href="/procedures/legality-review/cases"' in page.text
    assert 'value="写了一半"' in browser.get("/procedures/legality-review/cases").text
    number = re.search(r"/drafts/(\d+)/removal", page.text)[1]
    assert district.browser(REVIEWER).send(f"/drafts/{number}/removal").status_code == 404
    assert browser.send(f"/drafts/{number}/removal").status_code == 303
    assert "没有没写完的草稿" in browser.get("/boxes/drafts").text


def test_a_task_of_a_vacant_post_is_given_to_another_by_who_oversees(district):
    district.started()
    with district.play.acting() as work:
        vacate(work, REVIEWER, dt.date(2026, 3, 1))
    browser = district.browser(DIRECTOR)
    page = browser.get("/exceptions")
    task = task_id_on(page)
    assert rows(page) == 1 and REVIEWER in page.text
    refused = browser.send(f"/tasks/{task}/assignment", post="没有的岗位", reason="空缺")
    assert refused.status_code == 422 and "没有“没有的岗位”这个岗位" in refused.text and 'value="没有的岗位"' in refused.text
    assert browser.send(f"/tasks/{task}/assignment", post=HEAD, reason="").status_code == 422
    assert browser.send(f"/tasks/{task}/assignment", post=HEAD, reason="岗位空缺").status_code == 303
    assert "每个环节都有人能办" in browser.get("/exceptions").text
    assert task in district.browser(HEAD).get("/boxes/waiting").text


def test_a_task_that_somebody_can_do_is_not_taken_from_them(district):
    task = district.started()
    answer = district.browser(DIRECTOR).send(f"/tasks/{task}/assignment", post=HEAD, reason="快一点")
    assert answer.status_code == 422 and "有人可办" in answer.text
    assert district.browser(STARTER).send(f"/tasks/{task}/assignment", post=HEAD, reason="x").status_code == 403


def task_id_on(page):
    return re.search(r"/tasks/(\w+)/assignment", page.text)[1]


def test_a_case_number_in_the_address_tells_nothing_of_anothers_case(district):
    number = case_of(start(district.browser(STARTER)))
    assert TITLE not in district.browser(STRANGER).get(f"/boxes/waiting?case={number}&entry=1").text
