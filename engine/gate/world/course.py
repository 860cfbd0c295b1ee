"""Going the usual course: every step before a goal done by whoever it waits for, with sample answers that lead on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from engine.actions.hand import Hand
from engine.actions.work import Work
from engine.bpmn.model import feel_text
from engine.errors import Refusal
from engine.gate.play import Unmet
from engine.gate.world.acts import do
from engine.gate.world.matters import provide
from engine.gate.world.places import stands_in, where
from engine.gate.world.scene import Scene, open_tasks, step_named
from engine.gate.world.time import at_same_hour, move_to
from engine.model.case import Case, Task

MOST_STEPS = 300
Turns = Mapping[str, Mapping[str, str]]
_COMPARED = re.compile(r'=?\s*(?P<step>[^\s.=()"]+)\.(?P<field>[^\s.=()"]+)\s*=\s*"(?P<text>[^"]*)"')


def usual_course(scene: Scene, step: str, case: str | None = None) -> None:
    """Brings the case to a step; time passes only when nothing else can be done.

    Raises Unmet where the course ends or stands still before the goal, and the refusal of a sample answer.
    """
    with scene.look() as work:
        hand = scene.hand(work, case)
        case_id = hand.case.id
        step_named(hand, step)
        turns = turns_to(hand, step)
    for _ in range(MOST_STEPS):
        with scene.look() as work:
            arrived = any(stands_in(task, step) for task in open_tasks(work, case_id))
            ended = work.session.get_one(Case, case_id).status != "open"
        if arrived:
            return _wait_for_meeting(scene, case_id, step)
        if ended:
            raise Unmet("gate.path_ended", step=step)
        if not _one_step(scene, case_id, turns) and not _let_time_pass(scene, case_id):
            break
    raise Unmet("gate.path_blocked", step=step, stands=_stands(scene, case_id))


def _one_step(scene: Scene, case_id: int, turns: Turns) -> bool:
    """Does the first open step that may be done today; False where there is none."""
    with scene.look() as work:
        found = [(t.asked_post, t.name) for t in open_tasks(work, case_id) if _may_be_done(work, t)]
    for post, name in found:
        provide(scene, case_id, name, turns.get(name, {}))
        try:
            with scene.act() as work:
                do(scene, work, case_id, post, name, turns.get(name, {}))
            return True
        except Refusal as refusal:
            if refusal.code != "step.too_early":
                raise
    return False


def turns_to(hand: Hand, goal: str) -> Turns:
    """The answers, by step, that take a turning off the usual course where only that leads straight to the goal.

    Read off conditions that compare one answer of a step with one text on the ways from that step to the goal.
    """
    turns: dict[str, dict[str, str]] = {}
    for procedure in hand.compiled.procedures.values():
        diagram = procedure.diagram
        todo = [node.id for node in diagram.nodes.values() if node.name == goal]
        seen = set(todo)
        while todo:
            for flow in (diagram.flows[f] for f in diagram.nodes[todo.pop()].incoming):
                if compared := _COMPARED.fullmatch((flow.condition or "").strip()):
                    turns.setdefault(compared["step"], {})[compared["field"]] = compared["text"]
                if diagram.nodes[flow.source].kind.endswith("Gateway") and flow.source not in seen:
                    seen.add(flow.source)
                    todo.append(flow.source)
    return turns


def _may_be_done(work: Work, task: Task) -> bool:
    return task.post_id is not None and (task.earliest is None or task.earliest <= work.today)


def _let_time_pass(scene: Scene, case_id: int) -> bool:
    """Moves the clock to the next minimum that is over or timer that fires; False where nothing is waited for."""
    with scene.look() as work:
        hand, zone = scene.hand_of(work, case_id), work.jurisdiction.zone
        tasks = [t for t in open_tasks(work, case_id) if t.earliest and t.earliest > work.today]
        moments = [meeting_of(hand, t) or at_same_hour(scene, t.earliest, zone) for t in tasks if t.earliest]
        if hand.case.wakes_at is not None:
            moments.append(hand.case.wakes_at)
    later = [moment for moment in moments if moment > scene.now]
    if later:
        move_to(scene, min(later))
    return bool(later)


def _wait_for_meeting(scene: Scene, case_id: int, step: str) -> None:
    """A goal that may only be done at a time the matter itself names, a meeting's, is reached when that time comes."""
    with scene.look() as work:
        hand = scene.hand_of(work, case_id)
        found = [meeting_of(hand, task) for task in open_tasks(work, case_id) if task.name == step]
    later = [moment for moment in found if moment is not None and moment > scene.now]
    if later:
        move_to(scene, min(later))


def meeting_of(hand: Hand, task: Task) -> dt.datetime | None:
    """The moment before which a step may not be done because its case says so; None for a minimum that is a period."""
    feel = feel_text(hand.node(task).properties.get("minimum"))
    value = hand.evaluate(task.scope, feel) if feel is not None else None
    if isinstance(value, dt.datetime):
        return value
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time(9), hand.work.jurisdiction.zone)
    return None


def _stands(scene: Scene, case_id: int) -> list[str]:
    with scene.look() as work:
        return where(open_tasks(work, case_id))


