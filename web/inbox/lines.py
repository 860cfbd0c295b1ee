"""Lines of a box in words."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from engine.actions.work import Work
from engine.model.version import Version
from engine.queries.inbox import Page, Row
from web.shell.moments import Left, moment_words, time_left

STATES = {"open": "办理中", "suspended": "已挂起", "done": "已办结", "terminated": "已终止"}


@dataclass(frozen=True)
class Line:
    """One line: where it leads, and what is read."""

    row: Row
    url: str
    title: str
    procedure: str
    state: str
    when: str
    left: Left


def lines(work: Work, box: str, page: Page) -> list[Line]:
    """The rows of a page as they are read."""
    names = _names(work) if box == "drafts" else {}
    return [_line(work, row, names) for row in page.rows]


def _line(work: Work, row: Row, names: dict[str, str]) -> Line:
    zone, today = work.jurisdiction.zone, work.today
    if row.task_id:
        url = f"/tasks/{row.task_id}"
    else:
        url = f"/cases/{row.case_id}" if row.case_id else f"/procedures/{row.procedure}/cases"
    procedure = names.get(row.procedure, row.procedure)
    left = time_left(work.jurisdiction.calendar, row.due, today)
    state = STATES.get(row.status, "")
    if row.status == "done" and row.result:
        state = f"{state}，结果为{row.result}"
    return Line(row, url, row.title or f"（{procedure}，未发起）", procedure, state,
                moment_words(row.at.astimezone(zone), today), left)


def _names(work: Work) -> dict[str, str]:
    """Names of procedures by id: a draft only knows the id."""
    return dict(work.session.execute(select(Version.procedure, Version.name)).all())
