"""Sentences about terms: by when a step must be done, from when it may be, and whether its clock runs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from engine.actions.terms import LIMIT, MINIMUM, STOPPED
from engine.actions.work import Work
from engine.errors import Refusal
from engine.gate.play import Unmet
from engine.gate.world.scene import Scene, step_named, tasks_named
from engine.model.case import Term
from engine.queries.standing import due_steps


def limit_is(scene: Scene, step: str, day: dt.date, case: str | None = None) -> None:
    """The step is to be done by that day."""
    with scene.look() as work:
        term = _term(scene, work, step, LIMIT, case)
        if term.due != day:
            raise Unmet("gate.other_limit", step=step, day=day, found=term.due)


def earliest_is(scene: Scene, step: str, day: dt.date, case: str | None = None) -> None:
    """The step may be completed from that day on."""
    with scene.look() as work:
        term = _term(scene, work, step, MINIMUM, case)
        if term.due != day:
            raise Unmet("gate.other_earliest", step=step, day=day, found=term.due)


def overdue(scene: Scene, step: str, case: str | None = None) -> None:
    """The step's limit is over and the step is not done."""
    with scene.look() as work:
        term = _term(scene, work, step, LIMIT, case)
        open_now = any(task.status == "open" for task in tasks_named(work, term.case_id, step))
        if not open_now or term.status == STOPPED or term.due >= work.today:
            raise Unmet("gate.not_overdue", step=step, found=term.due)


def clock_stopped(scene: Scene, step: str, case: str | None = None) -> None:
    """The step's limit does not run now."""
    with scene.look() as work:
        if _term(scene, work, step, LIMIT, case).status != STOPPED:
            raise Unmet("gate.clock_running", step=step)


def restarted(scene: Scene, step: str, day: dt.date, case: str | None = None) -> None:
    """The step's period counts from that day on."""
    with scene.look() as work:
        term = _term(scene, work, step, None, case)
        if term.start != day:
            raise Unmet("gate.not_restarted", step=step, day=day, found=term.start)


def hint(scene: Scene, text: str, case: str | None = None) -> None:
    """Something the case's terms tell people contains the text: a year whose working days are not known yet."""
    with scene.look() as work:
        rows = work.session.scalars(select(Term).where(Term.case_id == scene.case_id(work, case)))
        years = {year for row in rows if row.provisional for year in (row.shown or {}).get("unknown_years", ())}
    hints = [scene.say(Refusal("calendar.year_unknown", year=year)) for year in sorted(years)]
    if not any(text in one for one in hints):
        raise Unmet("gate.no_hint", text=text, hints=hints)


def due(scene: Scene, step: str, reason: str, case: str | None = None) -> None:
    """The step is due, and one of the reasons given contains the words."""
    rows = _due_rows(scene, step, case)
    reasons = [str(row["reason"]) for row in rows if row["due"]]
    if not reasons:
        raise Unmet("gate.not_due", step=step, found=[row["reason"] for row in rows])
    if not any(reason in one for one in reasons):
        raise Unmet("gate.other_reason", step=step, reason=reason, found=reasons)


def not_due(scene: Scene, step: str, case: str | None = None) -> None:
    """The step is not due."""
    reasons = [row["reason"] for row in _due_rows(scene, step, case) if row["due"]]
    if reasons:
        raise Unmet("gate.is_due", step=step, found=reasons)


def _due_rows(scene: Scene, step: str, case: str | None) -> list[dict[str, Any]]:
    with scene.look() as work:
        hand = scene.hand(work, case)
        rows = [row for row in due_steps(hand) if row["step"] == step]
        if not rows:
            step_named(hand, step)
            raise Unmet("gate.due_unknown", step=step)
    return rows


def _term(scene: Scene, work: Work, step: str, kind: str | None, case: str | None) -> Term:
    """The newest term of that kind (or of any) that the step has."""
    hand = scene.hand(work, case)
    step_named(hand, step)
    places = {(task.scope, task.node) for task in tasks_named(work, hand.case.id, step)}
    query = select(Term).where(Term.case_id == hand.case.id).order_by(Term.id.desc())
    for term in work.session.scalars(query):
        if (term.scope, term.node) in places and kind in (None, term.kind):
            return term
    raise Unmet("gate.no_minimum" if kind == MINIMUM else "gate.no_limit", step=step)
