"""Sign-ins in the browser: made, found, prolonged and ended.

The browser holds a random key, the database its SHA-256 alone.  A sign-in ends after a time without use, after the
longest time in any case, and at once when its account is disabled.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from engine.actions.work import Work
from engine.model.account import Account, SignIn
from engine.model.jurisdiction import REVISED
from web.settings import Settings

STEP = dt.timedelta(minutes=5)
"""How much time must have gone before a use is written down; most requests then write nothing."""

HOLDING = (
    select(SignIn.key_hash, SignIn.account_id, Account.person_id, SignIn.post_id, SignIn.form_key, SignIn.started_at,
           SignIn.ends_at, REVISED)
    .join(Account, Account.id == SignIn.account_id)
    .where(SignIn.key_hash == bindparam("key"), SignIn.ends_at > bindparam("now"), Account.disabled.is_(False))
)
"""Asked by every request of a browser, so it is built once."""


@dataclass(frozen=True)
class Found:
    """A sign-in that holds: whose it is, the post worked for, the key its forms must carry; and the number of the last
    change of the government's data, told by the same statement."""

    key_hash: str
    account_id: int
    person_id: int
    post_id: int | None
    form_key: str
    started_at: dt.datetime
    ends_at: dt.datetime
    revision: int


def begin(work: Work, account: Account, post_id: int | None, settings: Settings) -> str:
    """A new sign-in with a new key, which is given back; sign-ins that are over are cleared away."""
    key = secrets.token_urlsafe(32)
    work.session.execute(delete(SignIn).where(SignIn.ends_at < work.now))
    work.session.add(SignIn(
        key_hash=hashed(key), account_id=account.id, post_id=post_id, form_key=secrets.token_urlsafe(32),
        started_at=work.now, ends_at=work.now + settings.idle,
    ))
    work.session.flush()
    return key


def find(session: Session, key: str, now: dt.datetime) -> Found | None:
    """The sign-in of a key, if it still holds."""
    row = session.execute(HOLDING, {"key": hashed(key), "now": now}).one_or_none()
    return Found(*row[:-1], int(row[-1] or 0)) if row else None


def ends_next(found: Found, now: dt.datetime, settings: Settings) -> dt.datetime | None:
    """When a sign-in that is used now should end, where that is worth writing down."""
    ends = min(now + settings.idle, found.started_at + settings.longest)
    return ends if ends - found.ends_at >= STEP else None


def prolong(session: Session, key_hash: str, ends: dt.datetime) -> None:
    """Lets a sign-in last until ``ends``."""
    session.execute(update(SignIn).where(SignIn.key_hash == key_hash).values(ends_at=ends))


def turn_to(session: Session, key_hash: str, post_id: int) -> None:
    """Works for another of one's posts from now on."""
    session.execute(update(SignIn).where(SignIn.key_hash == key_hash).values(post_id=post_id))


def end(session: Session, key_hash: str) -> None:
    """Ends one sign-in."""
    session.execute(delete(SignIn).where(SignIn.key_hash == key_hash))


def hashed(key: str) -> str:
    """What the database keeps of a key."""
    return hashlib.sha256(key.encode()).hexdigest()
