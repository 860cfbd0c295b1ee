"""Who is away and who acts for whom: dated, on record in the organisation, never chained."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from engine.actions import journal
from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.establishment import Absence, Delegation, Pair, Post
from engine.model.jurisdiction import touch


def record_absence(work: Work, post: str, kind: str, since: dt.date, until: dt.date) -> Absence:
    """A holder is away from ``since`` to ``until`` (both included); the rules say who stands in meanwhile."""
    known = [item["name"] for item in work.jurisdiction.organisation.rules.get("absence_kinds", ())]
    if kind not in known:
        raise Refusal("absence.unknown_kind", kind=kind, known=known)
    _in_order(since, until)
    absence = Absence(post_id=post_id(work, post), kind=kind, since=since, until=until)
    work.session.add(absence)
    journal.note(work, "absence", post=post, kind=kind, since=since, until=until)
    return _changed(work, absence)


def end_absence(work: Work, post: str, returned: dt.date) -> Absence:
    """Back before the planned end: acting for the post ends with the day before."""
    query = select(Absence).where(
        Absence.post_id == post_id(work, post), Absence.returned.is_(None), Absence.since <= returned)
    absence = work.session.scalars(query.order_by(Absence.since.desc())).first()
    if absence is None:
        raise Refusal("absence.none", post=post)
    absence.returned = returned
    journal.note(work, "return", post=post, returned=returned)
    return _changed(work, absence)


def delegate(
    work: Work, of: str, to: str, since: dt.date, until: dt.date, steps: tuple[str, ...] = (), note: str = ""
) -> Delegation:
    """One post acts for another, for some steps or all; refused where the rules never allow it."""
    _in_order(since, until)
    if of == to:
        raise Refusal("delegation.oneself", post=of)
    for rule in work.jurisdiction.organisation.rules.get("refused_stand_ins", ()):
        if (rule["of"], rule["by"]) == (of, to):
            raise Refusal("delegation.refused", tuple(map(str, rule.get("articles", ()))), post=of, by=to)
    row = Delegation(from_id=post_id(work, of), to_id=post_id(work, to), steps=list(steps), since=since, until=until,
                     note=note)
    work.session.add(row)
    journal.note(work, "delegate", of=of, to=to, steps=list(steps), since=since, until=until)
    return _changed(work, row)


def end_delegation(work: Work, number: int, ended: dt.date) -> Delegation:
    """Takes a delegation back; ``ended`` is the first day without it.  Refuses ``delegation.unknown``."""
    row = work.session.get(Delegation, number)
    if row is None or row.ended is not None:
        raise Refusal("delegation.unknown")
    row.ended = ended
    journal.note(work, "end_delegation", delegation=number, ended=ended)
    return _changed(work, row)


def pair(work: Work, first: str, second: str, since: dt.date) -> Pair:
    """Two posts stand in for each other from a day on; what pairs they had before end the day before."""
    ids = (post_id(work, first), post_id(work, second))
    query = select(Pair).where((Pair.first_id.in_(ids)) | (Pair.second_id.in_(ids)), Pair.until.is_(None))
    for old in work.session.scalars(query):
        old.until = since - dt.timedelta(days=1)
    journal.note(work, "pair", posts=[first, second], since=since)
    row = Pair(first_id=ids[0], second_id=ids[1], since=since)
    work.session.add(row)
    return _changed(work, row)


def post_id(work: Work, name: str) -> int:
    """The number of a post; Refusal when there is none of that name."""
    number = work.session.scalar(select(Post.id).where(Post.name == name))
    if number is None:
        raise Refusal("post.unknown", post=name)
    return number


def _in_order(since: dt.date, until: dt.date) -> None:
    if until < since:
        raise Refusal("period.backwards", since=since, until=until)


def _changed(work: Work, row: Any) -> Any:
    touch(work.session)
    work.again()
    return row
