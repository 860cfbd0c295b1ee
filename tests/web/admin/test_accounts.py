"""Accounts: a password that is shown once, a new one, an account that is shut; and one's own password."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from engine.model.account import Account
from tests.web.site import Site, form_key, send, words

PAGE, OWN = "/admin/accounts", "/account/password"


@pytest.fixture
def registrar(site: Site) -> FlaskClient:
    """The system administrator."""
    return site.signed_in("Registrar")


@pytest.fixture
def password(site: Site, registrar: FlaskClient) -> str:
    """The password of the new account “flo”, as it was shown."""
    answer = send(registrar, PAGE, PAGE, person=site.person("Flo Umber"), login="flo")
    assert "只显示这一次" in words(answer)
    return shown(answer.text)


def shown(page: str) -> str:
    found = re.search(r"<code>([^<]+)</code>", page)
    assert found
    return found[1]


def account(site: Site, login: str = "flo") -> Account:
    with site.play.looking() as work:
        return work.session.scalars(select(Account).where(Account.login == login)).one()


def enter(site: Site, login: str, password: str) -> FlaskClient | None:
    browser = site.stranger()
    answer = send(browser, "/login", "/login", login=login, password=password)
    return browser if answer.status_code == 303 else None


def may_look(browser: FlaskClient | None) -> bool:
    return browser is not None and browser.get("/boxes/waiting").status_code == 200


def test_the_password_is_shown_once_kept_as_a_hash_and_opens(
    site: Site, registrar: FlaskClient, password: str
) -> None:
    assert may_look(enter(site, "flo", password))
    assert password not in registrar.get(PAGE).text and account(site).password.startswith("$argon2")


@pytest.mark.parametrize(("login", "said"), [("flo", "已经有人用了"), ("a b", "不能用"), ("x", "不能用")])
def test_a_login_that_cannot_be_is_refused_and_stays(
    site: Site, registrar: FlaskClient, password: str, login: str, said: str
) -> None:
    answer = send(registrar, PAGE, PAGE, person=site.person("Di Stone"), login=login)
    assert answer.status_code == 422 and said in words(answer) and f'value="{login}"' in answer.text
    assert f'value="{site.person("Di Stone")}" selected' in answer.text


def test_an_account_needs_a_person(registrar: FlaskClient) -> None:
    assert "没有选账号是谁的" in words(send(registrar, PAGE, PAGE, person="", login="nobody"))


def test_a_new_password_ends_what_the_old_one_began(site: Site, registrar: FlaskClient, password: str) -> None:
    browser = enter(site, "flo", password)
    fresh = shown(send(registrar, PAGE, f"{PAGE}/{account(site).id}/password").text)
    assert not may_look(browser) and enter(site, "flo", password) is None and may_look(enter(site, "flo", fresh))


def test_a_shut_account_is_out_at_once_and_comes_back(site: Site, registrar: FlaskClient, password: str) -> None:
    browser, number = enter(site, "flo", password), account(site).id
    assert send(registrar, PAGE, f"{PAGE}/{number}/closure").status_code == 303
    assert not may_look(browser) and enter(site, "flo", password) is None
    assert "已停用" in words(registrar.get(PAGE))
    send(registrar, PAGE, f"{PAGE}/{number}/opening")
    assert may_look(enter(site, "flo", password))


def test_nobody_shuts_their_own_account(site: Site, registrar: FlaskClient) -> None:
    with site.play.looking() as work:
        number = work.session.scalars(select(Account.id).where(Account.person_id == site.person("Jo Zell"))).one()
    answer = send(registrar, PAGE, f"{PAGE}/{number}/closure")
    assert answer.status_code == 422 and "自己不能停用" in words(answer) and may_look(registrar)


def test_an_unknown_account_is_refused_in_words(registrar: FlaskClient) -> None:
    assert "没有这个账号" in words(send(registrar, PAGE, f"{PAGE}/999/password"))


def test_ones_own_password(site: Site, password: str) -> None:
    here, elsewhere = enter(site, "flo", password), enter(site, "flo", password)
    assert here and elsewhere
    for given, said in (({"now": "wrong"}, "现在的密码不对"), ({"new": "short"}, "密码太短"), ({"again": "other"}, "不一样")):
        typed = {"now": password, "new": "a long enough one", "again": "a long enough one", **given}
        assert said in words(send(here, OWN, OWN, **typed))
    answer = send(here, OWN, OWN, now=password, new="a long enough one", again="a long enough one")
    assert answer.status_code == 303 and "密码已经改好" in words(here.get(answer.location))
    assert form_key(here.get(OWN)) and not may_look(elsewhere)
    assert enter(site, "flo", password) is None and may_look(enter(site, "flo", "a long enough one"))
