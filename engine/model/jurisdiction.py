"""One government's data between the database and the frozen Jurisdiction: seeding an empty one, reading it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine.model.establishment import (
    Absence,
    Appointment,
    Delegation,
    Office,
    Pair,
    Person,
    Portfolio,
    Post,
    Setting,
)
from engine.rulebook.jurisdiction import SETTINGS, Jurisdiction
from engine.rulebook.organisation import Held, Organisation, PostRow

REVISION = "revision"
CURRENT = select(Setting.value).where(Setting.name == REVISION)
"""Every act asks this first, so it is built once."""
REVISED = CURRENT.scalar_subquery()
"""The same as a column of another statement."""


def seed(session: Session, jurisdiction: Jurisdiction, *, people: bool) -> None:
    """Writes a government's data into an empty database; ``people`` also its (demonstration) persons."""
    organisation = jurisdiction.organisation
    for name in SETTINGS:
        value = jurisdiction.settings.get(name, {})
        kept = dict(organisation.rules) if name == "organisation" else _plain(value)
        session.add(Setting(name=name, value=kept))
    session.add(Setting(name=REVISION, value=1))
    offices = _added(session, [
        Office(name=name, kind=raw["kind"], detail=_plain(raw), since=raw.get("from"), until=raw.get("to"))
        for name, raw in organisation.offices.items()
    ])
    posts = _added(session, [
        Post(name=p.name, office_id=offices.get(p.office), kind=p.kind, rank=p.rank, roles=list(p.roles),
             since=p.since, until=p.until)
        for p in organisation.posts.values()
    ])
    session.add_all(
        Portfolio(post_id=posts[h.first], office_id=offices[h.second], since=h.since, until=h.until)
        for h in organisation.portfolios
    )
    session.add_all(
        Pair(first_id=posts[h.first], second_id=posts[h.second], since=h.since, until=h.until)
        for h in organisation.pairs
    )
    if people:
        persons = {number: Person(name=name) for number, name in organisation.people.items()}
        session.add_all(persons.values())
        session.flush()
        session.add_all(
            Appointment(person_id=persons[h.first].id, post_id=posts[h.second], since=h.since, until=h.until)
            for h in organisation.holders if h.second in posts
        )
    session.flush()


def _added(session: Session, rows: list[Any]) -> dict[str, int]:
    session.add_all(rows)
    session.flush()
    return {row.name: row.id for row in rows}


def _plain(value: Any) -> Any:
    """Days as text, so that JSON can hold them; keys as text too."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def touch(session: Session) -> None:
    """Says that the organisation or a setting changed; every process reads it anew before its next act."""
    session.flush()
    session.execute(update(Setting).where(Setting.name == REVISION).values(value=_next(session)))


def _next(session: Session) -> int:
    return revision(session) + 1


def revision(session: Session) -> int:
    """The number of the last change; 0 in a database that holds no government yet."""
    value = session.scalar(CURRENT)
    return int(value or 0)


def read_jurisdiction(session: Session) -> Jurisdiction:
    """The government's data as the database has them now."""
    settings = {row.name: row.value for row in session.scalars(select(Setting))}
    offices = {o.id: o for o in session.scalars(select(Office))}
    posts = {p.id: p for p in session.scalars(select(Post))}
    named = {number: post.name for number, post in posts.items()}
    organisation = Organisation(
        offices={o.name: o.detail for o in offices.values()},
        posts={p.name: _post(p, offices) for p in posts.values()},
        people=dict(session.execute(select(Person.id, Person.name)).all()),
        holders=tuple(Held(a.person_id, named[a.post_id], a.since, a.until) for a in _all(session, Appointment)),
        portfolios=tuple(
            Held(named[p.post_id], offices[p.office_id].name, p.since, p.until) for p in _all(session, Portfolio)
        ),
        pairs=tuple(Held(named[p.first_id], named[p.second_id], p.since, p.until) for p in _all(session, Pair)),
        absences=tuple(
            Held(named[a.post_id], None, a.since, _earlier(a.until, a.returned), a.kind) for a in _all(session, Absence)
        ),
        delegations=tuple(
            Held(named[d.from_id], named[d.to_id], d.since, _earlier(d.until, d.ended), "", tuple(d.steps))
            for d in _all(session, Delegation)
        ),
        rules=settings["organisation"],
    )
    kept = {name: settings.get(name, {}) for name in SETTINGS}
    return Jurisdiction(organisation, kept, int(settings[REVISION]), {p.name: p.id for p in posts.values()})


def _all(session: Session, table: Any) -> Iterable[Any]:
    return session.scalars(select(table).order_by(table.id))


def _post(row: Post, offices: Mapping[int, Office]) -> PostRow:
    office = offices[row.office_id].name if row.office_id else ""
    return PostRow(row.name, office, row.kind, row.rank, tuple(row.roles), row.since, row.until)


def _earlier(planned: dt.date, ended: dt.date | None) -> dt.date:
    """The power to act ends with the planned end or the day before the return, whichever comes first."""
    return planned if ended is None else min(planned, ended - dt.timedelta(days=1))


def is_empty(session: Session) -> bool:
    """Whether the database holds no government yet."""
    return revision(session) == 0


