"""Every page: its headers, and no script, style or handler inside it; sign-ins that cannot be planted or kept."""

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from sqlalchemy import select

from engine.actions.accounts import disable, set_password
from engine.model.account import Account, SignIn
from tests.security.test_acts import addresses, posts_by_role
from tests.web.district import HEAD, STARTER
from tests.web.site import form_key, send
from web.guard import KEY, VISITOR
from web.passwords import hash_password
from web.permissions import MATRIX

PASSWORD = "correct horse battery"


class Inside(HTMLParser):
    """Whatever of a page would need a looser policy: inline scripts, styles, handlers, addresses of scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag, attrs):
        """Looks at a tag."""
        given = dict(attrs)
        self._script = tag == "script" and "src" not in given
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}={value}")
            if name in ("src", "href", "action", "formaction") and re.match(r"(https?:)?//", value or ""):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data):
        """Looks at a script's text."""
        if self._script and data.strip():
            self.found.append(f"script: {data.strip()[:60]}")


def test_no_page_carries_script_style_or_handler_and_each_carries_the_headers(district, matter):
    by_role, browsers, read = posts_by_role(district), {HEAD: district.browser(HEAD)}, 0
    for endpoint, address in [*addresses(district, matter, "GET"), ("", "/nowhere"), ("", "/cases/99")]:
        roles = MATRIX[endpoint].roles if endpoint else ()
        for post in [by_role[role] for role in roles if role in by_role] or [HEAD]:
            browser = browsers.get(post) or browsers.setdefault(post, district.browser(post))
            answer = browser.get(address)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy or "default-src 'none'" in policy, endpoint
            assert "unsafe" not in policy and "*" not in policy, endpoint
            assert answer.headers["X-Content-Type-Options"] == "nosniff", endpoint
            assert answer.headers["X-Frame-Options"] == "DENY" and answer.headers["Referrer-Policy"], endpoint
            if answer.mimetype == "text/html":
                inside = Inside()
                inside.feed(answer.text)
                assert not inside.found, (endpoint, address, inside.found)
                read += 1
                if endpoint:
                    assert answer.headers["Cache-Control"] == "no-store", endpoint
    assert read > 25


@pytest.fixture
def account(district):
    with district.play.acting() as work:
        person = district.play.actor(work, STARTER).person_id
        work.session.add(Account(person_id=person, login="zheng", password=hash_password(PASSWORD)))


def enter(client, login="zheng", password=PASSWORD):
    return send(client, "/login", "/login", login=login, password=password)


def test_a_key_that_was_planted_before_is_not_the_one_after(district, account):
    client = district.stranger()
    client.set_cookie(KEY, "planted")
    client.get("/login")
    visitor = client.get_cookie(VISITOR).value
    assert enter(client).status_code == 303
    key = client.get_cookie(KEY).value
    assert key != "planted" and len(key) >= 43 and client.get_cookie(VISITOR) is None
    planted = district.stranger()
    for old in ("planted", visitor):
        planted.set_cookie(KEY, old)
        assert planted.get("/boxes/waiting").status_code == 302


def test_each_sign_in_has_a_key_of_its_own(district, account):
    keys = set()
    for _ in range(3):
        client = district.stranger()
        enter(client)
        keys.add((client.get_cookie(KEY).value, form_key(client.get("/boxes/waiting"))))
    assert len({key for key, _ in keys}) == len({form for _, form in keys}) == 3


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(district, account):
    client = district.stranger()
    set_by = client.get("/login").headers.getlist("Set-Cookie") + enter(client).headers.getlist("Set-Cookie")
    given = [cookie for cookie in set_by if "Expires=Thu, 01 Jan 1970" not in cookie]
    assert len(given) >= 2
    for cookie in given:
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Domain" not in cookie


@pytest.mark.parametrize("act", ["disabled", "new password"])
def test_a_closed_account_is_out_everywhere_at_once(district, account, act):
    client, other = district.stranger(), district.stranger()
    for one in (client, other):
        enter(one)
    with district.play.acting() as work:
        number = work.session.scalars(select(Account.id).where(Account.login == "zheng")).one()
        if act == "disabled":
            disable(work, number, by=0)
        else:
            set_password(work, number, hash_password("another one of these"))
        assert not list(work.session.scalars(select(SignIn).where(SignIn.account_id == number)))
    for one in (client, other):
        assert one.get("/boxes/waiting").status_code == 302
        assert one.post("/post", data={"_key": "x"}).status_code == 401


def test_guessing_is_slowed_for_the_account_from_wherever_it_comes(district, account):
    for number in range(5):
        client = district.app.test_client()
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        assert enter(client, password="guess").status_code == 401
    fresh = district.app.test_client()
    fresh.environ_base["REMOTE_ADDR"] = "198.51.100.1"
    assert enter(fresh).status_code == 429


def test_guessing_is_slowed_for_an_address_whatever_the_account(district, account):
    client = district.stranger()
    codes = [enter(client, login=f"nobody{number}").status_code for number in range(21)]
    assert codes == [401] * 20 + [429]
    assert enter(client).status_code == 429
    district.play.later(minutes=31)
    assert enter(client).status_code == 303


def test_an_account_that_does_not_exist_waits_like_one_that_does(district, account):
    """Otherwise the wait itself would tell which accounts there are."""
    told = {}
    for login in ("zheng", "nobody"):
        client = district.app.test_client()
        client.environ_base["REMOTE_ADDR"] = "192.0.2.9" if login == "zheng" else "192.0.2.10"
        told[login] = [enter(client, login=login, password="guess").status_code for _ in range(7)]
    assert told["zheng"] == told["nobody"]


def test_the_neighbours_of_an_ipv6_network_are_one_address(district, account):
    codes = []
    for number in range(21):
        client = district.app.test_client()
        client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2:{number:x}::1"
        codes.append(enter(client, login=f"nobody{number}").status_code)
    assert codes[-1] == 429


def test_what_is_typed_at_sign_in_is_never_huge_work(district, account):
    client = district.stranger()
    start = dt.datetime.now()
    assert enter(client, login="x" * 100_000, password="y" * 1_000_000).status_code in (401, 413)
    assert dt.datetime.now() - start < dt.timedelta(seconds=3)
