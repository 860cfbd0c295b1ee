"""Going the usual course: every step before a goal done by whoever it waits for, with sample answers that lead on."""

from __future__ import annotations

from engine.actions.work import Work
from engine.errors import Refusal
from engine.gate.play import Unmet
from engine.gate.world.acts import do
from engine.gate.world.places import stands_in, where
from engine.gate.world.scene import Scene, open_tasks, step_named
from engine.gate.world.time import at_same_hour, move_to
from engine.model.case import Task

MOST_STEPS = 300


def usual_course(scene: Scene, step: str, case: str | None = None) -> None:
    """Brings the case to a step; time passes only when nothing else can be done.

    Raises Unmet where the course ends or stands still before the goal, and the refusal of a sample answer.
    """
    with scene.look() as work:
        hand = scene.hand(work, case)
        case_id = hand.case.id
        step_named(hand, step)
    for _ in range(MOST_STEPS):
        with scene.look() as work:
            tasks = open_tasks(work, case_id)
            if any(stands_in(task, step) for task in tasks):
                return
            ended = scene.hand_of(work, case_id).case.status != "open"
        if ended:
            raise Unmet("gate.path_ended", step=step)
        if not _one_step(scene, case_id) and not _let_time_pass(scene, case_id):
            break
    raise Unmet("gate.path_blocked", step=step, stands=_stands(scene, case_id))


def _one_step(scene: Scene, case_id: int) -> bool:
    """Does the first open step that may be done today; False where there is none."""
    with scene.look() as work:
        found = [(t.asked_post, t.name) for t in open_tasks(work, case_id) if _may_be_done(work, t)]
    for post, name in found:
        try:
            with scene.act() as work:
                do(scene, work, case_id, post, name, {})
            return True
        except Refusal as refusal:
            if refusal.code != "step.too_early":
                raise
    return False


def _may_be_done(work: Work, task: Task) -> bool:
    return task.post_id is not None and (task.earliest is None or task.earliest <= work.today)


def _let_time_pass(scene: Scene, case_id: int) -> bool:
    """Moves the clock to the next minimum that is over or timer that fires; False where nothing is waited for."""
    with scene.look() as work:
        zone, today = work.jurisdiction.zone, work.today
        days = [t.earliest for t in open_tasks(work, case_id) if t.earliest and t.earliest > today]
        moments = [at_same_hour(scene, day, zone) for day in days]
        wakes = scene.hand_of(work, case_id).case.wakes_at
    if wakes is not None and wakes > scene.now:
        moments.append(wakes)
    if not moments:
        return False
    move_to(scene, min(moments))
    return True


def _stands(scene: Scene, case_id: int) -> list[str]:
    with scene.look() as work:
        return where(open_tasks(work, case_id))


