"""Time acts: timers of a case that are due move its tokens, with the clock as actor."""

from __future__ import annotations

from sqlalchemy import select

from engine.actions.follow import follow, project, told
from engine.actions.hand import Incident, take
from engine.actions.work import CLOCK, Work
from engine.errors import Refusal
from engine.feel import EvaluationError
from engine.model.case import Case
from engine.model.entry import Entry
from engine.spiff import fire

LONGEST = 400
"""Signs that are kept of each fact of an incident."""


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


BY_HAND = frozenset({
    "spiff.not_open", "spiff.no_way_back", "spiff.not_awaited", "spiff.not_running", "spiff.no_such_instance",
})
"""What the carrier refuses because of what somebody asked for; everything else that it refuses, the rules are to blame for."""
OWN = frozenset({"case.not_a_context", "step.no_limit"})


def breaks_down(refusal: Refusal) -> bool:
    """Whether a refusal says that the rules themselves failed: an expression, a table, a drawing that never rests."""
    if isinstance(refusal, Incident | EvaluationError) or refusal.code in OWN:
        return True
    return refusal.code.startswith(("spiff.", "calendar.")) and refusal.code not in BY_HAND


def record_incident(work: Work, case_id: int, incident: Refusal, task_id: str = "") -> None:
    """Notes on the case that its rules failed, at which task ("": at a timer); who oversees sees it and has it mended."""
    case = work.session.get_one(Case, case_id)
    told = {key: str(value)[:LONGEST] for key, value in incident.facts.items() if key not in ("code", "articles")}
    told = {"expression": "", "element": "", "problem": incident.code, **told}
    case.incident = {**told, "at": work.now.isoformat(), "task": task_id}
