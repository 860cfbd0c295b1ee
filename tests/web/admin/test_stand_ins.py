"""Absences and delegations: who may record them, who acts meanwhile, and how they end."""

import datetime as dt

import pytest
from flask.testing import FlaskClient

from tests.web.site import Site, send, words

PAGE = "/stand-ins"
LEAVE = {"form": "leave", "post": "First Bailie", "kind": "leave", "since": "2026-03-02", "until": "2026-03-06"}
GIVEN = {"form": "delegate", "of": "First Bailie", "to": "Surveyor", "since": "2026-03-02", "until": "2026-03-06"}


@pytest.fixture
def bailie(site: Site) -> FlaskClient:
    """Somebody who goes on leave."""
    return site.signed_in("First Bailie")


def acting_for(site: Site, post: str, day: dt.date) -> set[str]:
    with site.play.looking() as work:
        organisation = work.jurisdiction.organisation
        return {p for p in organisation.posts if post != p and post in {r.post for r in organisation.rights(p, day)}}


def test_who_goes_on_leave_reads_who_acts(site: Site, bailie: FlaskClient) -> None:
    assert send(bailie, PAGE, f"{PAGE}/absences", **LEAVE).status_code == 303
    text = words(bailie.get(PAGE))
    assert "First Bailie Gus Vane leave 2026年3月2日 2026年3月6日 Second Bailie 销假" in text


def test_acting_ends_with_the_return(site: Site, bailie: FlaskClient) -> None:
    send(bailie, PAGE, f"{PAGE}/absences", **LEAVE)
    site.play.later(days=2)
    bailie = site.signed_in("First Bailie")
    assert acting_for(site, "First Bailie", dt.date(2026, 3, 4)) == {"Second Bailie"}
    assert send(bailie, PAGE, f"{PAGE}/absences/return", post="First Bailie").status_code == 303
    assert acting_for(site, "First Bailie", dt.date(2026, 3, 4)) == set()
    assert "没有人离岗" in words(bailie.get(PAGE))


def test_the_return_ends_the_leave_that_is_on_and_not_a_later_one(site: Site, bailie: FlaskClient) -> None:
    send(bailie, PAGE, f"{PAGE}/absences", **LEAVE)
    send(bailie, PAGE, f"{PAGE}/absences", **{**LEAVE, "since": "2026-04-01", "until": "2026-04-03"})
    send(bailie, PAGE, f"{PAGE}/absences/return", post="First Bailie")
    text = words(bailie.get(PAGE))
    assert "2026年4月1日" in text and "2026年3月6日" not in text and "取消" in text


def test_a_leave_that_ends_before_it_begins_is_refused_and_stays(bailie: FlaskClient) -> None:
    answer = send(bailie, PAGE, f"{PAGE}/absences", **{**LEAVE, "until": "2026-02-01"})
    assert answer.status_code == 422 and "早于开始日" in words(answer) and 'value="2026-02-01"' in answer.text


def test_a_delegation_reaches_its_steps_and_is_taken_back(site: Site, bailie: FlaskClient) -> None:
    send(bailie, PAGE, f"{PAGE}/delegations", **GIVEN, steps="Decide，Survey", note="By letter")
    text = words(bailie.get(PAGE))
    assert "First Bailie By letter Surveyor Decide、Survey" in text
    assert acting_for(site, "First Bailie", dt.date(2026, 3, 2)) == {"Surveyor"}
    assert send(bailie, PAGE, f"{PAGE}/delegations/1/end").status_code == 303
    assert acting_for(site, "First Bailie", dt.date(2026, 3, 2)) == set()
    assert send(bailie, PAGE, f"{PAGE}/delegations/1/end").status_code == 422


def test_what_the_rules_never_allow_is_refused_with_its_article(site: Site) -> None:
    provost = site.signed_in("Provost")
    answer = send(provost, PAGE, f"{PAGE}/delegations", **{**GIVEN, "of": "Provost", "to": "First Bailie", "note": "Off"})
    assert answer.status_code == 422 and "第五条" in words(answer) and 'value="Off"' in answer.text


def test_nobody_speaks_for_another_but_who_oversees(site: Site, bailie: FlaskClient) -> None:
    clerk = site.signed_in("Clerk of Fisheries")
    for address, given in ((f"{PAGE}/absences", LEAVE), (f"{PAGE}/delegations", GIVEN)):
        answer = send(clerk, PAGE, address, **given)
        assert answer.status_code == 403 and "不能登记" in words(answer)
    send(bailie, PAGE, f"{PAGE}/absences", **LEAVE)
    send(bailie, PAGE, f"{PAGE}/delegations", **GIVEN)
    assert send(clerk, PAGE, f"{PAGE}/absences/return", post="First Bailie").status_code == 403
    assert send(clerk, PAGE, f"{PAGE}/delegations/1/end").status_code == 403
    assert "销假" not in words(clerk.get(PAGE)).replace("返岗", "")
    assert send(site.signed_in("Provost"), PAGE, f"{PAGE}/absences/return", post="First Bailie").status_code == 303
