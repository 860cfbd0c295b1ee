"""Leases outgoing work row by row, so that several workers share it and none is done twice or lost."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import or_, select

from engine.actions.work import Work
from engine.model.document import Outgoing

LEASE = dt.timedelta(minutes=2)
BACK_OFF = (10, 60, 300, 1800)
"""Seconds to wait after each failure; after the last one the work is set aside and shown."""


def lease(work: Work, kind: str | None = None) -> Outgoing | None:
    """The next piece of work (of a kind) that is ready and that nobody has, leased to the caller."""
    query = (
        select(Outgoing)
        .where(Outgoing.failed.is_(False), Outgoing.ready_at <= work.now,
               or_(Outgoing.lease_until.is_(None), Outgoing.lease_until <= work.now))
        .order_by(Outgoing.ready_at, Outgoing.id).limit(1).with_for_update(skip_locked=True)
    )
    row = work.session.scalars(query.where(Outgoing.kind == kind) if kind else query).one_or_none()
    if row is not None:
        row.lease_until = work.now + LEASE
        work.session.flush()
    return row


def strike(work: Work, number: int) -> None:
    """The work is done."""
    row = work.session.get(Outgoing, number)
    if row is not None:
        work.session.delete(row)


def put_back(work: Work, number: int, error: str) -> None:
    """The work failed: again later, or set aside after the last try."""
    row = work.session.get(Outgoing, number)
    if row is None:
        return
    row.error, row.lease_until = error[:400], None
    if row.tries >= len(BACK_OFF):
        row.failed = True
    else:
        row.ready_at = work.now + dt.timedelta(seconds=BACK_OFF[row.tries])
    row.tries += 1
