"""Who there is: posts with their holders, persons with their posts and accounts, who is away and who acts for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.account import Account
from engine.model.establishment import Absence, Appointment, Delegation, Office, Person, Post


@dataclass(frozen=True)
class Holding:
    """Somebody in a post: from when to when, both days included."""

    person_id: int
    person: str
    since: dt.date
    until: dt.date | None


@dataclass(frozen=True)
class PostLine:
    """A post with who holds it today and who is to hold it later."""

    id: int
    name: str
    office: str
    roles: tuple[str, ...]
    holders: tuple[Holding, ...]
    coming: tuple[Holding, ...]


@dataclass(frozen=True)
class PersonLine:
    """A person with the posts held today, and their accounts."""

    id: int
    name: str
    posts: tuple[str, ...]
    accounts: tuple[Account, ...]


@dataclass(frozen=True)
class Away:
    """An absence that is on or to come, and who acts meanwhile ("" when nobody does)."""

    row: Absence
    post: str
    person: str
    acting: str


@dataclass(frozen=True)
class Acting:
    """A delegation that is on or to come."""

    row: Delegation
    of: str
    to: str


def posts(work: Work) -> list[PostLine]:
    """The posts there are today, office by office as the organisation lists them, the highest first."""
    offices = {o.id: (n, o.name) for n, o in enumerate(work.session.scalars(select(Office).order_by(Office.id)))}
    held = _holdings(work)
    rows = [row for row in work.session.scalars(select(Post)) if work.jurisdiction.organisation.in_office(row.name, work.today)]
    rows.sort(key=lambda row: (offices.get(row.office_id or 0, (-1, ""))[0], row.rank, row.id))
    return [_line(row, offices.get(row.office_id or 0, (0, ""))[1], held.get(row.id, []), work.today) for row in rows]


def post(work: Work, number: int) -> tuple[Post, list[Holding]]:
    """One post with everybody who ever held it, newest first; ``post.unknown`` where there is none."""
    row = work.session.get(Post, number)
    if row is None:
        raise Refusal("post.unknown", post=number)
    return row, sorted(_holdings(work).get(number, []), key=lambda held: held.since, reverse=True)


def people(work: Work) -> list[PersonLine]:
    """Everybody, by name."""
    accounts: dict[int, list[Account]] = {}
    for account in work.session.scalars(select(Account).order_by(Account.id)):
        accounts.setdefault(account.person_id, []).append(account)
    organisation = work.jurisdiction.organisation
    return [
        PersonLine(row.id, row.name, tuple(organisation.posts_of(row.id, work.today)), tuple(accounts.get(row.id, ())))
        for row in work.session.scalars(select(Person).order_by(Person.name, Person.id))
    ]


def absences(work: Work) -> list[Away]:
    """Absences that are not over, the earliest first, with who acts for the post while they last."""
    organisation, names = work.jurisdiction.organisation, work.jurisdiction.posts_by_id
    query = select(Absence).where(Absence.until >= work.today, Absence.returned.is_(None)).order_by(Absence.since)
    found = []
    for row in work.session.scalars(query):
        day = max(row.since, work.today)
        holders = [organisation.people[p] for p in organisation.persons_of(names[row.post_id], day)]
        acting = organisation.stand_in(names[row.post_id], day) or next(
            (str(d.second) for d in organisation.delegations if d.first == names[row.post_id] and d.on(day)), "")
        found.append(Away(row, names[row.post_id], next(iter(holders), ""), acting))
    return found


def delegations(work: Work) -> list[Acting]:
    """Delegations that are not over, the earliest first."""
    names = work.jurisdiction.posts_by_id
    query = select(Delegation).where(Delegation.until >= work.today, Delegation.ended.is_(None))
    return [Acting(row, names[row.from_id], names[row.to_id])
            for row in work.session.scalars(query.order_by(Delegation.since, Delegation.id))]


def _holdings(work: Work) -> Mapping[int, list[Holding]]:
    query = select(Appointment, Person.name).join(Person, Person.id == Appointment.person_id).order_by(Appointment.id)
    found: dict[int, list[Holding]] = {}
    for row, name in work.session.execute(query):
        if row.until is None or row.until >= row.since:
            found.setdefault(row.post_id, []).append(Holding(row.person_id, name, row.since, row.until))
    return found


def _line(row: Post, office: str, held: list[Holding], day: dt.date) -> PostLine:
    now = tuple(h for h in held if h.since <= day and (h.until is None or h.until >= day))
    coming = tuple(h for h in held if h.since > day)
    return PostLine(row.id, row.name, office, tuple(row.roles), now, coming)
