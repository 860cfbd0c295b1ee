"""The acts on the tokens of a case.  Each takes bytes and gives a Move; after an exception there is nothing to undo.

Order within an act: the facts have been written, the host knows them; then the tokens move until they rest, are
compacted, looked over for life and dumped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.util.task import TaskState

from engine.errors import Refusal
from engine.proof.net import Marking
from engine.spiff import multi, timers
from engine.spiff.bridge import Bridge
from engine.spiff.carrier import Carrier, check_alive, plant, run, settle
from engine.spiff.compact import compact
from engine.spiff.host import Host
from engine.spiff.move import Address, Closed, Frame, Move, Opened, Pending, Waiting
from engine.spiff.scopes import BODY, frames_of, levels, owners
from engine.spiff.sendback import withdraw
from engine.spiff.spec import Spec
from engine.spiff.state import dump, load
from engine.spiff.tokens import places

AUTOMATIC = 900  # well below the depth of 1,000 past which the stock engine finds nothing


def start(spec: Spec, host: Host, limit: int = AUTOMATIC) -> Move:
    """Put a token on the start of the process."""
    bridge = Bridge(host, limit)
    top = Carrier(spec, bridge)
    with _refusing():
        plant(top)._ready()
        return _rest(spec, top, {}, [])


def complete(spec: Spec, state: bytes, host: Host, task_id: str, limit: int = AUTOMATIC) -> Move:
    """A person has done an open step; one that is not open is refused (``spiff.not_open``)."""

    def act(top: Carrier) -> dict[str, str]:
        run(open_task(top, task_id))
        return {task_id: "completed"}

    return _act(spec, state, host, act, limit)


def fire(spec: Spec, state: bytes, host: Host, limit: int = AUTOMATIC) -> Move:
    """Let every timer ring that is due by the host's clock, the earliest first; none due: nothing moves."""

    def act(top: Carrier) -> dict[str, str]:
        now = host.now()
        due = sorted((moment, node, task.id) for moment, node, task, _ in timers.waiting(top) if moment <= now)
        for _, node, id_ in due:
            found = next(((task, timer) for _, name, task, timer in timers.waiting(top) if task.id == id_ and name == node), None)
            if found is not None:  # an earlier one may have interrupted it
                timers.ring(*found)
                settle(top)
        return {}

    return _act(spec, state, host, act, limit)


def deliver(spec: Spec, state: bytes, host: Host, message: str, at: Address | None = None, limit: int = AUTOMATIC) -> Move:
    """A message or signal of that name has come, for the whole case or one address; nobody waits: ``spiff.not_awaited``."""

    def act(top: Carrier) -> dict[str, str]:
        found = [(task, part) for task, part in _awaiting(top, message) if at is None or _address(task) == at]
        if not found:
            raise Refusal("spiff.not_awaited", message=message)
        for task, definition in found:
            if task.has_state(TaskState.WAITING):
                task.task_spec.catch(task, BpmnEvent(definition))
                task.task_spec._update(task)
        return {}

    return _act(spec, state, host, act, limit)


def halt(spec: Spec, state: bytes, host: Host) -> Move:
    """End the case where it stands; every open step is withdrawn."""
    top = load(state, spec, Bridge(host, 0))
    before = _steps(spec, top)
    left = tuple(owners(top))
    top.tasks = {top.task_tree.id: top.task_tree}
    top.task_tree._children, top.task_tree._state, top.completed = [], TaskState.COMPLETED, True
    top.subprocesses.clear()
    return Move(dump(top), closed=tuple(Closed(id_, "withdrawn") for id_ in before), left=left, ended=True)


def send_back(spec: Spec, state: bytes, host: Host, task_id: str, target: Address, limit: int = AUTOMATIC) -> Move:
    """Withdraw an open step, and as little else as the drawing asks for, and open another one in its stead.

    Allowed exactly when the drawing can reach what that leaves (``spiff.no_way_back``); that the step was visited
    before, and the Guarantees, are for the caller to check.
    """

    def act(top: Carrier) -> dict[str, str]:
        before = set(_steps(spec, top))
        withdraw(spec, top, open_task(top, task_id), target)
        return dict.fromkeys(before, "withdrawn")

    return _act(spec, state, host, act, limit)


def add_instance(spec: Spec, state: bytes, host: Host, at: Address, key: multi.Key, limit: int = AUTOMATIC) -> Move:
    """One more instance of a running multi-instance step; the list of keys in the facts has been changed before."""

    def act(top: Carrier) -> dict[str, str]:
        multi.add(_running(spec, top, at), key)
        return {}

    return _act(spec, state, host, act, limit)


def remove_instance(spec: Spec, state: bytes, host: Host, at: Address, key: multi.Key, limit: int = AUTOMATIC) -> Move:
    """Withdraw an open instance of a running multi-instance step; the list has been changed before."""

    def act(top: Carrier) -> dict[str, str]:
        mi = _running(spec, top, at)
        gone = {id_: "withdrawn" for id_, step in _steps(spec, top).items() if (at.node_id, key) in _named(step, mi)}
        if not multi.remove(mi, key):
            raise Refusal("spiff.no_such_instance", step=spec.name_of(at.node_id), key=key)
        return gone

    return _act(spec, state, host, act, limit)


