"""What steps leave behind: documents with their numbers, files as they were handed in, outgoing work."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Bytes, Json, Moment


class StoredFile(Base):
    """A file as handed in, or as rendered; named by the SHA-256 of its bytes, so the same file is kept once."""

    __tablename__ = "stored_file"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    stored_at: Mapped[dt.datetime] = mapped_column(Moment)
    content: Mapped[bytes] = mapped_column(Bytes, deferred=True)


class FileUse(Base):
    """Where a file belongs: the person who handed it in may see it, and whoever may see the case."""

    __tablename__ = "file_use"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("stored_file.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)


class Document(Base):
    """A numbered document of a case: frozen payload first, bytes when rendered.  ``status``: waiting, ready, failed."""

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    entry_number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    number: Mapped[str] = mapped_column(String(80), default="")
    payload: Mapped[Any] = mapped_column(Json)
    file_id: Mapped[str | None] = mapped_column(ForeignKey("stored_file.id"))
    status: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[dt.datetime] = mapped_column(Moment)


class Series(Base):
    """A gapless run of numbers of one year; ``last`` is the number given last."""

    __tablename__ = "series"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(Integer, default=0)


class Number(Base):
    """Every number ever given, and to what; never reused.

    A number whose document came to nothing stays accounted for: ``void_reason`` and ``void_at`` say why and since when.
    """

    __tablename__ = "number"
    __table_args__ = (UniqueConstraint("series", "year", "serial"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(String(40))
    year: Mapped[int]
    serial: Mapped[int]
    text: Mapped[str] = mapped_column(String(80))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    scope: Mapped[str] = mapped_column(String(40), default="")
    node: Mapped[str] = mapped_column(String(80), default="")
    void_reason: Mapped[str] = mapped_column(String(400), default="")
    void_at: Mapped[dt.datetime | None] = mapped_column(Moment)


class Outgoing(Base):
    """Work frozen in an act and done after it by the worker: a rendering, a notice.

    ``lease_until`` is set while a worker has it; ``tries`` counts; done rows are deleted.
    """

    __tablename__ = "outgoing"
    __table_args__ = (Index("ix_outgoing_ready", "failed", "ready_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    payload: Mapped[Any] = mapped_column(Json)
    ready_at: Mapped[dt.datetime] = mapped_column(Moment)
    lease_until: Mapped[dt.datetime | None] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    failed: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str] = mapped_column(String(400), default="")
