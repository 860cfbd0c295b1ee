"""What is accounted for: who was shown a case, the numbers it was given, whole registers and runs of numbers.

A line or number of a case with a list of readers is counted for everybody and told to its readers alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select

from engine.actions.registers import WHOLE_LIFE
from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.feel.values import from_json
from engine.model.case import Case
from engine.model.document import Number, Series
from engine.model.establishment import Person
from engine.model.register import Circulation, RegisterLine
from engine.queries.visible import visible_to

PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A post that a case was shown to; ``reader`` is empty until somebody of it has read it."""

    post: str
    by: str
    note: str
    at: dt.datetime
    reader: str
    read_at: dt.datetime | None


@dataclass(frozen=True)
class Given:
    """A number: to which case (None where the reader may not know), and why it is void where it is.

    ``open`` says whether the reader may open the case; a number without a row (``serial`` used before this system)
    has no case and no moment.
    """

    serial: int
    text: str
    case_id: int | None = None
    title: str = ""
    open: bool = False
    hidden: bool = False
    void_reason: str = ""
    void_at: dt.datetime | None = None
    before: bool = False


@dataclass(frozen=True)
class Line:
    """A line of a register in words, by column; empty where its case is for others."""

    number: int
    at: dt.datetime
    case_id: int | None
    title: str
    open: bool
    hidden: bool
    values: dict[str, str]


def circulations(work: Work, case_id: int) -> list[Shown]:
    """Whom a case was shown to, in the order it was."""
    query = select(Circulation, Person.name).outerjoin(Person, Person.id == Circulation.read_by).where(
        Circulation.case_id == case_id).order_by(Circulation.id)
    names = work.jurisdiction.posts_by_id
    return [Shown(names.get(row.post_id, ""), row.by, row.note, row.at, reader or "", row.read_at)
            for row, reader in work.session.execute(query)]


def to_read(work: Work, actor: Actor, case_id: int) -> Shown | None:
    """What the actor's post was shown of a case and has not read yet."""
    return next((one for one in circulations(work, case_id) if one.post == actor.post and one.read_at is None), None)


def numbers_of(work: Work, case_id: int) -> list[Number]:
    """Every number a case was ever given, void ones among them."""
    return list(work.session.scalars(select(Number).where(Number.case_id == case_id).order_by(Number.id)))


def registers(work: Work) -> list[tuple[str, int]]:
    """The registers that have lines, each with how many."""
    query = select(RegisterLine.register, func.count()).group_by(RegisterLine.register).order_by(RegisterLine.register)
    return [(name, count) for name, count in work.session.execute(query)]


def register(work: Work, actor: Actor, name: str, *, page: int = 0) -> list[Line]:
    """A page of a register's lines, the newest first (``page`` from 1), or all of them in order (0).

    Refuses ``register.unknown`` for one without a line.
    """
    rows = _seen(work, actor, select(RegisterLine).where(RegisterLine.register == name), RegisterLine.case_id)
    query = rows.order_by(RegisterLine.number.desc() if page else RegisterLine.number)
    if page:
        query = query.limit(PAGE).offset((page - 1) * PAGE)
    found = work.session.execute(query).all()
    if not found and page <= 1:
        raise Refusal("register.unknown", register=name)
    return [_line(work, *row) for row in found]


def _seen(work: Work, actor: Actor, query: Select[Any], case_id: Any) -> Select[Any]:
    """With each row its case, whether the reader may know of it, and whether they may open it."""
    may_open = visible_to(work, actor)
    return query.outerjoin(Case, Case.id == case_id).add_columns(
        Case, or_(Case.id.is_(None), Case.reserved.is_(None), may_open), may_open)


def _line(work: Work, row: RegisterLine, case: Case, told: bool, may_open: bool) -> Line:
    if not told:
        return Line(row.number, row.at, None, "", False, True, {})
    values = {name: work.jurisdiction.writing.text(from_json(value)) for name, value in row.values.items()}
    return Line(row.number, row.at, case.id, case.title, bool(may_open), False, values)


def runs(work: Work) -> list[tuple[str, int, int]]:
    """Every run of numbers: series, year, how many were given; the newest year first."""
    query = select(Series.name, Series.year, Series.last).where(Series.year > WHOLE_LIFE)
    return [(name, year, last) for name, year, last in work.session.execute(query.order_by(Series.year.desc(), Series.name))]


def run(work: Work, actor: Actor, series: str, year: int) -> list[Given]:
    """Every number of a series in a year, without a gap: those used before this system are said to be so."""
    last = work.session.scalar(select(Series.last).where(Series.name == series, Series.year == year))
    if last is None:
        raise Refusal("register.unknown", register=series)
    query = select(Number).where(Number.series == series, Number.year == year)
    rows = {row.serial: (row, case, told, may_open)
            for row, case, told, may_open in work.session.execute(_seen(work, actor, query, Number.case_id))}
    return [_given(*rows[n]) if n in rows else Given(n, "", before=True) for n in range(1, last + 1)]


def _given(row: Number, case: Case | None, told: bool, may_open: bool) -> Given:
    if case is None or not told:
        return Given(row.serial, row.text, hidden=not told, void_at=row.void_at)
    return Given(row.serial, row.text, case.id, case.title, bool(may_open), False, row.void_reason, row.void_at)
