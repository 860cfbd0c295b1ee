"""The journal of administrative acts: who changed the organisation, accounts or rules; only added, chained by hash."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, Moment, canonical


class JournalLine(Base):
    """One act: ``kind`` such as ``appoint``, by whom at which post, and what it ``told``; numbered without a gap."""

    __tablename__ = "journal_line"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    kind: Mapped[str] = mapped_column(String(30))
    person_id: Mapped[int | None]
    person: Mapped[str] = mapped_column(String(80))
    post: Mapped[str] = mapped_column(String(80))
    told: Mapped[Any] = mapped_column(Json)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


def link(line: JournalLine) -> str:
    """The hash of a line: SHA-256 over the hash before it and one spelling of everything it says."""
    at = line.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    said = [line.number, at, line.kind, line.person_id, line.person, line.post, line.told]
    return hashlib.sha256(f"{line.previous}\n{canonical(said)}".encode()).hexdigest()
