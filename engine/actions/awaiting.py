"""Cases that wait for a message from another: what can be taken up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from engine.actions.hand import held
from engine.actions.work import Work
from engine.facts import CASE
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


def offered(work: Work, message: str, names: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The cases that wait, as options of a form: ``value`` (number), ``label`` (title), and the named facts of each."""
    wanted = tuple(names)
    return [{"value": str(one.case_id), "label": one.title, **_told(work, one.case_id, wanted)} for one in awaiting(work, message)]


def _told(work: Work, case_id: int, names: tuple[str, ...]) -> dict[str, Any]:
    """Facts of a case by name; null where it does not know one."""
    if not names:
        return {}
    view = held(work, work.session.get_one(Case, case_id)).view(CASE)
    return {name: view.get(name) for name in names}
