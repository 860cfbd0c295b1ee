"""Registers and numbers: every line, every number, void ones with their reason, others' matters not told."""

import csv
import io

import pytest

from engine.actions.terminate import terminate
from engine.model.case import Case
from tests.engine.actions.test_by_hand import act
from tests.web.site import words
from web.papers.table import harmless

PROVOST = "Provost"


def signed(site, title):
    case = site.play.open("Clerk of Fisheries", "notice-issue", title=title, copies=5)
    site.play.do(case, "Registrar", "Review")
    site.play.do(case, "Head of Fisheries", "Countersign")
    site.play.do(case, "Clerk of Fisheries", "Amend")
    site.play.do(case, PROVOST, "Sign")
    return case


@pytest.fixture
def notices(site):
    """A notice issued, one withdrawn after its number was given."""
    done, gone = signed(site, "=Mooring fees"), signed(site, "Dredging")
    site.play.do(done, "Registrar", "Check the print")
    act(site.play, PROVOST, terminate, gone, "Withdrawn")
    return done, gone


def test_registers_are_listed_and_their_lines_are_a_table(site, notices):
    provost = site.signed_in(PROVOST)
    assert "/registers/Seals%20used" in provost.get("/registers").text and "1 条" in words(provost.get("/registers"))
    page = provost.get("/registers/Seals used")
    assert "=Mooring fees" in words(page) and "PN/2026/001" in words(page) and f'href="/cases/{notices[0]}"' in page.text
    assert all(f'<th scope="col">{name}</th>' in page.text for name in ("paper", "number", "copies"))
    assert provost.get("/registers/Nothing").status_code == 404


def test_the_register_as_a_file_holds_every_line_and_no_formula(site, notices):
    answer = site.signed_in(PROVOST).get("/registers/Seals used/table.csv")
    assert answer.mimetype == "text/csv" and "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert rows[0] == ["序号", "登记时间", "事项", "copies", "number", "paper"]
    assert rows[1] == ["1", "2026-03-02 09:00", "'=Mooring fees", "5", "PN/2026/001", "'=Mooring fees"]


@pytest.mark.parametrize("text, said", [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "'-5"), ("5-1", "5-1"), ("", "")])
def test_what_looks_like_a_formula_is_text(text, said):
    assert harmless(text) == said


def test_every_number_is_accounted_for(site, notices):
    page = site.signed_in(PROVOST).get("/numbers?series=PN&year=2026")
    assert "PN 2026 年（到 2 号）" in words(page) and "<del>PN/2026/002</del>" in page.text
    assert "作废：Withdrawn" in words(page) and f'href="/cases/{notices[1]}"' in page.text
    assert site.signed_in(PROVOST).get("/numbers?series=XX&year=2026").status_code == 404
    assert "PN 2026 年" in words(site.signed_in(PROVOST).get("/numbers"))


def test_the_case_page_shows_its_numbers(site, notices):
    clerk = site.signed_in("Clerk of Fisheries")
    assert "<del>PN/2026/002</del>" in clerk.get(f"/cases/{notices[1]}").text
    assert "已作废：Withdrawn" in words(clerk.get(f"/cases/{notices[1]}"))
    assert "<span>PN/2026/001</span>" in clerk.get(f"/cases/{notices[0]}").text


def test_a_matter_with_a_list_of_readers_is_counted_and_not_told(site, notices):
    with site.play.acting() as work:
        for case in notices:
            work.session.get_one(Case, case).reserved = ["Clerk of Fisheries"]
    provost = site.signed_in(PROVOST)
    for address in ("/registers/Seals used", "/numbers?series=PN&year=2026", "/registers/Seals used/table.csv"):
        page = provost.get(address)
        assert "限知悉" in page.text and "Mooring" not in page.text and "Withdrawn" not in page.text, address


def test_before_anything_was_numbered_the_pages_say_so(site):
    provost = site.signed_in(PROVOST)
    assert "还没有编过号" in words(provost.get("/numbers")) and "还没有登记过什么" in words(provost.get("/registers"))


def test_registers_are_for_who_oversees_or_keeps_them(site):
    for address in ("/registers", "/registers/Seals used", "/registers/Seals used/table.csv", "/numbers"):
        assert site.signed_in("Clerk of Fisheries").get(address).status_code == 403
