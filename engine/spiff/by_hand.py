"""What is done to the tokens of a case by hand, beside the drawing but never against it."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.util.task import TaskState

from engine.errors import Refusal
from engine.proof.markings import plan
from engine.spiff import multi
from engine.spiff.act import AUTOMATIC, How, act
from engine.spiff.carrier import Carrier
from engine.spiff.host import Host
from engine.spiff.look import address_of, frames_within, open_task, steps, upwards
from engine.spiff.move import Address, Move
from engine.spiff.scopes import called, levels
from engine.spiff.spec import Spec
from engine.spiff.tokens import Place, places

ACTIVITIES = frozenset({"userTask", "callActivity", "subProcess"})


def send_back(spec: Spec, state: bytes, host: Host, task_id: str, target: Address, limit: int = AUTOMATIC) -> Move:
    """Withdraw an open step, and as little else as the drawing asks for, and open another one in its stead.

    Allowed exactly when the drawing can reach what that leaves, else ``spiff.no_way_back``; that the step was visited
    before, and the Guarantees, are for the caller to check.  The stock ``reset_from_task_id`` hangs, doubles steps
    or fails in one walk of five.
    """

    def happen(top: Carrier) -> How:
        before = steps(spec, top)
        _withdraw(spec, top, open_task(top, task_id), target)
        return dict.fromkeys(before, "withdrawn")

    return act(spec, state, host, happen, limit)


def add_instance(spec: Spec, state: bytes, host: Host, at: Address, key: multi.Key, limit: int = AUTOMATIC) -> Move:
    """One more instance of a running multi-instance step; the list of keys in the facts has been changed before."""

    def happen(top: Carrier) -> How:
        multi.add(_running(spec, top, at), key)
        return {}

    return act(spec, state, host, happen, limit)


def remove_instance(spec: Spec, state: bytes, host: Host, at: Address, key: multi.Key, limit: int = AUTOMATIC) -> Move:
    """Withdraw an open instance of a running multi-instance step; the list has been changed before."""

    def happen(top: Carrier) -> How:
        mi = _running(spec, top, at)
        gone = [id_ for id_, step in steps(spec, top).items() if any(_is(frame, mi, key) for frame in step.frames)]
        if not multi.remove(mi, key):
            raise Refusal("spiff.no_such_instance", step=spec.name_of(at.node_id), key=key)
        return dict.fromkeys(gone, "withdrawn")

    return act(spec, state, host, happen, limit)


def _is(frame: Any, mi: Any, key: multi.Key) -> bool:
    return frame.activation == mi.id.hex and frame.key == key


def _running(spec: Spec, top: Carrier, at: Address) -> Any:
    for level in levels(top):
        for task in level.tasks.values():
            if isinstance(task.task_spec, multi.Keyed) and task.has_state(TaskState.STARTED) and address_of(task) == at:
                return task
    raise Refusal("spiff.not_running", step=spec.name_of(at.node_id))


def _withdraw(spec: Spec, top: Carrier, task: Any, target: Address) -> None:
    gone = None
    for mine, level in upwards(task):
        path = tuple((frame.node_id, frame.key) for frame in frames_within(level))
        node = spec.net(level.spec.name).nodes.get(target.node_id)
        if node is not None and node.kind in ACTIVITIES and path == target.path:
            standing = places(level)
            place = next(place for place, holder in standing.items() if holder is mine)
            gone = plan(spec.net(level.spec.name), frozenset(standing), place, target.node_id)
            break
    if gone is None:
        raise Refusal("spiff.no_way_back", step=called(task.task_spec), target=spec.name_of(target.node_id))
    _take(level, standing, gone)
    _open(level, target.node_id)


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
