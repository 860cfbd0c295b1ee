"""What is said above a box after an act: what was done, and who has the matter now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from engine.actions.work import Actor, Work
from engine.model.case import Case, Task
from engine.model.entry import Entry
from engine.queries.visible import visible_to
from web.record import act_words


@dataclass(frozen=True)
class Notice:
    """A sentence about an act of one's own, and the case it leads to."""

    text: str
    case_id: int
    next: tuple[tuple[str, str], ...]
    ended: str


def notice(work: Work, actor: Actor, arguments: Mapping[str, str]) -> Notice | None:
    """About the entry that the address names (``case`` and ``entry``), if it is one's own and may be seen."""
    case_id, number = (arguments.get(name, "") for name in ("case", "entry"))
    if not all(text.isascii() and text.isdigit() and len(text) < 10 for text in (case_id, number)):
        return None
    query = select(Entry, Case).join(Case, Case.id == Entry.case_id).where(
        Entry.case_id == int(case_id), Entry.number == int(number), Entry.person_id == actor.person_id,
        visible_to(work, actor))
    found = work.session.execute(query).one_or_none()
    if found is None:
        return None
    entry, case = found
    waiting = work.session.execute(
        select(Task.name, Task.asked_post).where(Task.case_id == case.id, Task.status == "open")).all()
    ended = (case.result or "已办结") if case.status in ("done", "terminated") else ""
    return Notice(f"{act_words(entry)}：{case.title}", case.id, tuple(waiting), ended)
