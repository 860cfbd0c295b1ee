"""The boxes on the left: what waits for me, what is under way, what I did, what has ended, what I started."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, literal, or_, select, true, union_all

from engine.actions.work import Actor, Work
from engine.model.case import Case, Draft, Task
from engine.queries.visible import mine, visible_to

BOXES = ("waiting", "under_way", "handled", "ended", "started", "drafts")
PAGE = 30


@dataclass(frozen=True)
class Row:
    """A line of a box; ``task_id`` is empty where the line is about the whole case."""

    case_id: int
    title: str
    procedure: str
    step: str
    post: str
    sender: str
    at: dt.datetime
    due: dt.date | None
    task_id: str = ""
    urgency: str = ""
    urged: int = 0
    claimed: bool = False
    status: str = ""
    result: str = ""
    confidential: bool = False
    draft_id: int = 0


@dataclass(frozen=True)
class Page:
    """One page of a box; ``total`` counts the whole box."""

    rows: Sequence[Row]
    total: int
    number: int
    size: int = PAGE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def box(work: Work, actor: Actor, name: str, *, page: int = 1, words: str = "") -> Page:
    """A page of a box, the most pressing first; ``words`` filters by title."""
    if name == "drafts":
        return _drafts(work, actor, page)
    query = _boxes(work, actor)[name]
    if words.strip():
        query = query.where(Case.title.contains(words.strip(), autoescape=True))
    total = work.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    rows = work.session.execute(query.limit(PAGE).offset((max(page, 1) - 1) * PAGE)).all()
    return Page([_row(name, *row) for row in rows], total, max(page, 1))


def counts(work: Work, actor: Actor) -> dict[str, int]:
    """How many lines each box has: the same conditions as the boxes themselves, in one statement."""
    boxes = _boxes(work, actor)
    parts = [
        select(literal(name), func.count()).select_from(query.order_by(None).subquery()) for name, query in boxes.items()
    ]
    parts.append(select(literal("drafts"), func.count()).select_from(_draft_query(actor).order_by(None).subquery()))
    return dict(work.session.execute(union_all(*parts)).all())


def _boxes(work: Work, actor: Actor) -> dict[str, Select[Any]]:
    seen = visible_to(work, actor)
    did = exists(select(Task.id).where(Task.case_id == Case.id, Task.done_person == actor.person_id))
    opened = Case.opened_person == actor.person_id
    cases = select(Case).where(seen)
    latest = Case.id.desc()
    return {
        "waiting": select(Task, Case).join(Case, Case.id == Task.case_id).where(
            mine(work, actor), Task.status == "open", Case.status.in_(("open", "suspended"))
        ).order_by(Task.due.is_(None), Task.due, Task.opened_at),
        "under_way": cases.where(or_(did, opened), Case.status.in_(("open", "suspended"))).order_by(latest),
        "handled": select(Task, Case).join(Case, Case.id == Task.case_id).where(
            Task.done_person == actor.person_id, Task.status == "done", seen
        ).order_by(Task.done_at.desc()),
        "ended": cases.where(or_(did, opened), Case.status.in_(("done", "terminated"))).order_by(latest),
        "started": cases.where(opened).order_by(latest),
    }


def _row(box_name: str, first: Any, case: Any = None) -> Row:
    if isinstance(first, Case):
        return _case_row(first)
    task: Task = first
    at = task.done_at if box_name == "handled" and task.done_at else task.opened_at
    return Row(
        case.id, case.title, case.procedure_name, task.name, task.asked_post, task.from_name, at, task.due, task.id,
        case.urgency, task.urged, task.claimed_by is not None, case.status, case.result, case.reserved is not None,
    )


def _case_row(case: Case) -> Row:
    return Row(
        case.id, case.title, case.procedure_name, "", "", "", case.opened_at, None, urgency=case.urgency,
        status=case.status, result=case.result, confidential=case.reserved is not None,
    )


def _draft_query(actor: Actor) -> Select[Any]:
    return (
        select(Draft, Task, Case).outerjoin(Task, Task.id == Draft.task_id).outerjoin(Case, Case.id == Task.case_id)
        .where(Draft.person_id == actor.person_id, or_(Draft.task_id == "", Task.status == "open"))
        .order_by(Draft.saved_at.desc())
    )


def _drafts(work: Work, actor: Actor, page: int) -> Page:
    query = _draft_query(actor)
    total = work.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    rows = []
    for draft, task, case in work.session.execute(query.limit(PAGE).offset((max(page, 1) - 1) * PAGE)):
        rows.append(Row(
            case.id if case else 0, case.title if case else "", draft.procedure or (case.procedure if case else ""),
            task.name if task else "", "", "", draft.saved_at, task.due if task else None, draft.task_id,
            draft_id=draft.id,
        ))
    return Page(rows, total, max(page, 1))


def exceptions(work: Work, actor: Actor | None = None) -> list[Row]:
    """Open tasks that nobody can do: no such post, or one that is vacant with nobody acting for it.

    Of cases that the actor may see; without one, of all.
    """
    day, organisation = work.today, work.jurisdiction.organisation
    names = work.jurisdiction.posts_by_id
    vacant = [number for number, name in names.items() if not organisation.anybody(name, day)]
    query = select(Task, Case).join(Case, Case.id == Task.case_id).where(
        Task.status == "open", or_(Task.post_id.is_(None), Task.post_id.in_(vacant)),
        true() if actor is None else visible_to(work, actor),
    ).order_by(Task.opened_at)
    return [_row("waiting", task, case) for task, case in work.session.execute(query)]
