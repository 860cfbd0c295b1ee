"""Every route stands in the one matrix of who may, and nothing else does."""

import re

import pytest

from tests.web.district import DIRECTOR, PROCEDURE, STARTER, District
from web import create_app
from web.permissions import MATRIX, unlisted


def test_the_matrix_and_the_map_of_addresses_are_the_same(district):
    assert set(MATRIX) == set(district.app.view_functions)


def test_an_endpoint_that_nobody_listed_keeps_the_application_from_starting(district, monkeypatch):
    monkeypatch.delitem(MATRIX, "cases.task")
    assert unlisted(["cases.task", "static"]) == ["cases.task"]
    with pytest.raises(RuntimeError, match="cases.task"):
        create_app(district.play.database.url, testing=True)


def addresses(district: District, methods: set[str]) -> list[tuple[str, str]]:
    """Endpoint and an address for every rule that takes one of the methods, ids filled in."""
    filled = {"procedure": PROCEDURE, "name": "waiting", "filename": "base.css"}
    return [
        (rule.endpoint, re.sub(r"<(?:(int):)?(?:path:)?(\w+)>", lambda m: filled.get(m[2], "1"), rule.rule))
        for rule in district.app.url_map.iter_rules()
        if rule.methods & methods and MATRIX[rule.endpoint].kind != "token"
    ]


def test_what_is_for_who_signed_in_leads_a_stranger_to_the_login_page(district):
    for endpoint, address in addresses(district, {"GET"}):
        if MATRIX[endpoint].kind == "signed_in":
            answer = district.stranger().get(address)
            assert answer.status_code == 302 and answer.headers["Location"].startswith("/login?next="), endpoint


def test_no_form_is_taken_without_its_key(district):
    browser = district.browser(STARTER)
    posts = addresses(district, {"POST"})
    assert len(posts) > 15
    for endpoint, address in posts:
        roles = MATRIX[endpoint].roles
        expected = 403 if roles else 400
        assert browser.client.post(address, data={"_key": "wrong"}).status_code == expected, endpoint
        stranger = 401 if MATRIX[endpoint].kind == "signed_in" else 400
        assert district.stranger().post(address, data={}).status_code == stranger, endpoint


def test_a_page_for_a_role_is_refused_to_other_posts_with_a_reason(district):
    answer = district.browser(STARTER).get("/exceptions")
    assert answer.status_code == 403 and STARTER in answer.text
    assert district.browser(DIRECTOR).get("/exceptions").status_code == 200
