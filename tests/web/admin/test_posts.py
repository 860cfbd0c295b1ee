"""Who holds which post: appointed, vacated, never by oneself, never two of the administrators' roles."""

import datetime as dt

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from engine.model.establishment import Person, Post
from tests.web.site import Site, send, words


@pytest.fixture
def registrar(site: Site) -> FlaskClient:
    """The system administrator."""
    return site.signed_in("Registrar")


def post_id(site: Site, name: str) -> int:
    with site.play.looking() as work:
        return work.session.scalars(select(Post.id).where(Post.name == name)).one()


def holders(site: Site, post: str, day: dt.date) -> list[str]:
    with site.play.looking() as work:
        organisation = work.jurisdiction.organisation
        return [organisation.people[person] for person in organisation.persons_of(post, day)]


def more_posts(site: Site, **roles: list[str]) -> None:
    """Posts that the second government does not have of itself."""
    with site.play.acting() as work:
        work.session.add_all(Post(name=name, kind="administrator", rank=90, roles=given) for name, given in roles.items())


def test_posts_are_listed_with_their_holders_and_found_by_a_name(registrar: FlaskClient) -> None:
    assert "Flo Umber" in words(registrar.get("/admin/posts"))
    text = words(registrar.get("/admin/posts?q=Fisheries"))
    assert "Cy Rook" in text and "Flo Umber" not in text


def test_posts_that_nobody_holds_are_told(registrar: FlaskClient) -> None:
    text = words(registrar.get("/admin/posts?vacant=1"))
    assert "Clerk of Works" in text and "空缺" in text and "Flo Umber" not in text


def test_an_appointment_ends_the_one_before_it_the_day_before(site: Site, registrar: FlaskClient) -> None:
    page = f"/admin/posts/{post_id(site, 'Surveyor')}"
    person = site.person("Di Stone")
    answer = send(registrar, page, f"{page}/appointments", person=person, since="2026-03-10")
    assert answer.status_code == 303
    assert holders(site, "Surveyor", dt.date(2026, 3, 9)) == ["Flo Umber"]
    assert holders(site, "Surveyor", dt.date(2026, 3, 10)) == ["Di Stone"]
    text = words(registrar.get(page))
    assert "Di Stone 2026年3月10日（尚未到任）" in text and "2026年3月9日" in text


def test_two_may_hold_a_post_side_by_side(site: Site, registrar: FlaskClient) -> None:
    page = f"/admin/posts/{post_id(site, 'Surveyor')}"
    send(registrar, page, f"{page}/appointments", person=site.person("Di Stone"), since="2026-03-02", beside="1")
    assert set(holders(site, "Surveyor", dt.date(2026, 3, 2))) == {"Flo Umber", "Di Stone"}


def test_a_post_is_vacated_on_a_day(site: Site, registrar: FlaskClient) -> None:
    page = f"/admin/posts/{post_id(site, 'Surveyor')}"
    assert send(registrar, page, f"{page}/vacancy", until="2026-03-05").status_code == 303
    assert holders(site, "Surveyor", dt.date(2026, 3, 5)) == ["Flo Umber"]
    assert holders(site, "Surveyor", dt.date(2026, 3, 6)) == []


@pytest.mark.parametrize(("given", "said"), [
    ({"person": "", "since": "2026-03-02"}, "没有选人员"), ({"since": "tomorrow"}, "“tomorrow”不是日期"),
])
def test_what_was_typed_stays_when_an_appointment_is_refused(
    site: Site, registrar: FlaskClient, given: dict, said: str
) -> None:
    page, person = f"/admin/posts/{post_id(site, 'Surveyor')}", site.person("Di Stone")
    answer = send(registrar, page, f"{page}/appointments", **{"person": person, "beside": "1", **given})
    assert answer.status_code == 422 and said in words(answer) and 'name="beside" value="1" checked' in answer.text
    assert given.get("person") == "" or f'value="{person}" selected' in answer.text
    assert holders(site, "Surveyor", dt.date(2026, 3, 2)) == ["Flo Umber"]


def test_nobody_appoints_or_removes_themselves(site: Site, registrar: FlaskClient) -> None:
    own = f"/admin/posts/{post_id(site, 'Registrar')}"
    assert "自己不能任免自己" in words(send(registrar, own, f"{own}/vacancy", until="2026-03-02"))
    page = f"/admin/posts/{post_id(site, 'Provost')}"
    answer = send(registrar, page, f"{page}/appointments", person=site.person("Jo Zell"), since="2026-03-02")
    assert answer.status_code == 422 and holders(site, "Provost", dt.date(2026, 3, 2)) == ["Ivy Yarrow"]


@pytest.mark.parametrize("second", ["security", "audit"])
def test_the_administrators_roles_exclude_each_other(site: Site, registrar: FlaskClient, second: str) -> None:
    more_posts(site, Deputy=["system"], Other=[second])
    person = site.person("Flo Umber")
    page = f"/admin/posts/{post_id(site, 'Deputy')}"
    assert send(registrar, page, f"{page}/appointments", person=person, since="2026-06-01").status_code == 303
    page = f"/admin/posts/{post_id(site, 'Other')}"
    answer = send(registrar, page, f"{page}/appointments", person=person, since="2026-03-02")
    assert answer.status_code == 422 and "不得由一人兼任" in words(answer)
    assert holders(site, "Other", dt.date(2026, 3, 2)) == []


def test_a_person_is_added_once(site: Site, registrar: FlaskClient) -> None:
    assert send(registrar, "/admin/people", "/admin/people", name=" Kay Low ").status_code == 303
    answer = send(registrar, "/admin/people", "/admin/people", name="Kay Low")
    assert answer.status_code == 422 and "已经有叫“Kay Low”的人员" in words(answer) and 'value="Kay Low"' in answer.text
    with site.play.looking() as work:
        assert len(work.session.scalars(select(Person).where(Person.name == "Kay Low")).all()) == 1


def test_who_audits_looks_and_changes_nothing(site: Site, registrar: FlaskClient) -> None:
    more_posts(site, Auditor=["audit"])
    page = f"/admin/posts/{post_id(site, 'Auditor')}"
    send(registrar, page, f"{page}/appointments", person=site.person("Flo Umber"), since="2026-03-02")
    auditor = site.signed_in("Auditor")
    looked = auditor.get(page)
    assert looked.status_code == 200 and "任命" not in words(looked).replace("任命和", "")
    assert send(auditor, "/account/password", f"{page}/vacancy", until="2026-03-02").status_code == 403
    assert auditor.get("/admin/accounts").status_code == 403


def test_others_do_not_get_in(site: Site) -> None:
    clerk = site.signed_in("Clerk of Fisheries")
    assert {clerk.get(page).status_code for page in ("/admin", "/admin/posts", "/admin/people", "/admin/accounts",
                                                      "/admin/versions")} == {403}
