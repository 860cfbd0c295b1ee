"""An Entry: who did what, for which Post, on whose behalf, under which article; only ever added, chained by hash."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, Moment, canonical

CHAINED = (
    "case_id", "number", "at", "kind", "task_id", "step", "person_id", "person", "post", "behalf", "right", "articles",
    "answers", "move", "note", "corrects",
)


class Entry(Base):
    """One line of a case's record.

    ``number`` counts from 1 in the case.  Names of person and posts stand as they were then.  ``right``: own, entered,
    stand_in, delegation, system, public.  ``behalf`` is the post acted for, where it is another's.  ``move`` has what
    the act did to the tokens, so that state can be rebuilt.  ``hash`` covers every other column and ``previous``.
    """

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("case_id", "number"), Index("ix_entry_person", "person_id", "case_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    number: Mapped[int]
    at: Mapped[dt.datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(String(20))
    task_id: Mapped[str] = mapped_column(String(32), default="")
    step: Mapped[str] = mapped_column(String(80), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person: Mapped[str] = mapped_column(String(80), default="")
    post: Mapped[str] = mapped_column(String(80), default="")
    behalf: Mapped[str] = mapped_column(String(80), default="")
    right: Mapped[str] = mapped_column(String(12), default="own")
    articles: Mapped[list[str]] = mapped_column(Json, default=list)
    answers: Mapped[Any] = mapped_column(Json, nullable=True)
    move: Mapped[Any] = mapped_column(Json, nullable=True)
    note: Mapped[str] = mapped_column(String(2000), default="")
    corrects: Mapped[int | None]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


def chain(row: dict[str, Any], previous: str) -> str:
    """The hash of an entry: SHA-256 over the previous hash and one spelling of all its columns."""
    told = {name: row.get(name) for name in CHAINED}
    at = told["at"]
    told["at"] = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{previous}\n{canonical(told)}".encode()).hexdigest()
