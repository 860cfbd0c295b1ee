"""What can be read off a state without moving anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import SignalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.errors import Refusal
from engine.proof.markings import plan
from engine.proof.net import Marking
from engine.spiff import timers
from engine.spiff.bridge import Bridge
from engine.spiff.carrier import Carrier
from engine.spiff.move import Address, Frame, Opened, Pending, Waiting
from engine.spiff.scopes import BODY, frames_of, is_instance, levels
from engine.spiff.spec import Spec
from engine.spiff.state import load
from engine.spiff.tokens import places


def waiting(spec: Spec, state: bytes) -> Waiting:
    """The open steps, timers, messages and signals of a case."""
    top = load(state, spec, Bridge(None, 0))
    events = [_pending(task, timer.name, "timer", due=due) for due, _, task, timer in timers.waiting(top)]
    for task, definition in awaiting(top):
        kind = "message" if isinstance(definition, MessageEventDefinition) else "signal"
        events.append(_pending(task, task.task_spec.bpmn_id, kind, name=definition.name))
    return Waiting(tuple(steps(spec, top).values()), tuple(events))


def _pending(task: Any, node: str, kind: str, **more: Any) -> Pending:
    return Pending(task.id.hex, node, kind, frames_of(task), **more)


def marking(spec: Spec, state: bytes) -> dict[tuple[Frame, ...], tuple[str, Marking]]:
    """Level by level, keyed by the frames around it: (id of the process or sub-process, places that hold a token).

    ``spec.net(id)`` is the net in which to look such a marking up.
    """
    top = load(state, spec, Bridge(None, 0))
    found: dict[tuple[Frame, ...], tuple[str, Marking]] = {}
    for level in levels(top):
        around, name = frames_within(level), level.spec.name.removesuffix(BODY)
        held = frozenset(place for place in places(level) if not (isinstance(place, str) and place.endswith(BODY)))
        found[around] = (name, found.get(around, (name, frozenset()))[1] | held)
    return found


def targets(spec: Spec, state: bytes, task_id: str) -> tuple[Address, ...]:
    """Every step, on any level around an open one, to which the drawing allows it to be sent back by hand.

    Steps ahead and steps never visited are among them; that is for the caller to narrow down.
    """
    top = load(state, spec, Bridge(None, 0))
    found: list[Address] = []
    for mine, level in upwards(open_task(top, task_id)):
        standing, net = places(level), spec.net(level.spec.name)
        place = next(place for place, holder in standing.items() if holder is mine)
        path = tuple((frame.node_id, frame.key) for frame in frames_within(level))
        for node in net.nodes.values():
            if node.kind == "userTask" and plan(net, frozenset(standing), place, node.id) is not None:
                found.append(Address(path, node.id))
    return tuple(found)


def foreign(spec: Spec, state: bytes, other: Spec) -> tuple[str, ...]:
    """Nodes at which the case stands and which another version has not, or has as another kind: none, it can move there."""
    top = load(state, spec, Bridge(None, 0))
    found = set()
    for level in levels(top):
        there = other.level(level.spec.name) if level.spec.name in (other.process_id, *other.levels) else None
        for task in level.tasks.values():
            known = there and there.task_specs.get(task.task_spec.name)
            if type(known) is not type(task.task_spec):
                found.add(task.task_spec.bpmn_id or level.spec.name)
    return tuple(sorted(found))


def upwards(task: Any) -> Iterator[tuple[Any, Any]]:
    """(token, level): the token of each level, from the task's own outwards, under which the task lives."""
    while True:
        task = task.parent if is_instance(task) else task
        yield task, task.workflow
        if task.workflow.parent_task_id is None:
            return
        task = task.workflow.top_workflow.get_task_from_id(task.workflow.parent_task_id)


def frames_within(level: Any) -> tuple[Frame, ...]:
    """The frames around whatever stands on a level."""
    owner = level.parent_task_id
    return () if owner is None else frames_of(level.top_workflow.get_task_from_id(owner), inside=True)


def address_of(task: Any) -> Address:
    """Where a task stands."""
    return Address(tuple((frame.node_id, frame.key) for frame in frames_of(task)), task.task_spec.bpmn_id)


def is_step(task: Any) -> bool:
    """Whether a task waits for a person."""
    return task.has_state(TaskState.READY) and task.task_spec.manual


def open_task(top: Carrier, task_id: str) -> Any:
    """The task of an open step; ``spiff.not_open`` when there is none of that id."""
    for level in levels(top):
        for task in level.tasks.values():
            if task.id.hex == task_id and is_step(task):
                return task
    raise Refusal("spiff.not_open", task=task_id)


def steps(spec: Spec, top: Carrier) -> dict[str, Opened]:
    """The open steps by task id."""
    found = {}
    for level in levels(top):
        process = spec.procedures[level.spec.name.removesuffix(BODY)]
        for task in level.tasks.values():
            if is_step(task):
                found[task.id.hex] = Opened(task.id.hex, task.task_spec.bpmn_id, process, frames_of(task))
    return found


def awaiting(top: Carrier, name: str | None = None) -> Iterator[tuple[Any, Any]]:
    """(task, event) of each message or signal waited for, of that name or of any."""
    for level in levels(top):
        for task in list(level.tasks.values()):
            definition = getattr(task.task_spec, "event_definition", None)
            if definition is None or not task.has_state(TaskState.WAITING):
                continue
            for part in getattr(definition, "event_definitions", [definition]):
                if isinstance(part, (MessageEventDefinition, SignalEventDefinition)) and name in (None, part.name):
                    yield task, part
