"""Versions of procedures: listed, and a draft released by another person than its author, on a day."""

import datetime as dt

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import undefer

from engine.model.establishment import Post
from engine.model.version import Version
from tests.web.site import Site, send, words

PAGE = "/admin/versions"


@pytest.fixture
def draft(site: Site) -> int:
    """A second Version of the permit, drafted by Gus Vane."""
    with site.play.acting() as work:
        query = select(Version).where(Version.procedure == "harbour-permit").options(undefer(Version.files))
        one = work.session.scalars(query).one()
        row = Version(procedure=one.procedure, name=one.name, number=2, hash="2", files=one.files, state="draft",
                      starters=one.starters, created_at=work.now, created_by="Gus Vane", note="Fewer berths", report={})
        work.session.add(row)
        work.session.get_one(Post, work.jurisdiction.post_ids["Provost"]).roles = ["oversight", "publisher"]
        work.session.get_one(Post, work.jurisdiction.post_ids["First Bailie"]).roles = ["publisher"]
        work.session.flush()
        from engine.model.jurisdiction import touch

        touch(work.session)
        return row.id


@pytest.fixture
def provost(site: Site, draft: int) -> FlaskClient:
    """Who may release, and drafted nothing."""
    return site.signed_in("Provost")


def state(site: Site, number: int) -> tuple[str, dt.date | None, str]:
    with site.play.looking() as work:
        row = work.session.get_one(Version, number)
        return row.state, row.in_force, row.published_by


def test_versions_are_listed_with_who_and_when(provost: FlaskClient) -> None:
    text = words(provost.get(PAGE))
    assert "第 2 版 草稿 Gus Vane" in text and "Fewer berths" in text and "第 1 版 现行 author" in text


def test_a_draft_comes_into_force_on_its_day(site: Site, provost: FlaskClient, draft: int) -> None:
    assert send(provost, PAGE, f"{PAGE}/{draft}/publication", in_force="2026-03-04").status_code == 303
    assert state(site, draft) == ("published", dt.date(2026, 3, 4), "Ivy Yarrow")
    assert "第 2 版 待生效" in words(provost.get(PAGE))
    site.play.later(days=2)
    text = words(site.signed_in("Provost").get(PAGE))
    assert "第 2 版 现行" in text and "第 1 版 已被取代" in text


@pytest.mark.parametrize(("day", "said"), [("2026-03-01", "已经过去"), ("soon", "不是日期")])
def test_a_day_that_cannot_be_is_refused(site: Site, provost: FlaskClient, draft: int, day: str, said: str) -> None:
    answer = send(provost, PAGE, f"{PAGE}/{draft}/publication", in_force=day)
    assert answer.status_code == 422 and said in words(answer) and f'value="{day}"' in answer.text
    assert state(site, draft)[0] == "draft"


def test_the_author_does_not_release(site: Site, draft: int) -> None:
    author = site.signed_in("First Bailie")
    answer = send(author, "/stand-ins", f"{PAGE}/{draft}/publication", in_force="2026-03-02")
    assert answer.status_code == 422 and "发布的人须是另一人" in words(answer) and state(site, draft)[0] == "draft"


def test_who_may_only_look_cannot_release(site: Site, draft: int) -> None:
    registrar = site.signed_in("Registrar")
    assert "发布“" not in words(registrar.get(PAGE))
    answer = send(registrar, "/stand-ins", f"{PAGE}/{draft}/publication", in_force="2026-03-02")
    assert answer.status_code == 403 and state(site, draft)[0] == "draft"
