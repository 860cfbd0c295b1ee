"""The boxes on the left: what waits for me, what I am to read, what is under way, what I did, what has ended, what I started."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select, true, union

from engine.actions.work import Actor, Work
from engine.model.case import Case, Draft, Task
from engine.model.register import Circulation
from engine.queries.visible import KEPT, mine, visible_to

BOXES = ("waiting", "to_read", "under_way", "handled", "ended", "started", "drafts")
PAGE = 30
MOST = 1000
"""No list of what has been done is counted or leafed through much further than this; words find what lies beyond."""
GOING, OVER = ("open", "suspended"), ("done", "terminated")


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
    """One page of a box; ``total`` counts the whole box, or with ``more`` no further than ``MOST``."""

    rows: Sequence[Row]
    total: int
    number: int
    size: int = PAGE
    more: bool = False

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def box(work: Work, actor: Actor, name: str, *, page: int = 1, words: str = "") -> Page:
    """A page of a box, the most pressing first; ``words`` filters by title."""
    if name == "drafts":
        return _drafts(work, actor, page)
    asked = _boxes(*_key(work, actor), None if words.strip() else MOST)[name]
    if words.strip():
        asked = replace(asked, where=(*asked.where, Case.title.contains(words.strip(), autoescape=True)), bare=False)
    total = work.session.scalar(asked.number) or 0
    rows = work.session.execute(asked.rows, {"skipped": (max(page, 1) - 1) * PAGE}).all()
    return Page([_row(name, *row) for row in rows], total, max(page, 1), more=total == MOST and not asked.bare)


def counts(work: Work, actor: Actor) -> dict[str, int]:
    """How many lines each box has, at most ``MOST``: the conditions of the boxes themselves, in one statement."""
    names, query = _counting(*_key(work, actor))
    return dict(zip(names, work.session.execute(query).one(), strict=True))


Key = tuple[ColumnElement[bool], ColumnElement[bool], int | None, int | None]
"""What a person's boxes hang on: the conditions of what they may see and what waits for them, person and post."""


def _key(work: Work, actor: Actor) -> Key:
    return visible_to(work, actor), mine(work, actor), actor.person_id, work.jurisdiction.post_ids.get(actor.post)


@lru_cache(maxsize=KEPT)
def _counting(*key: Any) -> tuple[tuple[str, ...], Select[Any]]:
    numbers = {name: asked.number.scalar_subquery() for name, asked in _boxes(*key, MOST).items()}
    drafts = select(func.count()).select_from(_draft_query(key[2]).order_by(None).subquery()).scalar_subquery()
    return (*numbers, "drafts"), select(*numbers.values(), drafts)


@dataclass(frozen=True)
class _Asked:
    """A box before it is asked for: tasks with their cases, or cases; ``bare`` where no condition is about the case."""

    of: type[Task] | type[Circulation] | type[Case]
    where: tuple[Any, ...]
    order: tuple[Any, ...]
    bare: bool = False

    @cached_property
    def rows(self) -> Select[Any]:
        """A page of its lines in order, after those ``skipped``."""
        query = select(Case) if self.of is Case else select(self.of, Case).join(Case, Case.id == self.of.case_id)
        return query.where(*self.where).order_by(*self.order).limit(PAGE).offset(bindparam("skipped"))

    @cached_property
    def number(self) -> Select[Any]:
        """How many lines it has; lists of tasks that need no case are counted whole, on their index alone."""
        query = select(self.of.id).where(*self.where)
        if self.bare:
            return query.with_only_columns(func.count())
        if self.of is not Case:
            query = query.join(Case, Case.id == self.of.case_id).order_by(*self.order)
        return select(func.count()).select_from(query.limit(MOST).subquery())


@lru_cache(maxsize=KEPT)
def _boxes(
    seen: ColumnElement[bool], waiting: ColumnElement[bool], me: int | None, post: int | None, most: int | None
) -> dict[str, _Asked]:
    done = and_(Task.done_person == me, Task.status == "done")
    worked_on = select(Task.case_id).where(done)
    opened = {status: select(Case.id).where(Case.opened_person == me, Case.status == status) for status in (*GOING, *OVER)}
    going = union(worked_on, *(opened[status] for status in GOING))
    latest = (Case.id.desc(),)
    recent = {status: query.order_by(*latest) for status, query in opened.items()}
    over = union(*(_first(most, query) for query in (worked_on.order_by(Task.done_at.desc()), *map(recent.get, OVER))))
    started = union(*(_first(most, query) for query in recent.values()))
    return {
        "waiting": _Asked(Task, (waiting, Task.status == "open"),
                          (Task.due.nulls_last(), Task.opened_at), bare=True),
        "to_read": _Asked(Circulation, (
            Circulation.post_id == post, Circulation.read_at.is_(None), seen
        ), (Circulation.at.desc(),)),
        "under_way": _Asked(Case, (seen, Case.id.in_(going), Case.status.in_(GOING)), latest),
        "handled": _Asked(Task, (done, seen), (Task.done_at.desc(),)),
        "ended": _Asked(Case, (seen, Case.id.in_(over), Case.status.in_(OVER)), latest),
        "started": _Asked(Case, (seen, Case.id.in_(started)), latest),
    }


def _first(most: int | None, query: Any) -> Select[Any]:
    """The first of an ordered list of numbers, as a part of a union."""
    return select(query.limit(most).subquery())


def _row(box_name: str, first: Any, case: Any = None) -> Row:
    if isinstance(first, Case):
        return _case_row(first)
    if isinstance(first, Circulation):
        return replace(_case_row(case), sender=first.by, at=first.at)
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


def _draft_query(person: int | None) -> Select[Any]:
    return (
        select(Draft, Task, Case).outerjoin(Task, Task.id == Draft.task_id).outerjoin(Case, Case.id == Task.case_id)
        .where(Draft.person_id == person, or_(Draft.task_id == "", Task.status == "open"))
        .order_by(Draft.saved_at.desc())
    )


def _drafts(work: Work, actor: Actor, page: int) -> Page:
    query = _draft_query(actor.person_id)
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
