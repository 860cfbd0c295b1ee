"""Publications in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.actions.publish import CONSULTATION
from engine.actions.work import Work
from engine.model.public import Publication
from engine.queries.consultations import is_open, numbers_received
from web.shell.moments import day_words


@dataclass(frozen=True)
class Notice:
    """A publication as it is read: ``light`` is open, ended or decided; ``when`` tells from when to when."""

    id: int
    title: str
    light: str
    state: str
    when: str
    received: int
    fields: tuple[dict[str, Any], ...]
    taken_up: str
    completed: bool

    @property
    def is_open(self) -> bool:
        """Whether comments are taken."""
        return self.light == "open"


def notices(work: Work, rows: Iterable[Publication]) -> list[Notice]:
    """Publications as they are read, in the order given."""
    rows = list(rows)
    received = numbers_received(work, [row.id for row in rows])
    return [_notice(work, row, received.get(row.id, 0)) for row in rows]


def _notice(work: Work, row: Publication, received: int) -> Notice:
    light, state = _state(row, work.today)
    told = [field for field in row.shown if field["files"] or field["text"] not in ("", row.title, row.taken_up)]
    fields = tuple(sorted(told, key=lambda field: bool(field["files"])))
    return Notice(row.id, row.title, light, state, _when(work, row), received, fields, row.taken_up,
                  row.closed_at is not None)


def _state(row: Publication, today: dt.date) -> tuple[str, str]:
    if row.kind != CONSULTATION:
        return "decided", "已公布"
    if not is_open(row, today):
        return "ended", "已结束"
    if row.closes is None:
        return "open", "正在征求意见"
    left = (row.closes - today).days
    return "open", f"还有 {left} 天截止" if left else "今天截止"


def _when(work: Work, row: Publication) -> str:
    since = day_words(work.jurisdiction.day(row.published_at))
    if row.kind != CONSULTATION:
        return f"{since}公布"
    if row.closes is not None:
        return f"{since}至{day_words(row.closes)}"
    return f"自{since}起" if row.closed_at is None else f"{since}至{day_words(work.jurisdiction.day(row.closed_at))}"
