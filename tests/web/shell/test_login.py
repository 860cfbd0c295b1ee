"""Signing in: passwords tried slowly, demonstration roles, nobody led elsewhere."""

import datetime as dt

import pytest

from engine.model.account import Account
from tests.web.district import MONDAY, REVIEWER, STARTER
from tests.web.site import form_key, send
from web import create_app
from web.guard import KEY
from web.passwords import Addresses, hash_password, is_password, wait_after
from web.shell.routes import local


@pytest.fixture
def account(district):
    with district.play.acting() as work:
        person = district.play.actor(work, STARTER).person_id
        work.session.add(Account(person_id=person, login="zheng", password=hash_password("correct horse")))


def try_it(client, login="zheng", password="correct horse", **more):
    return send(client, "/login", "/login", login=login, password=password, **more)


def test_the_right_password_signs_in_with_a_new_key(district, account):
    client = district.stranger()
    answer = try_it(client, next="/boxes/started")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/boxes/started")
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith(KEY))
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert STARTER in client.get("/boxes/waiting").text


def test_the_cookie_is_for_https_alone_where_there_is_https(district, account):
    client = district.stranger()
    page = client.get("/login", base_url="https://localhost")
    answer = client.post("/login", base_url="https://localhost",
                         data={"_key": form_key(page), "login": "zheng", "password": "correct horse"})
    assert "Secure" in next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith(KEY))


@pytest.mark.parametrize("login, password", [("zheng", "wrong"), ("nobody", "correct horse"), ("", "")])
def test_what_is_wrong_is_not_told_and_the_account_name_is_kept(district, account, login, password):
    answer = try_it(district.stranger(), login, password)
    assert answer.status_code == 401 and "账号或密码不对" in answer.text
    assert f'value="{login}"' in answer.text and 'value="correct horse"' not in answer.text


def test_an_account_without_a_password_cannot_be_entered_by_one(district):
    with district.play.acting() as work:
        person = district.play.actor(work, STARTER).person_id
        work.session.add(Account(person_id=person, login="empty", password=""))
    assert try_it(district.stranger(), "empty", "").status_code == 401


def test_after_five_failures_the_account_has_to_wait(district, account):
    client = district.stranger()
    for _ in range(5):
        assert try_it(client, password="wrong").status_code == 401
    answer = try_it(client)
    assert answer.status_code == 429 and "1 分钟后再试" in answer.text
    district.play.later(minutes=1)
    assert try_it(client).status_code == 303


def test_waiting_doubles_and_has_an_end():
    assert [wait_after(n).total_seconds() for n in (4, 5, 6, 7)] == [0, 15, 30, 60]
    assert wait_after(1000) == dt.timedelta(minutes=30)


def test_an_address_has_to_wait_as_well():
    addresses = Addresses()
    for _ in range(20):
        addresses.failed("192.0.2.1", MONDAY)
    assert addresses.until("192.0.2.1") > MONDAY
    assert addresses.until("192.0.2.2") is None


def test_a_password_is_kept_as_argon2():
    kept = hash_password("密码")
    assert kept.startswith("$argon2id$") and is_password(kept, "密码") and not is_password(kept, "别的")


def test_one_click_on_a_role_only_where_this_is_a_demonstration(district):
    client = district.stranger()
    assert REVIEWER not in client.get("/login").text
    assert send(client, "/login", "/demonstration", post=REVIEWER).status_code == 404
    app = create_app(district.play.database.url, clock=district.play.clock, demonstration=True, testing=True)
    client = app.test_client()
    assert REVIEWER in client.get("/login").text
    assert send(client, "/login", "/demonstration", post=REVIEWER).status_code == 303
    assert REVIEWER in client.get("/boxes/waiting").text


def test_a_demonstration_offers_no_other_posts(district):
    app = create_app(district.play.database.url, clock=district.play.clock, demonstration=True, testing=True)
    answer = send(app.test_client(), "/login", "/demonstration", post="区财政局副局长")
    assert answer.status_code == 422 and "不在演示岗位之列" in answer.text


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example", "", "javascript:x", "/a\nb"])
def test_nobody_is_led_elsewhere(address):
    assert local(address) == "/"


def test_who_holds_no_post_today_cannot_work(district, account):
    district.play.later(days=-3000)
    answer = try_it(district.stranger())
    assert answer.status_code == 422 and "没有任职" in answer.text


def test_a_person_with_two_posts_turns_from_one_to_the_other(district):
    with district.play.acting() as work:
        from engine.actions.appoint import appoint
        from engine.model.establishment import Person

        person = work.session.get_one(Person, district.play.actor(work, STARTER).person_id)
        appoint(work, person, REVIEWER, MONDAY.date())
    browser = district.browser(STARTER)
    assert "现在以哪个岗位办理" in browser.get("/boxes/waiting").text
    assert browser.send("/post", post=REVIEWER).status_code == 303
    assert f"<option selected>{REVIEWER}</option>" in browser.get("/boxes/waiting").text
    answer = browser.send("/post", post="区长")
    assert answer.status_code == 422 and "不在“区长”任职" in answer.text


def test_health_is_told_without_signing_in(district):
    assert district.stranger().get("/health").json["ok"] is True
