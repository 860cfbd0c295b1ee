"""What happens to a case as it is drawn: it starts, steps are completed, timers ring, messages come; or it is halted."""

from __future__ import annotations

from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.util.task import TaskState

from engine.errors import Refusal
from engine.spiff import timers
from engine.spiff.act import AUTOMATIC, How, act, refusing, rest
from engine.spiff.bridge import Bridge
from engine.spiff.carrier import Carrier, plant, run, settle
from engine.spiff.host import Host
from engine.spiff.look import address_of, awaiting, open_task, steps
from engine.spiff.move import Address, Closed, Move
from engine.spiff.scopes import owners
from engine.spiff.spec import Spec
from engine.spiff.state import dump, load


def start(spec: Spec, host: Host, limit: int = AUTOMATIC) -> Move:
    """Put a token on the start of the process."""
    top = Carrier(spec, Bridge(host, limit))
    with refusing(limit):
        plant(top)._ready()
        return rest(spec, top, {}, [], {})


def complete(spec: Spec, state: bytes, host: Host, task_id: str, limit: int = AUTOMATIC) -> Move:
    """A person has done an open step; one that is not open is refused (``spiff.not_open``)."""

    def happen(top: Carrier) -> How:
        run(open_task(top, task_id))
        return {task_id: "completed"}

    return act(spec, state, host, happen, limit)


def fire(spec: Spec, state: bytes, host: Host, limit: int = AUTOMATIC) -> Move:
    """Let every timer ring that is due by the host's clock, the earliest first; none due: nothing moves."""

    def happen(top: Carrier) -> How:
        now = host.now()
        due = sorted((moment, node, task.id) for moment, node, task, _ in timers.waiting(top) if moment <= now)
        for _, node, id_ in due:
            _ring(top, node, id_)
        return {}

    return act(spec, state, host, happen, limit)


def _ring(top: Carrier, node: str, id_: object) -> None:
    for _, name, task, timer in list(timers.waiting(top)):
        if task.id == id_ and name == node:  # else an earlier one has interrupted it
            timers.ring(task, timer)
            settle(top)


def deliver(
    spec: Spec, state: bytes, host: Host, message: str, at: Address | None = None, limit: int = AUTOMATIC
) -> Move:
    """A message or signal of that name has come, for the whole case or for one address.

    When nothing waits for it: ``spiff.not_awaited``.
    """

    def happen(top: Carrier) -> How:
        found = [(task, event) for task, event in awaiting(top, message) if at is None or address_of(task) == at]
        if not found:
            raise Refusal("spiff.not_awaited", message=message)
        for task, event in found:
            if task.has_state(TaskState.WAITING):
                task.task_spec.catch(task, BpmnEvent(event))
                task.task_spec._update(task)
        return {}

    return act(spec, state, host, happen, limit)


def halt(spec: Spec, state: bytes, host: Host) -> Move:
    """End the case where it stands; every open step is withdrawn."""
    top = load(state, spec, Bridge(host, 0))
    before, left = steps(spec, top), tuple(owners(top))
    top.tasks = {top.task_tree.id: top.task_tree}
    top.task_tree._children, top.task_tree._state, top.completed = [], TaskState.COMPLETED, True
    top.subprocesses.clear()
    return Move(dump(top), closed=tuple(Closed(id_, "withdrawn") for id_ in before), left=left, ended=True)
