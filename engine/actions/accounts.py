"""Accounts: made for a person, given a new password, shut and opened again; what is kept of a password comes hashed."""

from __future__ import annotations

import re

from sqlalchemy import delete, select

from engine.actions.journal import note
from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.account import Account, SignIn
from engine.model.establishment import Person

LOGIN = re.compile(r"[^\s/\\:]{2,80}")


def create_account(work: Work, person_id: int, login: str, password: str) -> Account:
    """A new account for a person; ``password`` is already hashed.

    Refuses: ``account.no_person``, ``account.bad_login`` (2 to 80 signs, no blanks), ``account.login_taken``.
    """
    if work.session.get(Person, person_id) is None:
        raise Refusal("account.no_person")
    login = login.strip()
    if not LOGIN.fullmatch(login):
        raise Refusal("account.bad_login", login=login)
    if work.session.scalars(select(Account.id).where(Account.login == login)).first() is not None:
        raise Refusal("account.login_taken", login=login)
    account = Account(person_id=person_id, login=login, password=password)
    work.session.add(account)
    note(work, "account", login=login)
    work.session.flush()
    return account


def set_password(work: Work, account_id: int, password: str) -> Account:
    """A new password, already hashed; sign-ins made with the old one end, failures are forgotten."""
    account = _account(work, account_id)
    account.password, account.failures, account.locked_until = password, 0, None
    note(work, "password", login=account.login)
    _end_sign_ins(work, account)
    return account


def disable(work: Work, account_id: int, by: int) -> Account:
    """Shuts an account; its sign-ins end at once and its keys open nothing.  ``by`` is the person who does it.

    Refuses ``account.unknown`` and ``account.own``.
    """
    account = _account(work, account_id)
    if account.person_id == by:
        raise Refusal("account.own", login=account.login)
    account.disabled = True
    note(work, "disable", login=account.login)
    _end_sign_ins(work, account)
    return account


def enable(work: Work, account_id: int) -> Account:
    """Opens an account again; refuses ``account.unknown``."""
    account = _account(work, account_id)
    account.disabled, account.failures, account.locked_until = False, 0, None
    note(work, "enable", login=account.login)
    return account


def _account(work: Work, account_id: int) -> Account:
    account = work.session.get(Account, account_id, with_for_update=True)
    if account is None:
        raise Refusal("account.unknown")
    return account


def _end_sign_ins(work: Work, account: Account) -> None:
    work.session.execute(delete(SignIn).where(SignIn.account_id == account.id))
    work.session.flush()
