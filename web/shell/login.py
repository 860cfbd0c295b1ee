"""Signing in: with a password, or in a demonstration with one click on a role."""

from __future__ import annotations

import datetime as dt

from flask import current_app
from sqlalchemy import select

from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.account import Account
from web.act import acting, now, place, reading
from web.passwords import Addresses, Failures, is_password, wait_after
from web.sign_in import begin

ADDRESSES, UNKNOWN = "guicheng_addresses", "guicheng_unknown"
"""Failures of addresses, and of names that no account has: these wait as well, so that waiting tells nothing."""


def sign_in_with(login: str, password: str, address: str) -> str:
    """The key of a new sign-in.

    Refuses: ``sign_in.wait`` (too many failures of the account or the address), ``sign_in.failed``,
    ``sign_in.no_post``.
    """
    moment, name, addresses = now(), login.strip()[:80], current_app.extensions.setdefault(ADDRESSES, Addresses())
    unknown: Failures = current_app.extensions.setdefault(UNKNOWN, Failures())
    with reading() as work:
        account = work.session.scalars(select(Account).where(Account.login == name)).one_or_none()
    _must_not_wait(moment, account.locked_until if account else unknown.until(name), addresses.until(address))
    right = is_password(account.password if account else "", password[:1000])
    if account is None or not right or account.disabled:
        addresses.failed(address, moment)
        _failed(account.id) if account is not None else unknown.failed(name, moment)
        raise Refusal("sign_in.failed")
    with acting() as work:
        return _begun(work, work.session.get_one(Account, account.id), None)


def _must_not_wait(moment: dt.datetime, *until: dt.datetime | None) -> None:
    latest = max((one for one in until if one is not None), default=None)
    if latest is not None and latest > moment:
        raise Refusal("sign_in.wait", minutes=max(1, -(-int((latest - moment).total_seconds()) // 60)))


def _failed(account_id: int) -> None:
    with acting() as work:
        account = work.session.get_one(Account, account_id, with_for_update=True)
        account.failures += 1
        wait = wait_after(account.failures)
        account.locked_until = work.now + wait if wait else None


def _begun(work: Work, account: Account, post_id: int | None) -> str:
    organisation = work.jurisdiction.organisation
    if not organisation.posts_of(account.person_id, work.today):
        raise Refusal("sign_in.no_post", person=organisation.people.get(account.person_id, ""))
    account.failures, account.locked_until = 0, None
    return begin(work, account, post_id, place().settings)


def offered_roles(work: Work) -> list[dict[str, str]]:
    """The posts that a demonstration offers, with their office and who holds them today."""
    organisation, found = work.jurisdiction.organisation, []
    for post in organisation.rules.get("demonstration_roles", ()):
        holders = organisation.persons_of(post, work.today)
        if holders and post in organisation.posts:
            row = organisation.posts[post]
            found.append({"post": post, "office": row.office, "person": organisation.people[holders[0]]})
    return found


def sign_in_as(post: str) -> str:
    """The key of a new sign-in for a role of the demonstration; ``page.unknown`` where this is none."""
    if not place().settings.demonstration:
        raise Refusal("page.unknown", address="")
    with acting() as work:
        organisation = work.jurisdiction.organisation
        holders = organisation.persons_of(post, work.today)
        if post not in organisation.rules.get("demonstration_roles", ()) or not holders:
            raise Refusal("sign_in.not_offered", post=post)
        account = _account_of(work, holders[0])
        if account.disabled:
            raise Refusal("sign_in.failed")
        return _begun(work, account, work.jurisdiction.post_ids[post])


def _account_of(work: Work, person_id: int) -> Account:
    """The person's account; in a demonstration one without a password is made where there is none."""
    account = work.session.scalars(select(Account).where(Account.person_id == person_id).order_by(Account.id)).first()
    if account is None:
        account = Account(person_id=person_id, login=f"demonstration-{person_id}", password="")
        work.session.add(account)
        work.session.flush()
    return account
