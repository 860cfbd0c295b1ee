"""A Case and what it waits for: the state of its tokens, its facts, its open steps, their terms, its record."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Bytes, Json, Moment


class Case(Base):
    """One matter under one Version.

    ``state`` are the token bytes, ``facts`` the compressed facts, ``head`` and ``entries`` the end and length of its
    record's chain.  ``status``: open, suspended, done, terminated.  ``reserved`` lists the posts that may know of it
    when it is confidential; null: no limit beyond taking part.
    """

    __tablename__ = "case"
    __table_args__ = (Index("ix_case_wake", "wakes_at"), Index("ix_case_opened", "opened_person", "status", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    procedure: Mapped[str] = mapped_column(String(80), index=True)
    procedure_name: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(12))
    result: Mapped[str] = mapped_column(String(80), default="")
    opened_by: Mapped[int] = mapped_column(ForeignKey("post.id"))
    opened_person: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[dt.datetime] = mapped_column(Moment)
    closed_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    urgency: Mapped[str] = mapped_column(String(12), default="")
    reserved: Mapped[list[str] | None] = mapped_column(Json)
    state: Mapped[bytes] = mapped_column(Bytes, deferred=True)
    facts: Mapped[bytes] = mapped_column(Bytes, deferred=True)
    entries: Mapped[int] = mapped_column(Integer, default=0)
    head: Mapped[str] = mapped_column(String(64), default="")
    wakes_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    incident: Mapped[Any] = mapped_column(Json, nullable=True)


class Task(Base):
    """A drawn step that waits, or waited, for a Post.

    ``frames`` is the path of scopes around it; ``scope`` the innermost one; ``status``: open, done, withdrawn,
    interrupted.  ``post_id`` is null where nobody could be found: such tasks stand on the exceptions list.
    """

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_box", "post_id", "status", "due", "opened_at"),
        Index("ix_task_done", "done_person", "status", "done_at", "case_id"),
        Index("ix_task_case", "case_id", "status"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    procedure: Mapped[str] = mapped_column(String(80))
    node: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(80))
    scope: Mapped[str] = mapped_column(String(40))
    frames: Mapped[list[Any]] = mapped_column(Json, default=list)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    asked_post: Mapped[str] = mapped_column(String(120))
    status: Mapped[str] = mapped_column(String(12))
    from_name: Mapped[str] = mapped_column(String(120), default="")
    opened_at: Mapped[dt.datetime] = mapped_column(Moment)
    due: Mapped[dt.date | None] = mapped_column(Date)
    earliest: Mapped[dt.date | None] = mapped_column(Date)
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    claimed_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    urged: Mapped[int] = mapped_column(Integer, default=0)
    recused: Mapped[list[int]] = mapped_column(Json, default=list)
    done_person: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_post: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    done_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class Term(Base):
    """A Deadline: a minimum that must be given, or a limit by which one must act.

    ``pauses`` are ``[from, to|null]`` days; ``status``: running, stopped, met, ended.  ``due`` is the limit's last
    day, or of a minimum the first day on which the step may be completed.
    """

    __tablename__ = "term"
    __table_args__ = (Index("ix_term_step", "case_id", "scope", "node"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    scope: Mapped[str] = mapped_column(String(40))
    node: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(8))
    amount: Mapped[str] = mapped_column(String(40))
    start: Mapped[dt.date] = mapped_column(Date)
    due: Mapped[dt.date] = mapped_column(Date)
    provisional: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(8))
    pauses: Mapped[list[Any]] = mapped_column(Json, default=list)
    articles: Mapped[list[str]] = mapped_column(Json, default=list)
    shown: Mapped[Any] = mapped_column(Json, default=dict)


class Party(Base):
    """A post that takes or took part in a case, and so may see it."""

    __tablename__ = "party"
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)


class Draft(Base):
    """What a person has typed and not yet submitted: for a task, or for starting a procedure."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("person_id", "task_id", "procedure"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    task_id: Mapped[str] = mapped_column(String(32), default="", index=True)
    procedure: Mapped[str] = mapped_column(String(80), default="")
    answers: Mapped[Any] = mapped_column(Json)
    saved_at: Mapped[dt.datetime] = mapped_column(Moment)


class ListedField(Base):
    """A fact that lists and reports filter by, as text, number or day."""

    __tablename__ = "listed_field"
    __table_args__ = (Index("ix_listed_field_text", "name", "text"), Index("ix_listed_field_day", "name", "day"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    text: Mapped[str | None] = mapped_column(String(200))
    number: Mapped[float | None]
    day: Mapped[dt.date | None] = mapped_column(Date)
