"""Headers, cookies and form keys."""

from sqlalchemy import select, update

from engine.model.account import Account, SignIn
from tests.web.district import REVIEWER, STARTER
from tests.web.site import form_key
from web.guard import KEY
from web.sign_in import hashed


def test_every_answer_carries_the_headers_that_keep_a_page_to_itself(district):
    for address in ("/login", "/boxes/waiting", "/health", "/nowhere", "/static/base.css"):
        headers = district.browser(STARTER).get(address).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"], address
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_what_somebody_signed_in_has_seen_is_kept_nowhere(district):
    assert district.browser(STARTER).get("/boxes/waiting").headers["Cache-Control"] == "no-store"
    assert "no-store" not in district.stranger().get("/static/base.css").headers.get("Cache-Control", "")


def test_a_form_without_its_key_changes_nothing(district):
    browser = district.browser(STARTER)
    answer = browser.client.post("/logout", data={"_key": "0" * 43})
    assert answer.status_code == 400 and "页面已经过期" in answer.text
    assert browser.get("/boxes/waiting").status_code == 200


def test_the_key_of_one_sign_in_does_not_open_anothers_form(district):
    mine, other = district.browser(STARTER), district.browser(REVIEWER)
    assert mine.client.post("/logout", data={"_key": other.key}).status_code == 400


def test_a_visitors_key_is_bound_to_the_visitors_browser(district):
    one, other = district.stranger(), district.stranger()
    key = form_key(one.get("/login"))
    other.get("/login")
    assert other.post("/login", data={"_key": key, "login": "a", "password": "b"}).status_code == 400
    assert one.post("/login", data={"_key": key, "login": "a", "password": "b"}).status_code == 401


def test_the_database_holds_no_key_that_opens_a_session(district):
    browser = district.browser(STARTER)
    key = browser.client.get_cookie(KEY).value
    with district.play.looking() as work:
        rows = list(work.session.scalars(select(SignIn)))
    assert hashed(key) in [row.key_hash for row in rows]
    assert key not in str([vars(row) for row in rows])


def test_a_sign_in_ends_when_it_is_not_used(district):
    browser = district.browser(STARTER)
    district.play.later(hours=1)
    assert browser.get("/boxes/waiting").status_code == 200
    district.play.later(hours=1, minutes=59)
    assert browser.get("/boxes/waiting").status_code == 200
    district.play.later(hours=2, minutes=1)
    assert browser.get("/boxes/waiting").status_code == 302


def test_a_sign_in_ends_at_last_however_much_it_is_used(district):
    browser = district.browser(STARTER)
    for _ in range(12):
        assert browser.get("/boxes/waiting").status_code == 200
        district.play.later(hours=1)
    assert browser.get("/boxes/waiting").status_code == 302


def test_a_disabled_account_is_out_at_once(district):
    browser = district.browser(STARTER)
    with district.play.acting() as work:
        work.session.execute(update(Account).values(disabled=True))
    assert browser.get("/boxes/waiting").status_code == 302
    assert browser.client.post("/logout", data={"_key": browser.key}).status_code == 401


def test_leaving_ends_the_sign_in_in_the_database_too(district):
    browser = district.browser(STARTER)
    key = browser.client.get_cookie(KEY).value
    assert browser.send("/logout").status_code == 303
    browser.client.set_cookie(KEY, key)
    assert browser.get("/boxes/waiting").status_code == 302
