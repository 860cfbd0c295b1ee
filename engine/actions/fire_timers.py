"""Time acts: timers of a case that are due move its tokens, with the clock as actor."""

from __future__ import annotations

from sqlalchemy import select

from engine.actions.follow import follow, project, told
from engine.actions.hand import Incident, take
from engine.actions.work import CLOCK, Work
from engine.model.case import Case
from engine.model.entry import Entry
from engine.spiff import fire


def due_cases(work: Work, most: int = 100) -> list[int]:
    """Open cases with a timer that is due now, the longest due first; those with an incident wait for repair."""
    query = select(Case.id).where(Case.wakes_at <= work.now, Case.status == "open", Case.incident.is_(None))
    return list(work.session.scalars(query.order_by(Case.wakes_at).limit(most)))


def fire_timers(work: Work, case_id: int) -> Entry | None:
    """Fires what is due in one case; nothing due (another worker was first): nothing happens."""
    hand = take(work, case_id)
    if hand.case.status != "open" or hand.case.wakes_at is None or hand.case.wakes_at > work.now:
        return None
    before = hand.listed()
    move = fire(hand.compiled.spec, hand.case.state, hand.host)
    follow(hand, move, CLOCK)
    project(hand, before)
    entry = hand.record("timer", CLOCK, move=told(move, hand))
    hand.store(move.state)
    return entry


def record_incident(work: Work, case_id: int, incident: Incident) -> None:
    """Notes on the case that an expression of its rules failed; who oversees sees it and has it mended."""
    case = work.session.get_one(Case, case_id)
    case.incident = {"at": work.now.isoformat(), **{k: str(v) for k, v in incident.facts.items()}}


def clear_incident(work: Work, case_id: int) -> None:
    """The rules were mended: timers run again, and whoever was refused may submit again."""
    work.session.get_one(Case, case_id).incident = None
