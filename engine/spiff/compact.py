"""After each act, at rest: forget what is finished and no longer bears on the future, and what is only predicted.

Kept are the root, everything unfinished, what a waiting join still needs, and the family of a live boundary or
multi-instance step; each hangs on its nearest kept ancestor.  History is the record's, not the carrier's.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.control import EventSplit, _EndJoin
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.util.task import TaskState

from engine.spiff.carrier import LIVE, Carrier
from engine.spiff.scopes import levels
from engine.spiff.tokens import arrivals

AHEAD = TaskState.PREDICTED_MASK | TaskState.FUTURE


def compact(top: Carrier) -> None:
    """Reduce a case at rest to its marking; ids stay as they are."""
    alive = list(levels(top))
    running = {level.parent_task_id for level in alive}
    for id_ in [id_ for id_ in top.subprocesses if id_ not in running]:
        del top.subprocesses[id_]
    for level in alive:
        _prune(level)
    manager = top.event_manager
    standing = {id_ for level in alive for id_ in level.tasks}
    manager.tasks = {id_: task for id_, task in manager.tasks.items() if id_ in standing and task.has_state(LIVE)}


def _prune(level: Any) -> None:
    keep = _kept(level)
    if len(keep) == len(level.tasks):
        return
    order: dict[UUID, Any] = {}
    stack = [(level.task_tree, None)]  # preorder and iterative: a parent comes before its children
    while stack:
        task, holder = stack.pop()
        children = task.children
        if task.id in keep:
            order[task.id] = task
            task._children = []
            if holder is not None:
                task._parent = holder.id
                holder._children.append(task.id)
            holder = task
        stack.extend((child, holder) for child in reversed(children))
    level.tasks = order
    level.last_task = None


def _kept(level: Any) -> set[UUID]:
    keep, joins, families = {level.task_tree.id}, set(), set()
    for task in level.tasks.values():
        if task.has_state(TaskState.FINISHED_MASK | AHEAD):
            continue
        keep.add(task.id)
        if task._parent not in families and _together(task):
            families.add(task._parent)
            keep |= {task._parent, *task.parent._children}
        if task.has_state(TaskState.WAITING) and isinstance(task.task_spec, UnstructuredJoin) and task.task_spec.bpmn_id:
            joins.add(task.task_spec)
    for join in joins:
        for task in arrivals(level, join):
            keep |= {task.id, task.parent.id}  # what has arrived at a join that still waits, and from where
    return keep


def _together(task: Any) -> bool:
    """Boundary events stand with their host, instances with each other; the end of a level needs nobody."""
    parent = task.parent
    if parent is None or isinstance(task.task_spec, _EndJoin):
        return False
    return isinstance(parent.task_spec, EventSplit) or (isinstance(parent.task_spec, LoopTask) and parent.has_state(LIVE))
