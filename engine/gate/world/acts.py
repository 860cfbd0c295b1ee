"""Sentences about what somebody does to a case: each is one verb, done as the holder of the post named."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from engine.actions import claim_task as claiming
from engine.actions import complete_task as completing
from engine.actions import correct as correcting
from engine.actions import hand_over as handing
from engine.actions import open_case as opening
from engine.actions import send_back as sending
from engine.actions import suspend as suspending
from engine.actions import terminate as ending
from engine.actions import urge as urging
from engine.actions import withdraw as withdrawing
from engine.actions.hand import Hand
from engine.actions.work import Actor, Work
from engine.gate.play import Unmet
from engine.gate.world.answers import left_over, must_be_fields, reading, referred
from engine.gate.world.matters import provide
from engine.gate.world.scene import Scene, actor, nearest, open_tasks, post_named, step_named
from engine.model.case import Task
from engine.model.version import Version
from engine.queries.standing import why_not_open
from engine.queries.tasks import find_task


def open(scene: Scene, post: str, procedure: str, answers: Mapping[str, str] | None = None, case: str | None = None) -> None:
    """Starts a case; fields of later steps are kept until those ask for them."""
    given = referred(answers or {}, scene.language)
    with scene.act() as work:
        who = actor(work, post)
        main = _procedure(work, procedure)
        compiled = work.compiled(main.id, main.hash)
        must_be_fields(compiled, given)
        row = opening.open_case(work, who, main.procedure, reading(work, who, given))
        form = compiled.procedures[main.procedure].start_form
        case_id, title = row.id, row.title
    scene.cases[case or (title if title not in scene.cases else f"{title} {case_id}")] = case_id
    scene.kept[case_id] = left_over(form, given)


def complete(
    scene: Scene, post: str, step: str, field: str | None = None, value: str = "",
    answers: Mapping[str, str] | None = None, case: str | None = None,
) -> None:
    """Does a step with the given answers; one that is not open is refused with what stands before it."""
    given = {**(answers or {}), **({field: value} if field else {})}
    with scene.look() as work:
        case_id = scene.case_id(work, case)
    provide(scene, case_id, step, given)
    with scene.act() as work:
        do(scene, work, scene.case_id(work, case), post, step, given)


def complete_each(
    scene: Scene, post: str, step: str, field: str | None = None, value: str = "",
    answers: Mapping[str, str] | None = None, case: str | None = None,
) -> None:
    """Does every open instance of a step, each as the post it waits for; ``post`` is how the drawing names them."""
    given = {**(answers or {}), **({field: value} if field else {})}
    with scene.look() as work:
        hand = scene.hand(work, case)
        case_id = hand.case.id
        step_named(hand, step)
        tasks = [t for t in open_tasks(work, case_id) if t.name == step]
        posts = [t.asked_post for t in tasks]
        if not tasks:
            raise why_not_open(hand, step)
        if post not in posts and post not in {hand.node(t).properties.get("post") for t in tasks}:
            raise Unmet("gate.nobody_does", step=step, post=post)
    for one in posts:
        with scene.act() as work:
            do(scene, work, case_id, one, step, given)


def do(scene: Scene, work: Work, case_id: int, post: str, step: str, given: Mapping[str, str]) -> None:
    """Completes the open step that the post could do, with what is given and what was kept for it."""
    who = actor(work, post)
    hand = scene.hand_of(work, case_id)
    task = task_for(hand, who, step)
    wanted, rest = wanted_for(scene, hand, task, given)
    completing.complete_task(work, who, task.id, reading(work, who, wanted))
    scene.kept[case_id] = rest


def wanted_for(
    scene: Scene, hand: Hand, task: Task, given: Mapping[str, str],
) -> tuple[dict[str, str], dict[str, str]]:
    """What a step is answered with, and what of it is kept for later steps; Unmet for a field nobody asks for."""
    must_be_fields(hand.compiled, given)
    form = hand.compiled.procedures[task.procedure].form_of(hand.node(task))
    wanted = {**scene.kept.get(hand.case.id, {}), **referred(given, scene.language)}
    return wanted, left_over(form, wanted)


def task_for(hand: Hand, who: Actor, step: str) -> Task:
    """The open step of that name that the actor may do; refused as it would be for them, Unmet for a name unknown."""
    step_named(hand, step)
    return find_task(hand.work, who, hand.case.id, step)


def send_back(scene: Scene, post: str, step: str, to: str, reason: str, case: str | None = None) -> None:
    """Sends an open step back to an earlier one."""
    with scene.act() as work:
        who, hand = actor(work, post), scene.hand(work, case)
        step_named(hand, to)
        sending.send_back(work, who, task_for(hand, who, step).id, to, reason)


def withdraw(scene: Scene, post: str, step: str, case: str | None = None) -> None:
    """Takes one's own step back."""
    with scene.act() as work:
        case_id = scene.case_id(work, case)
        step_named(scene.hand_of(work, case_id), step)
        withdrawing.withdraw(work, actor(work, post), case_id, step)


def claim(scene: Scene, post: str, step: str, case: str | None = None) -> None:
    """Signs for an open step."""
    with scene.act() as work:
        who = actor(work, post)
        claiming.claim_task(work, who, task_for(scene.hand(work, case), who, step).id)


def hand_over(scene: Scene, post: str, step: str, to: str, case: str | None = None) -> None:
    """Gives an open step to another post."""
    with scene.act() as work:
        who = actor(work, post)
        task = task_for(scene.hand(work, case), who, step)
        handing.hand_over(work, who, task.id, post_named(work.jurisdiction, to))


def urge(scene: Scene, post: str, step: str, case: str | None = None) -> None:
    """Reminds whoever a step waits for: every open instance of it."""
    with scene.act() as work:
        hand = scene.hand(work, case)
        step_named(hand, step)
        waiting = [t.id for t in open_tasks(work, hand.case.id) if t.name == step]
        if not waiting:
            raise why_not_open(hand, step)
        for task_id in waiting:
            urging.urge(work, actor(work, post), task_id)


def suspend(scene: Scene, post: str, reason: str, case: str | None = None) -> None:
    """Lets the case stand still."""
    with scene.act() as work:
        suspending.suspend(work, actor(work, post), scene.case_id(work, case), reason)


def resume(scene: Scene, post: str, case: str | None = None) -> None:
    """Lets the case go on."""
    with scene.act() as work:
        suspending.resume(work, actor(work, post), scene.case_id(work, case))


def terminate(scene: Scene, post: str, reason: str, case: str | None = None) -> None:
    """Ends the case before its end."""
    with scene.act() as work:
        ending.terminate(work, actor(work, post), scene.case_id(work, case), reason)


def correct(
    scene: Scene, post: str, step: str, field: str, value: str, reason: str, case: str | None = None,
) -> None:
    """Supersedes one answer of a step that was done."""
    with scene.act() as work:
        case_id = scene.case_id(work, case)
        must_be_fields(scene.hand_of(work, case_id).compiled, {field: value})
        who = actor(work, post)
        correcting.correct(work, who, case_id, step, field, reading(work, who, {field: value}), reason)


def _procedure(work: Work, name: str) -> Version:
    rows = list(work.session.scalars(select(Version).order_by(Version.number)))
    found = [row for row in rows if name in (row.name, row.procedure)]
    if not found:
        raise Unmet("gate.no_procedure", procedure=name, nearest=nearest(name, [row.name for row in rows]))
    return found[-1]
