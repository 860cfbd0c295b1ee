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
        within = within_words(task)
        since = moment_words(task.opened_at.astimezone(work.jurisdiction.zone), work.today)
        mine = view.hand.right(actor, task.asked_post, task.name, task.scope) is not None
        claimed = work.jurisdiction.organisation.people.get(task.claimed_by or 0, "")
        stuck = task.post_id is None or not work.jurisdiction.organisation.anybody(task.asked_post, work.today)
        left = time_left(work.jurisdiction.calendar, task.due, work.today)
        found.append(Place(task, within, since, left, mine, claimed, stuck))
    return found


def within_words(task: Task) -> str:
    """What an open step stands in, outermost first; for a step that is asked of several, whose part it is."""
    words = []
    for _owner, _node, name, key in task.frames:
        if name == task.name:
            words += [key] if key else []
        else:
            words.append(f"{name}（{key}）" if key else name)
    return " · ".join(words)
