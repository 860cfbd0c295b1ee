"""The journal of administrative acts, newest first."""

from __future__ import annotations

from sqlalchemy import func, select

from engine.actions.work import Work
from engine.model.journal import JournalLine

PAGE = 50


def lines(work: Work, page: int = 1) -> tuple[list[JournalLine], int]:
    """One page of the journal, and how many pages there are."""
    total = work.session.scalar(select(func.count()).select_from(JournalLine)) or 0
    query = select(JournalLine).order_by(JournalLine.number.desc()).limit(PAGE).offset((max(page, 1) - 1) * PAGE)
    return list(work.session.scalars(query)), max(1, -(-total // PAGE))
