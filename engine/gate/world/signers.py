"""Sentences about who signs: one more signer, one who steps aside, one who enters for another, who may and who not."""

from __future__ import annotations

from collections.abc import Mapping

from engine.actions import add_signer as adding
from engine.actions import enter_for as entering
from engine.actions import recuse as recusing
from engine.actions.complete_task import may_do
from engine.actions.uploads import store_file
from engine.actions.work import Work
from engine.errors import Refusal
from engine.gate.play import Unmet
from engine.gate.world.acts import task_for, wanted_for
from engine.gate.world.answers import reading
from engine.gate.world.places import where
from engine.gate.world.scene import Scene, actor, open_tasks, post_named, step_named, tasks_named
from engine.model.case import Task
from engine.model.entry import Entry

SCAN = b"%PDF-1.4 made up"
"""What stands for the signed paper."""


def add_signer(scene: Scene, post: str, step: str, to: str, case: str | None = None) -> None:
    """Lets one more post sign a step that several do side by side."""
    with scene.act() as work:
        who = actor(work, post)
        task = task_for(scene.hand(work, case), who, step)
        adding.add_signer(work, who, task.id, post_named(work.jurisdiction, to))


def recuse(scene: Scene, post: str, step: str, reason: str, case: str | None = None) -> None:
    """Steps aside from an open step."""
    with scene.act() as work:
        who = actor(work, post)
        recusing.recuse(work, who, task_for(scene.hand(work, case), who, step).id, reason)


def enter_for(
    scene: Scene, by: str, post: str, step: str, field: str | None = None, value: str = "",
    answers: Mapping[str, str] | None = None, case: str | None = None,
) -> None:
    """Enters what the holder of a post decided on paper; the scan is made up on the spot."""
    given = {**(answers or {}), **({field: value} if field else {})}
    with scene.act() as work:
        secretary, leader = actor(work, by), actor(work, post)
        hand = scene.hand(work, case)
        task = task_for(hand, leader, step)
        wanted, rest = wanted_for(scene, hand, task, given)
        scan = store_file(work, secretary, f"{step}.pdf", SCAN)
        entering.enter_for(work, secretary, task.id, post, reading(work, secretary, wanted), scan)
        scene.kept[hand.case.id] = rest


def done_by(scene: Scene, step: str, post: str, case: str | None = None) -> None:
    """The post may do the open step now, by whatever right; of a step that is done, the post did it."""
    with scene.look() as work:
        tasks = _open(scene, work, step, post, case)
        if not tasks:
            return _must_have_done(scene, work, step, post, case)
        refusals = [_refused(scene, work, task, post) for task in tasks]
        if all(refusals):
            raise Unmet("gate.not_done_by", step=step, post=post, found=[task.asked_post for task in tasks],
                        said=scene.say(refusals[0])) from refusals[0]


def not_done_by(scene: Scene, step: str, post: str, case: str | None = None) -> None:
    """The step is open and the post may not do it."""
    with scene.look() as work:
        tasks = _open(scene, work, step, post, case)
        if not tasks:
            raise Unmet("gate.stands_elsewhere", step=step,
                        stands=where(open_tasks(work, scene.case_id(work, case))))
        if not all(_refused(scene, work, task, post) for task in tasks):
            raise Unmet("gate.may_be_done_by", step=step, post=post)


def _open(scene: Scene, work: Work, step: str, post: str, case: str | None) -> list[Task]:
    hand = scene.hand(work, case)
    step_named(hand, step)
    post_named(work.jurisdiction, post)
    return [task for task in tasks_named(work, hand.case.id, step) if task.status == "open"]


def _refused(scene: Scene, work: Work, task: Task, post: str) -> Refusal | None:
    """Why the post may not do the task, or None when it may."""
    try:
        may_do(scene.hand_of(work, task.case_id), actor(work, post), task)
    except Unmet:
        raise
    except Refusal as refusal:
        return refusal
    return None


def _must_have_done(scene: Scene, work: Work, step: str, post: str, case: str | None) -> None:
    case_id = scene.case_id(work, case)
    numbers = [task.id for task in tasks_named(work, case_id, step) if task.status == "done"]
    done = work.session.query(Entry).where(Entry.task_id.in_(numbers), Entry.kind == "complete").all()
    if not done:
        raise Unmet("gate.stands_elsewhere", step=step, stands=where(open_tasks(work, case_id)))
    if post not in {entry.post for entry in done}:
        raise Unmet("gate.was_done_by", step=step, post=post, found=list(dict.fromkeys(e.post for e in done)))
