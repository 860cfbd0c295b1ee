"""What the public sees: consultations with their comments, and what has been published."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, Moment


class Publication(Base):
    """A consultation (open while its task is) or a published decision.

    ``shown`` holds what may be read: label and value of each public field, files among them; ``taken_up`` what was
    taken up of the comments, once the consultation is completed.
    """

    __tablename__ = "publication"
    __table_args__ = (Index("ix_publication_kind", "kind", "published_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    task_id: Mapped[str] = mapped_column(String(32), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(200))
    shown: Mapped[list[Any]] = mapped_column(Json)
    published_at: Mapped[dt.datetime] = mapped_column(Moment)
    closes: Mapped[dt.date | None] = mapped_column(Date)
    closed_at: Mapped[dt.datetime | None] = mapped_column(Moment)
    taken_up: Mapped[str] = mapped_column(String(8000), default="")


class PublicComment(Base):
    """What somebody outside wrote on a consultation; ``sender`` is a salted hash for the rate limit, no address."""

    __tablename__ = "public_comment"
    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Moment)
    name: Mapped[str] = mapped_column(String(80), default="")
    contact: Mapped[str] = mapped_column(String(80), default="")
    text: Mapped[str] = mapped_column(String(4000))
    sender: Mapped[str] = mapped_column(String(64), index=True)
