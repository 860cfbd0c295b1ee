"""What cases wait for from other cases: one row for each place that waits for a message."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Moment


class Awaited(Base):
    """A case waiting for a message at a drawn event; ``scope`` is where what the message brings will be kept."""

    __tablename__ = "awaited"
    __table_args__ = (Index("ix_awaited_message", "message", "since"),)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    scope: Mapped[str] = mapped_column(String(40), primary_key=True)
    node: Mapped[str] = mapped_column(String(80), primary_key=True)
    message: Mapped[str] = mapped_column(String(80))
    since: Mapped[dt.datetime] = mapped_column(Moment)
