"""Accounts: made with a password that is shown once, given a new one, shut and opened."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import redirect, url_for

from engine.actions import accounts as verbs
from engine.errors import Refusal
from engine.queries import people as query
from web.act import acting, now, reading
from web.actor import actor
from web.admin import typed
from web.admin.blueprint import blueprint, shown
from web.passwords import hash_password, random_password
from web.refusals import status_of


@blueprint.get("/admin/accounts")
def accounts() -> Any:
    """Every account, by the name of its person."""
    return _page()


@blueprint.post("/admin/accounts")
def create() -> Any:
    """A new account; its password is shown on this page and nowhere again."""
    password = random_password()
    try:
        with acting() as work:
            account = verbs.create_account(work, typed.number("person"), typed.text("login"), hash_password(password))
    except Refusal as refusal:
        return _page(refusal), status_of(refusal)
    return _page(fresh=(account.login, password))


@blueprint.post("/admin/accounts/<int:number>/password")
def reset(number: int) -> Any:
    """A new password, shown once; whoever was signed in is not any more."""
    password = random_password()
    with acting() as work:
        account = verbs.set_password(work, number, hash_password(password))
    return _page(fresh=(account.login, password))


@blueprint.post("/admin/accounts/<int:number>/closure")
def disable(number: int) -> Any:
    """Shuts an account."""
    try:
        with acting() as work:
            verbs.disable(work, number, by=actor().person_id or 0)
    except Refusal as refusal:
        return _page(refusal), status_of(refusal)
    return redirect(url_for("admin.accounts"), 303)


@blueprint.post("/admin/accounts/<int:number>/opening")
def enable(number: int) -> Any:
    """Opens it again."""
    with acting() as work:
        verbs.enable(work, number)
    return redirect(url_for("admin.accounts"), 303)


def _page(refusal: Refusal | None = None, fresh: tuple[str, str] | None = None) -> str:
    with reading() as work:
        every = query.people(work)
        return shown(
            work, "accounts", refusal, people=every, fresh=fresh, waits=_waits,
            lines=[(person, account) for person in every for account in person.accounts],
            typed={name: typed.text(name) if refusal else "" for name in ("person", "login")},
        )


def _waits(until: dt.datetime | None) -> bool:
    return until is not None and until > now()
