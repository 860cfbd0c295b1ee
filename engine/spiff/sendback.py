"""Sending a step back by hand: lift it to the level of the target, withdraw what the plan says, open the target.

The stock ``reset_from_task_id`` hangs, doubles steps or fails in one walk of five.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.util.task import TaskState

from engine.errors import Refusal
from engine.proof.markings import plan
from engine.spiff.carrier import Carrier
from engine.spiff.move import Address
from engine.spiff.scopes import called, frames_of, is_instance
from engine.spiff.spec import Spec
from engine.spiff.tokens import Place, places


def withdraw(spec: Spec, top: Carrier, task: Any, target: Address) -> None:
    """Move the tokens; ``spiff.no_way_back`` when the drawing could not come to what that would leave."""
    mine, level = _lift(spec, task, target)
    standing = places(level)
    place = next(place for place, holder in standing.items() if holder is mine)
    gone = plan(spec.net(level.spec.name), frozenset(standing), place, target.node_id)
    if gone is None:
        raise Refusal("spiff.no_way_back", step=called(task.task_spec), target=spec.name_of(target.node_id))
    _take(level, standing, gone)
    _open(level, target.node_id)


def _lift(spec: Spec, task: Any, target: Address) -> tuple[Any, Any]:
    """The token of the target's level under which the task lives, and that level."""
    step = called(task.task_spec)
    while True:
        if is_instance(task):
            task = task.parent
        level = task.workflow
        if target.node_id in level.spec.task_specs and _path(level) == target.path:
            return task, level
        if level.parent_task_id is None:
            raise Refusal("spiff.no_way_back", step=step, target=spec.name_of(target.node_id))
        task = level.top_workflow.get_task_from_id(level.parent_task_id)


def _path(level: Any) -> tuple[tuple[str, Any], ...]:
    if level.parent_task_id is None:
        return ()
    frames = frames_of(level.top_workflow.get_task_from_id(level.parent_task_id), inside=True)
    return tuple((frame.node_id, frame.key) for frame in frames)


def _take(level: Any, standing: dict[Place, Any], gone: frozenset[Place]) -> None:
    for place in gone:
        task = standing[place]
        if isinstance(place, tuple):
            level._remove_task(task.id)
            continue
        family = task.parent.children if isinstance(task.parent.task_spec, BoundaryEventSplit) else [task]
        for member in family:
            member.cancel()
    left = [place for place in standing if isinstance(place, tuple) and place not in gone]
    for place in left:  # an arrival that waited behind a withdrawn one waits itself again
        if not any(standing[other].has_state(TaskState.WAITING) for other in left if other[0] == place[0]):
            standing[place]._set_state(TaskState.WAITING)


def _open(level: Any, node: str) -> None:
    specs = level.spec.task_specs
    entry = specs.get(f"{node}.BoundaryEventSplit") or specs[node]
    task = level.task_tree._add_child(entry, TaskState.FUTURE)
    task.triggered = True
    entry._update(task)
    level.last_task = None
