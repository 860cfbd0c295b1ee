"""The marking of a level: where its tokens stand, in the words of the drawing.

A place is the id of a node, or (join, the node it was reached from) for a token that waits at a join.  Boundary
events belong to their host, instances to their multi-instance step, and what a level generates is no place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, SimpleBpmnTask, _EndJoin
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.util.task import TaskState

from engine.spiff.scopes import is_instance

LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
GENERATED = (BoundaryEventJoin, SimpleBpmnTask, _EndJoin)

Place = str | tuple[str, str]


def arrivals(level: Any, join: Any) -> Iterator[Any]:
    """Tasks that stand for a token at a join; only the last to arrive waits, Spiff marks the others cancelled."""
    for task in level.tasks.values():
        if task.task_spec is join and not task.has_state(TaskState.COMPLETED) and _after_done(task):
            yield task


def _after_done(task: Any) -> bool:
    return task.parent is not None and task.parent.has_state(TaskState.COMPLETED)


def _holds(task: Any) -> bool:
    """Whether a task is where a token stands: live, or certain to be entered next in the middle of an act."""
    if isinstance(task.task_spec, BoundaryEvent) and not task.has_state(TaskState.READY):
        return False  # its host stands for it
    if isinstance(task.task_spec, (BoundaryEventJoin, _EndJoin)):
        return False
    return task.has_state(LIVE) or (task.has_state(TaskState.FUTURE) and _after_done(task))


def standing(level: Any, apart_from: str) -> set[str]:
    """Names of the nodes of a level at which a token stands, a join's own arrivals left out."""
    return {task.task_spec.name for task in level.tasks.values() if task.task_spec.name != apart_from and _holds(task)}


def places(level: Any) -> dict[Place, Any]:
    """Place -> task, for a level at rest."""
    found: dict[Place, Any] = {}
    for task in level.tasks.values():
        spec = task.task_spec
        if isinstance(spec, UnstructuredJoin) and not isinstance(spec, _EndJoin):
            if not task.has_state(TaskState.COMPLETED) and _after_done(task):
                found[(spec.name, task.parent.task_spec.name)] = task
        elif task.has_state(LIVE) and not isinstance(spec, (BoundaryEvent, *GENERATED)) and not is_instance(task):
            found[spec.name] = task
    return found
