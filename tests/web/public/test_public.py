"""What everybody sees and may say, and what nobody outside may see."""

from typing import Any

import pytest
from sqlalchemy import select

from engine.actions.uploads import keep
from engine.model.case import Case
from engine.model.public import Publication, PublicComment
from tests.web.site import Site, send, words

CLERK, TITLE = "Clerk of Harbour Office", "A berth for ferries"
PAGE = "/public/1"


@pytest.fixture
def case(site: Site) -> int:
    """A permit whose notice is open for five days."""
    return site.play.open(CLERK, "harbour-permit", title=TITLE)


def change(site: Site, table: Any, number: int, **values: Any) -> None:
    with site.play.acting() as work:
        row = work.session.get_one(table, number)
        for name, value in values.items():
            setattr(row, name, value)


def comments(site: Site) -> list[PublicComment]:
    with site.play.looking() as work:
        return list(work.session.scalars(select(PublicComment).order_by(PublicComment.id)))


def test_a_stranger_reads_what_is_open_and_how_long(site: Site, case: int) -> None:
    text = words(site.stranger().get("/public"))
    assert TITLE in text and "还有 5 天截止" in text and "2026年3月2日至2026年3月7日" in text


def test_the_last_day_is_told_and_the_day_after_it_is_over(site: Site, case: int) -> None:
    site.play.later(days=5)
    assert "今天截止" in words(site.stranger().get(PAGE))
    site.play.later(days=1)
    text = words(site.stranger().get(PAGE))
    assert "已结束" in text and "意见正在整理" in text and "提交意见" not in text


def test_a_comment_is_kept_thanked_for_and_counted_but_not_shown(site: Site, case: int) -> None:
    browser = site.stranger()
    answer = send(browser, PAGE, f"{PAGE}/comments", text=" Too loud. ", name="Kay", contact="k@example.org")
    assert answer.status_code == 303 and "意见已收到" in words(browser.get(answer.location))
    (kept,) = comments(site)
    assert (kept.text, kept.name, kept.contact) == ("Too loud.", "Kay", "k@example.org")
    page = words(browser.get(PAGE))
    assert "收到意见 1 条" in page and "Too loud" not in page and "Kay" not in page


def test_the_sender_is_a_mark_and_no_address(site: Site, case: int) -> None:
    browser = site.stranger()
    for address in ("198.51.100.7", "198.51.100.7", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"):
        browser.environ_base["REMOTE_ADDR"] = address
        send(browser, PAGE, f"{PAGE}/comments", text="Too loud.")
    one, same, house, neighbour, other = (row.sender for row in comments(site))
    assert one == same and house == neighbour and len({one, house, other}) == 3 and "198" not in one[:3]


def test_an_empty_comment_is_refused_and_the_name_stays(site: Site, case: int) -> None:
    answer = send(site.stranger(), PAGE, f"{PAGE}/comments", text=" ", name="Kay")
    assert answer.status_code == 422 and 'value="Kay"' in answer.text and "没有写意见" in words(answer)
    assert comments(site) == []


def test_too_many_comments_are_refused_and_the_text_stays(site: Site, case: int) -> None:
    browser = site.stranger()
    for _ in range(5):
        assert send(browser, PAGE, f"{PAGE}/comments", text="Again.").status_code == 303
    answer = send(browser, PAGE, f"{PAGE}/comments", text="Once more.")
    assert answer.status_code == 429 and "Once more." in answer.text and len(comments(site)) == 5


def test_a_program_that_fills_the_hidden_field_is_thanked_and_not_kept(site: Site, case: int) -> None:
    answer = send(site.stranger(), PAGE, f"{PAGE}/comments", text="Buy now", website="http://example.org")
    assert answer.status_code == 303 and comments(site) == []


def test_a_comment_without_the_form_key_is_refused(site: Site, case: int) -> None:
    assert site.stranger().post(f"{PAGE}/comments", data={"text": "Too loud."}).status_code == 400
    assert comments(site) == []


def test_after_the_end_the_answer_is_read(site: Site, case: int) -> None:
    site.play.later(days=6)
    site.play.do(case, CLERK, "Notice", heard="Quieter engines are asked for.")
    text = words(site.stranger().get(PAGE))
    assert "采纳情况" in text and "Quieter engines are asked for." in text
    assert send(site.stranger(), "/login", f"{PAGE}/comments", text="Late.").status_code == 422


def test_a_confidential_case_is_not_there(site: Site, case: int) -> None:
    change(site, Case, case, reserved=[CLERK])
    browser = site.stranger()
    assert TITLE not in browser.get("/public").text and TITLE not in browser.get("/public/ended").text
    assert browser.get(PAGE).status_code == 404 and browser.get(f"{PAGE}/thanks").status_code == 404
    assert send(browser, "/login", f"{PAGE}/comments", text="Hm.").status_code == 404 and comments(site) == []


def test_only_files_that_are_shown_are_given_and_only_to_be_saved(site: Site, case: int) -> None:
    with site.play.acting() as work:
        shown, hidden = (keep(work, name, name.encode(), "text/plain").id for name in ("plan.txt", "secret.txt"))
        files = [{"id": shown, "name": "plan.txt", "size": 8}]
        work.session.get_one(Publication, 1).shown = [{"label": "Plan", "text": "plan.txt", "files": files}]
    browser = site.stranger()
    answer = browser.get(f"{PAGE}/files/{shown}")
    assert answer.data == b"plan.txt" and answer.headers["Content-Disposition"].startswith("attachment")
    assert browser.get(f"{PAGE}/files/{hidden}").status_code == 404
    assert f"{PAGE}/files/{shown}" in browser.get(PAGE).text


def test_decisions_stand_apart_and_long_lists_have_pages(site: Site, case: int) -> None:
    with site.play.acting() as work:
        for number in range(21):
            work.session.add(Publication(
                case_id=case, task_id="", kind="decision", title=f"Decision {number}", shown=[], published_at=work.now))
    browser = site.stranger()
    assert "全部 21 件" in words(browser.get("/public"))
    assert "Decision 0" not in words(browser.get("/public/decisions"))
    assert "Decision 0" in words(browser.get("/public/decisions?page=2"))
    assert "提交意见" not in browser.get("/public/2").text


def test_the_staff_of_the_case_reads_the_comments_and_nobody_else(site: Site, case: int) -> None:
    send(site.stranger(), PAGE, f"{PAGE}/comments", text="Too loud.", name="Kay")
    text = words(site.signed_in(CLERK).get(f"/cases/{case}/comments"))
    assert "Too loud." in text and "Kay" in text
    assert site.signed_in("Clerk of Fisheries").get(f"/cases/{case}/comments").status_code == 404
    assert site.stranger().get(f"/cases/{case}/comments").status_code == 302


def test_the_step_that_asks_and_its_case_lead_to_the_comments(site: Site, case: int) -> None:
    clerk, link = site.signed_in(CLERK), f'href="/cases/{case}/comments"'
    for step in ("Notice", "Survey"):
        page = site.signed_in("Surveyor" if step == "Survey" else CLERK).get(f"/tasks/{site.play.task(case, step).id}")
        assert page.status_code == 200 and (link in page.text) is (step == "Notice")
    assert link in clerk.get(f"/cases/{case}").text
