"""Keys for the HTTP interface: one for each program, shown once, taken back at any time."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from sqlalchemy import bindparam, or_, select

from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.account import Account, Token
from engine.model.jurisdiction import REVISED

OWNER = (
    select(Account.person_id, Token.post_id, REVISED).join(Account, Account.id == Token.account_id)
    .where(Token.key_hash == bindparam("key"), Token.revoked.is_(False), Account.disabled.is_(False),
           or_(Token.ends_at.is_(None), Token.ends_at > bindparam("now")))
)
"""Asked by every call, so it is built once."""


def make_token(work: Work, account_id: int, post: str, label: str, *, days: int = 365) -> str:
    """A new key for an account at one of its posts; refuses ``token.no_label``."""
    if not label.strip():
        raise Refusal("token.no_label")
    key = f"gc_{secrets.token_urlsafe(32)}"
    work.session.add(Token(
        account_id=account_id, post_id=work.jurisdiction.post_ids[post], key_hash=_hashed(key), label=label.strip()[:80],
        created_at=work.now, ends_at=work.now + dt.timedelta(days=days),
    ))
    work.session.flush()
    return key


def revoke_token(work: Work, account_id: int, number: int) -> None:
    """Takes one's own key back; refuses ``token.unknown`` for anybody else's."""
    token = work.session.get(Token, number)
    if token is None or token.account_id != account_id:
        raise Refusal("token.unknown")
    token.revoked = True


def tokens_of(work: Work, account_id: int) -> list[Token]:
    """The keys of an account that still open something."""
    query = select(Token).where(Token.account_id == account_id, Token.revoked.is_(False))
    return list(work.session.scalars(query.order_by(Token.id.desc())))


def find_token(work: Work, key: str) -> tuple[int, int | None] | None:
    """Person and post of a key that holds: not taken back, not over, its account not disabled."""
    found = work.session.execute(OWNER, {"key": _hashed(key), "now": work.clock()}).one_or_none()
    if found is None:
        return None
    work.knows(found[2])
    return found[0], found[1]


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
