"""Offices, posts, persons and who stands where, each with the dates it holds for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json


class Office(Base):
    """An office of the government; dissolved or merged ones keep their row."""

    __tablename__ = "office"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    detail: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    since: Mapped[dt.date | None] = mapped_column(Date)
    until: Mapped[dt.date | None] = mapped_column(Date)


class Post(Base):
    """A post: what tasks are given to.  ``rank`` sorts opinions (smaller is higher); ``roles`` grant views, not acts."""

    __tablename__ = "post"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int] = mapped_column(Integer, default=99)
    roles: Mapped[list[str]] = mapped_column(Json, default=list)
    since: Mapped[dt.date | None] = mapped_column(Date)
    until: Mapped[dt.date | None] = mapped_column(Date)


class Person(Base):
    """A person, whatever posts they hold."""

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))


class Appointment(Base):
    """Who holds a post, from when to when (both days included)."""

    __tablename__ = "appointment"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    since: Mapped[dt.date] = mapped_column(Date)
    until: Mapped[dt.date | None] = mapped_column(Date)


class Portfolio(Base):
    """The offices that a leader is in charge of."""

    __tablename__ = "portfolio"
    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    since: Mapped[dt.date] = mapped_column(Date)
    until: Mapped[dt.date | None] = mapped_column(Date)


class Pair(Base):
    """Two posts that stand in for each other while one is away."""

    __tablename__ = "pair"
    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    since: Mapped[dt.date] = mapped_column(Date)
    until: Mapped[dt.date | None] = mapped_column(Date)


class Absence(Base):
    """A holder away from the post; the power to stand in ends with the earlier of ``returned`` and ``until``."""

    __tablename__ = "absence"
    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    since: Mapped[dt.date] = mapped_column(Date)
    until: Mapped[dt.date] = mapped_column(Date)
    returned: Mapped[dt.date | None] = mapped_column(Date)


class Delegation(Base):
    """A recorded delegation: from one post to another, for named steps or (empty) for all, never passed on."""

    __tablename__ = "delegation"
    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    steps: Mapped[list[str]] = mapped_column(Json, default=list)
    since: Mapped[dt.date] = mapped_column(Date)
    until: Mapped[dt.date] = mapped_column(Date)
    ended: Mapped[dt.date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(String(400), default="")


class Setting(Base):
    """What else one government has: zone, language, articles, calendar, meetings, derived posts; by name.

    The row ``revision`` counts every change of this file's tables, so that a process knows when its copy is old.
    """

    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)
