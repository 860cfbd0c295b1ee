"""Answers already given to requests that carry a key of their own: a retry gets the same answer and does nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, Moment


class Once(Base):
    """One answered request of a person; written in the transaction of the act itself."""

    __tablename__ = "once"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    answer: Mapped[Any] = mapped_column(Json, nullable=True)
    at: Mapped[dt.datetime] = mapped_column(Moment, index=True)