def waiting(spec: Spec, state: bytes) -> Waiting:
    """The open steps, timers, messages and signals of a case."""
    top = load(state, spec, Bridge(None, 0))
    rung = {(task.id, timer.name): (due, timer) for due, _, task, timer in timers.waiting(top)}
    events = [Pending(id_.hex, name, "timer", frames_of(top.get_task_from_id(id_)), due=due) for (id_, name), (due, _) in rung.items()]
    for task, definition in _awaiting(top, None):
        kind = "message" if "Message" in type(definition).__name__ else "signal"
        events.append(Pending(task.id.hex, task.task_spec.bpmn_id, kind, frames_of(task), name=definition.name))
    return Waiting(tuple(_steps(spec, top).values()), tuple(events))


def marking(spec: Spec, state: bytes) -> dict[tuple[Frame, ...], tuple[str, Marking]]:
    """Level by level, keyed by the frames around it: (id of the process or sub-process, places that hold a token)."""
    top = load(state, spec, Bridge(None, 0))
    found: dict[tuple[Frame, ...], tuple[str, Marking]] = {}
    for level in levels(top):
        owner = level.parent_task_id
        around = () if owner is None else frames_of(top.get_task_from_id(owner), inside=True)
        held = frozenset(place for place in places(level) if not (isinstance(place, str) and place.endswith(BODY)))
        name, known = found.get(around, (level.spec.name.removesuffix(BODY), frozenset()))
        found[around] = (name, known | held)
    return found


def open_task(top: Carrier, task_id: str) -> Any:
    """The task of an open step."""
    for level in levels(top):
        for task in level.tasks.values():
            if task.id.hex == task_id and _is_step(task):
                return task
    raise Refusal("spiff.not_open", task=task_id)


def _act(spec: Spec, state: bytes, host: Host, act: Callable[[Carrier], dict[str, str]], limit: int) -> Move:
    bridge = Bridge(host, limit)
    top = load(state, spec, bridge)
    before, around = _steps(spec, top), owners(top)
    with _refusing():
        how = act(top)
        return _rest(spec, top, before, around, how)


@contextmanager
def _refusing() -> Iterator[None]:
    """Errors of the carrier become refusals; those of the host pass through as they are."""
    try:
        yield
    except SpiffWorkflowException as wrong:
        raise Refusal("spiff.failed", reason=str(wrong)) from wrong
    except RecursionError as wrong:
        raise Refusal("spiff.no_rest", step="", limit=AUTOMATIC) from wrong


def _rest(spec: Spec, top: Carrier, before: dict[str, Opened], around: list[str], how: dict[str, str] | None = None) -> Move:
    bridge = top.script_engine
    settle(top)
    compact(top)
    check_alive(top)
    after, standing = _steps(spec, top), set(owners(top))
    thrown = tuple(event.event_definition.name or "" for event in top.get_events())
    return Move(
        state=dump(top),
        opened=tuple(step for id_, step in after.items() if id_ not in before),
        closed=tuple(Closed(id_, (how or {}).get(id_, "interrupted")) for id_ in before if id_ not in after),
        left=tuple(id_ for id_ in dict.fromkeys([*around, *bridge.scopes]) if id_ not in standing),
        passed=tuple(bridge.passed),
        ended=top.is_completed(),
        end_node=bridge.end_node if top.is_completed() else None,
        wakes_at=min((due for due, *_ in timers.waiting(top)), default=None),
        thrown=thrown,
    )


def _is_step(task: Any) -> bool:
    return task.has_state(TaskState.READY) and task.task_spec.manual


def _steps(spec: Spec, top: Carrier) -> dict[str, Opened]:
    found = {}
    for level in levels(top):
        process = spec.procedures[level.spec.name.removesuffix(BODY)]
        for task in level.tasks.values():
            if _is_step(task):
                found[task.id.hex] = Opened(task.id.hex, task.task_spec.bpmn_id, process, frames_of(task))
    return found


def _address(task: Any) -> Address:
    return Address(tuple((frame.node_id, frame.key) for frame in frames_of(task)), task.task_spec.bpmn_id)


def _running(spec: Spec, top: Carrier, at: Address) -> Any:
    for level in levels(top):
        for task in level.tasks.values():
            if isinstance(task.task_spec, multi.Keyed) and task.has_state(TaskState.STARTED) and _address(task) == at:
                return task
    raise Refusal("spiff.not_running", step=spec.name_of(at.node_id))


def _named(step: Opened, mi: Any) -> set[tuple[str, multi.Key | None]]:
    return {(frame.node_id, frame.key) for frame in step.frames if frame.activation == mi.id.hex}


def _awaiting(top: Carrier, name: str | None) -> Iterator[tuple[Any, Any]]:
    """(task, event) of each message or signal waited for."""
    for level in levels(top):
        for task in list(level.tasks.values()):
            definition = getattr(task.task_spec, "event_definition", None)
            if definition is None or not task.has_state(TaskState.WAITING):
                continue
            for part in getattr(definition, "event_definitions", [definition]):
                kind = type(part).__name__
                if kind in ("MessageEventDefinition", "SignalEventDefinition") and name in (None, part.name):
                    yield task, part
