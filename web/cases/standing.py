"""Where a case stands and with whom, a line for each open step."""

from __future__ import annotations

from dataclasses import dataclass

from engine.actions.work import Actor
from engine.model.case import Task
from engine.queries.cases import CaseView
from web.shell.moments import Left, moment_words, time_left


@dataclass(frozen=True)
class Place:
    """An open step: where it is drawn, who has it, since when, and how long still."""

    task: Task
    within: str
    since: str
    left: Left
    mine: bool
    claimed: str
    stuck: bool


def places(view: CaseView, actor: Actor) -> list[Place]:
    """The open steps of a case."""
    work = view.hand.work
    found = []
    for task in view.open_tasks:
        within = " · ".join(_frame(view, frame) for frame in task.frames)
        since = moment_words(task.opened_at.astimezone(work.jurisdiction.zone), work.today)
        mine = view.hand.right(actor, task.asked_post, task.name, task.scope) is not None
        claimed = work.jurisdiction.organisation.people.get(task.claimed_by or 0, "")
        stuck = task.post_id is None or not work.jurisdiction.organisation.anybody(task.asked_post, work.today)
        left = time_left(work.jurisdiction.calendar, task.due, work.today)
        found.append(Place(task, within, since, left, mine, claimed, stuck))
    return found


def _frame(view: CaseView, frame: list[str]) -> str:
    name, key = frame[2], frame[3]
    return f"{name}（{key}）" if key else name
