"""Writes administrative acts down, in the transaction of the act itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from engine.actions.documents import next_of
from engine.actions.work import Work
from engine.model.journal import JournalLine, link

RUN, WHOLE_LIFE = "journal", 0


def note(work: Work, kind: str, /, **told: Any) -> JournalLine:
    """Adds a line for an act of ``work.by``; what it tells must be JSON or days."""
    work.session.flush()
    number = next_of(work.session, RUN, WHOLE_LIFE)
    previous = work.session.scalar(select(JournalLine.hash).where(JournalLine.number == number - 1)) or ""
    line = JournalLine(
        number=number, at=work.clock(), kind=kind,
        person_id=work.by.person_id, person=work.by.person, post=work.by.post,
        told={key: value if isinstance(value, str | int | list) else str(value) for key, value in told.items()},
        previous=previous,
    )
    line.hash = link(line)
    work.session.add(line)
    work.session.flush()
    return line
