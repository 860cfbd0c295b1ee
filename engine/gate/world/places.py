"""Sentences about where a case stands, what waits for whom, which way it went and how it ended."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from engine.gate.play import Unmet
from engine.gate.world.scene import Scene, actor, open_tasks, step_named, tasks_named
from engine.model.case import Case, Task
from engine.queries.inbox import box
from engine.queries.visible import visible_to


def stands_in(task: Task, step: str) -> bool:
    """Whether a task is of that step, or lies inside the called procedure of that name."""
    return task.name == step or any(frame[2] == step for frame in task.frames)


def where(tasks: Iterable[Task]) -> list[str]:
    """The names of steps, each once."""
    return list(dict.fromkeys(task.name for task in tasks))


def inbox_has(scene: Scene, post: str, step: str, case: str | None = None) -> None:
    """The step waits for the post now."""
    has = _inbox(scene, post, step, case)
    if step not in has:
        raise Unmet("gate.not_in_inbox", post=post, step=step, has=has)


def inbox_lacks(scene: Scene, post: str, step: str, case: str | None = None) -> None:
    """The step does not wait for the post now."""
    if step in _inbox(scene, post, step, case):
        raise Unmet("gate.in_inbox", post=post, step=step)


def _inbox(scene: Scene, post: str, step: str, case: str | None) -> list[str]:
    with scene.look() as work:
        hand = scene.hand(work, case)
        step_named(hand, step)
        who, rows, page = actor(work, post), [], 1
        while True:
            found = box(work, who, "waiting", page=page)
            rows += [row.step for row in found.rows if row.case_id == hand.case.id]
            if page >= found.pages:
                return list(dict.fromkeys(rows))
            page += 1


def stands_at(scene: Scene, steps: tuple[str, ...], case: str | None = None) -> None:
    """Each of the steps is open now; for a called procedure, anything inside it."""
    with scene.look() as work:
        hand = scene.hand(work, case)
        tasks = open_tasks(work, hand.case.id)
        for step in steps:
            step_named(hand, step)
            if not any(stands_in(task, step) for task in tasks):
                raise Unmet("gate.stands_elsewhere", step=step, stands=where(tasks))


def has_passed(scene: Scene, step: str, case: str | None = None) -> None:
    """The step has been done; a called procedure has been gone through."""
    if not _passed(scene, step, case):
        raise Unmet("gate.not_passed", step=step)


def has_not_passed(scene: Scene, step: str, case: str | None = None) -> None:
    """The step has not been done."""
    if _passed(scene, step, case):
        raise Unmet("gate.was_passed", step=step)


def _passed(scene: Scene, step: str, case: str | None) -> bool:
    with scene.look() as work:
        hand = scene.hand(work, case)
        step_named(hand, step)
        if any(task.status == "done" for task in tasks_named(work, hand.case.id, step)):
            return True
        every = list(work.session.scalars(select(Task).where(Task.case_id == hand.case.id)))
        inside = [task for task in every if any(frame[2] == step for frame in task.frames)]
        return any(t.status == "done" for t in inside) and not any(t.status == "open" for t in inside)


def ended(scene: Scene, result: str, case: str | None = None) -> None:
    """The case is done, with this result."""
    with scene.look() as work:
        row = scene.case(work, case)
        if row.status != "done":
            raise Unmet("gate.not_ended", stands=where(open_tasks(work, row.id)))
        if row.result != result:
            raise Unmet("gate.other_result", result=result, found=row.result)


def terminated(scene: Scene, case: str | None = None) -> None:
    """The case was ended before its end."""
    with scene.look() as work:
        if scene.case(work, case).status != "terminated":
            raise Unmet("gate.not_terminated")


def not_ended(scene: Scene, case: str | None = None) -> None:
    """The case goes on, or stands still."""
    with scene.look() as work:
        if scene.case(work, case).status not in ("open", "suspended"):
            raise Unmet("gate.has_ended")


def hidden_from(scene: Scene, post: str, case: str | None = None) -> None:
    """The holder of the post may not see the case."""
    with scene.look() as work:
        case_id, who = scene.case_id(work, case), actor(work, post)
        if work.session.scalars(select(Case.id).where(Case.id == case_id, visible_to(work, who))).first():
            raise Unmet("gate.visible", post=post)
