"""A Procedure's Versions: the rules as files, frozen by content hash."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Bytes, Json, Moment


class Version(Base):
    """One state of a procedure's folder and forms, with everything it calls.

    ``files`` is the compressed bundle, ``hash`` its content hash, ``state`` draft, published or retired; a
    published one is in force from ``in_force`` until the next one of the same procedure is.
    """

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("procedure", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    procedure: Mapped[str] = mapped_column(String(80), index=True)
    name: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    files: Mapped[bytes] = mapped_column(Bytes, deferred=True)
    state: Mapped[str] = mapped_column(String(12))
    starters: Mapped[list[str]] = mapped_column(Json, default=list)
    created_at: Mapped[dt.datetime] = mapped_column(Moment)
    created_by: Mapped[str] = mapped_column(String(80), default="")
    published_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    published_by: Mapped[str] = mapped_column(String(80), default="")
    in_force: Mapped[dt.date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(String(400), default="")
    report: Mapped[Any] = mapped_column(Json, default=dict)
