"""Days and moments as people read them, and the time that is left in words and as a light."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.calendar import Calendar

SOON = 2
"""Working days left from which a limit counts as near."""


@dataclass(frozen=True)
class Left:
    """The time that is left: ``light`` is late, today, soon, fine or none; the words say the same."""

    light: str
    words: str


NONE = Left("none", "无时限")


def time_left(calendar: Calendar, due: dt.date | None, today: dt.date) -> Left:
    """How many working days remain until the end of ``due``, today not counted; or by how many it is over."""
    if due is None:
        return NONE
    if due == today:
        return Left("today", "今天到期")
    if due < today:
        over = calendar.between_working_days(due, today)
        return Left("late", f"已超期 {over} 日" if over else "已超期")
    days = calendar.between_working_days(today, due)
    return Left("soon" if days <= SOON else "fine", f"剩 {days} 个工作日")


def day_words(day: dt.date, today: dt.date | None = None) -> str:
    """3月2日, with its year where that is not today's."""
    year = "" if today is not None and day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def moment_words(moment: dt.datetime, today: dt.date | None = None) -> str:
    """3月2日 09:05; the moment must already stand in the government's zone."""
    return f"{day_words(moment.date(), today)} {moment:%H:%M}"
