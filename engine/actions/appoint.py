"""Persons and the posts they hold, and which offices a leader is in charge of; dated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import or_, select

from engine.actions.journal import note
from engine.actions.stand_in import post_id
from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.establishment import Appointment, Office, Person, Portfolio, Post
from engine.model.jurisdiction import touch

EXCLUSIVE = frozenset({"system", "security", "audit"})
"""Roles of administrators; no person holds two of them."""


def person_named(work: Work, name: str) -> Person:
    """The person of that name, made when there is none."""
    person = work.session.scalars(select(Person).where(Person.name == name)).first()
    if person is None:
        person = Person(name=name)
        work.session.add(person)
        work.session.flush()
    return person


def add_person(work: Work, name: str) -> Person:
    """A new person; refuses ``person.no_name`` and ``person.known``: records tell people apart by their names."""
    name = name.strip()[:80]
    if not name:
        raise Refusal("person.no_name")
    if work.session.scalars(select(Person.id).where(Person.name == name)).first() is not None:
        raise Refusal("person.known", person=name)
    person = person_named(work, name)
    touch(work.session)
    work.again()
    return person


def appoint(
    work: Work, person: Person, post: str, since: dt.date, *, only: bool = True, by: int | None = None
) -> Appointment:
    """A person holds a post from a day on; with ``only`` whoever held it leaves the day before.

    ``by`` is the person who appoints, where it is one.  Refuses ``appoint.oneself`` and ``appoint.exclusive``: of the
    administrators' roles nobody holds two.
    """
    number = post_id(work, post)
    _must_not_be(by, person.id, post)
    _exclusive(work, person, post, since)
    if only:
        _end(work, number, since)
    row = Appointment(person_id=person.id, post_id=number, since=since)
    work.session.add(row)
    note(work, "appoint", person=person.name, post=post, since=since)
    touch(work.session)
    work.again()
    return row


def vacate(work: Work, post: str, until: dt.date, *, by: int | None = None) -> None:
    """Whoever holds a post leaves it; ``until`` is their last day.

    Refuses ``appoint.oneself`` where ``by`` holds it, ``appoint.nobody`` and ``period.backwards``.
    """
    number = post_id(work, post)
    held = list(work.session.scalars(
        select(Appointment).where(Appointment.post_id == number, Appointment.until.is_(None))))
    if not held:
        raise Refusal("appoint.nobody", post=post)
    for one in held:
        _must_not_be(by, one.person_id, post)
        if until < one.since - dt.timedelta(days=1):
            raise Refusal("period.backwards", since=one.since, until=until)
    _end(work, number, until + dt.timedelta(days=1))
    note(work, "vacate", post=post, until=until)
    touch(work.session)
    work.again()


def _must_not_be(by: int | None, person_id: int, post: str) -> None:
    if by == person_id:
        raise Refusal("appoint.oneself", post=post)


def _exclusive(work: Work, person: Person, post: str, since: dt.date) -> None:
    posts = work.jurisdiction.organisation.posts
    wanted = EXCLUSIVE.intersection(posts[post].roles) if post in posts else set()
    if not wanted:
        return
    query = select(Post.name, Post.roles).join(Appointment, Appointment.post_id == Post.id).where(
        Appointment.person_id == person.id, or_(Appointment.until.is_(None), Appointment.until >= since))
    for name, roles in work.session.execute(query):
        if EXCLUSIVE.intersection(roles) - wanted:
            raise Refusal("appoint.exclusive", person=person.name, post=post, other=name)


def _end(work: Work, number: int, since: dt.date) -> None:
    query = select(Appointment).where(Appointment.post_id == number, Appointment.until.is_(None))
    for old in work.session.scalars(query):
        old.until = since - dt.timedelta(days=1)
    work.session.flush()


def put_in_charge(work: Work, post: str, offices: Iterable[str], since: dt.date) -> None:
    """A leader is in charge of these offices from a day on; whoever was before no longer is."""
    number, offices = post_id(work, post), list(offices)
    for name in offices:
        office = work.session.scalars(select(Office).where(Office.name == name)).first()
        if office is None:
            raise Refusal("office.unknown", office=name)
        query = select(Portfolio).where(Portfolio.office_id == office.id, Portfolio.until.is_(None))
        for old in work.session.scalars(query):
            old.until = since - dt.timedelta(days=1)
        work.session.add(Portfolio(post_id=number, office_id=office.id, since=since))
    note(work, "put_in_charge", post=post, offices=offices, since=since)
    touch(work.session)
    work.again()
