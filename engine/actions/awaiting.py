"""Cases that wait for a message from another: what can be taken up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.actions.work import Work
from engine.model.awaited import Awaited
from engine.model.case import Case


@dataclass(frozen=True)
class Ready:
    """A case that waits, and since when."""

    case_id: int
    title: str
    procedure: str


def awaiting(work: Work, message: str) -> list[Ready]:
    """Open cases waiting for a message, the longest waiting first."""
    query = select(Case.id, Case.title, Case.procedure_name).join(Awaited, Awaited.case_id == Case.id).where(
        Awaited.message == message, Case.status == "open").order_by(Awaited.since, Case.id)
    return [Ready(*row) for row in work.session.execute(query)]
