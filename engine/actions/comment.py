"""Somebody from outside says something on an open consultation."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.public import Publication, PublicComment

MOST_AN_HOUR = 5
LONGEST = 4000


def comment(work: Work, publication_id: int, text: str, *, name: str = "", contact: str = "", sender: str) -> PublicComment:
    """Adds a comment; ``sender`` is an opaque mark of where it came from, for the rate limit alone.

    Refuses: ``consultation.unknown``, ``consultation.closed``, ``comment.empty``, ``comment.too_long``,
    ``comment.too_many``.
    """
    row = work.session.get(Publication, publication_id)
    if row is None or row.kind != "consultation":
        raise Refusal("consultation.unknown", consultation=publication_id)
    if row.closed_at is not None or (row.closes is not None and work.today > row.closes):
        raise Refusal("consultation.closed", title=row.title)
    _acceptable(work, text, sender)
    made = PublicComment(publication_id=row.id, at=work.now, name=name.strip()[:80], contact=contact.strip()[:80],
                         text=text.strip(), sender=sender)
    work.session.add(made)
    work.session.flush()
    return made


def _acceptable(work: Work, text: str, sender: str) -> None:
    if not text.strip():
        raise Refusal("comment.empty")
    if len(text) > LONGEST:
        raise Refusal("comment.too_long", most=LONGEST)
    since = work.now - dt.timedelta(hours=1)
    query = select(func.count()).where(PublicComment.sender == sender, PublicComment.at > since)
    if (work.session.scalar(query) or 0) >= MOST_AN_HOUR:
        raise Refusal("comment.too_many", most=MOST_AN_HOUR)
