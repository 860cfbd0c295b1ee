"""Registers: lists that accumulate, each line numbered and never changed; and what was passed round to be read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, Moment


class RegisterLine(Base):
    """One line of a register: ``values`` by the names of its columns, made by an act of a case."""

    __tablename__ = "register_line"
    __table_args__ = (UniqueConstraint("register", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    entry_number: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    values: Mapped[Any] = mapped_column(Json)


class Circulation(Base):
    """A case shown to a post to be read; ``read_at`` is the receipt."""

    __tablename__ = "circulation"
    __table_args__ = (UniqueConstraint("case_id", "post_id"), Index("ix_circulation_post", "post_id", "read_at"))
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    by: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(String(400), default="")
    at: Mapped[dt.datetime] = mapped_column(Moment)
    read_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    read_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
