"""Persons and the posts they hold, and which offices a leader is in charge of; dated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select

from engine.actions.stand_in import post_id
from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.establishment import Appointment, Office, Person, Portfolio
from engine.model.jurisdiction import touch


def person_named(work: Work, name: str) -> Person:
    """The person of that name, made when there is none."""
    person = work.session.scalars(select(Person).where(Person.name == name)).first()
    if person is None:
        person = Person(name=name)
        work.session.add(person)
        work.session.flush()
    return person


def appoint(work: Work, person: Person, post: str, since: dt.date, *, only: bool = True) -> Appointment:
    """A person holds a post from a day on; with ``only`` whoever held it leaves the day before."""
    number = post_id(work, post)
    if only:
        _end(work, number, since)
    row = Appointment(person_id=person.id, post_id=number, since=since)
    work.session.add(row)
    touch(work.session)
    work.again()
    return row


def vacate(work: Work, post: str, until: dt.date) -> None:
    """Whoever holds a post leaves it; ``until`` is their last day."""
    _end(work, post_id(work, post), until + dt.timedelta(days=1))
    touch(work.session)
    work.again()


def _end(work: Work, number: int, since: dt.date) -> None:
    query = select(Appointment).where(Appointment.post_id == number, Appointment.until.is_(None))
    for old in work.session.scalars(query):
        old.until = since - dt.timedelta(days=1)
    work.session.flush()


def put_in_charge(work: Work, post: str, offices: Iterable[str], since: dt.date) -> None:
    """A leader is in charge of these offices from a day on; whoever was before no longer is."""
    number = post_id(work, post)
    for name in offices:
        office = work.session.scalars(select(Office).where(Office.name == name)).first()
        if office is None:
            raise Refusal("office.unknown", office=name)
        query = select(Portfolio).where(Portfolio.office_id == office.id, Portfolio.until.is_(None))
        for old in work.session.scalars(query):
            old.until = since - dt.timedelta(days=1)
        work.session.add(Portfolio(post_id=number, office_id=office.id, since=since))
    touch(work.session)
    work.again()
