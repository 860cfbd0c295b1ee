"""Multi-instance over keys that live in the facts: the carrier keeps one key an instance and nothing of the answers.

The list of keys and the completion condition are the host's, evaluated in the scope of the step; a removed
instance no longer blocks, and cancelling the step leaves no orphaned level behind.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from SpiffWorkflow.spiff.specs.defaults import ParallelMultiInstanceTask, SequentialMultiInstanceTask
from SpiffWorkflow.util.task import TaskState

from engine.errors import Refusal
from engine.spiff.scopes import called

MOST_INSTANCES = 1_000
Key = str | int


class Keyed:
    """Mixed into a multi-instance step."""

    def keys(self, mi: Any) -> list[Key]:
        """The keys to be asked, each once, in the order of the list; a number n means 1 to n."""
        step = called(mi.workflow.spec.task_specs[self.task_spec])
        value = mi.workflow.script_engine.value(mi, self.cardinality)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            value = range(1, min(int(value), MOST_INSTANCES + 1) + 1)
        if not isinstance(value, (list, tuple, range)):
            raise Refusal("spiff.not_a_list", step=step)
        if len(value) > MOST_INSTANCES:
            raise Refusal("spiff.too_many", step=step, limit=MOST_INSTANCES)
        return list(dict.fromkeys(_key(item, step) for item in value))

    def create_child(self, mi: Any, item: Key, key_or_index: Any = None) -> None:
        """Open one instance; the host knows of its scope before anything in it runs."""
        child = mi._add_child(mi.workflow.spec.task_specs[self.task_spec], TaskState.WAITING)
        child.triggered = True
        child.internal_data["key"] = item
        mi.workflow.script_engine.entered(child)
        child.task_spec._update(child)

    def taken(self, mi: Any) -> list[Key]:
        """Keys of the instances opened so far in this round."""
        return [child.internal_data["key"] for child in self._instances(mi)]

    def open_instances(self, mi: Any) -> list[Any]:
        """Instances that are not finished."""
        return [child for child in self._instances(mi) if not child.has_state(TaskState.FINISHED_MASK)]

    def decided(self, mi: Any) -> bool:
        """Whether the completion condition of the step is exactly true."""
        return bool(self.condition) and mi.workflow.script_engine.evaluate(mi, self.condition)

    def merge_child(self, workflow: Any, child: Any) -> None:
        """An instance was completed: go on, or end the step."""
        settle(child.parent)

    def _on_cancel(self, mi: Any) -> None:
        top = mi.workflow.top_workflow
        known = {id_ for level in (top, *top.subprocesses.values()) for id_ in level.tasks}
        for orphan in [id_ for id_ in top.subprocesses if id_ not in known]:
            level = top.subprocesses.pop(orphan, None)  # cancelling one may take the next with it
            if level is not None:
                level.cancel()
        super()._on_cancel(mi)


class ParallelKeyed(Keyed, ParallelMultiInstanceTask):
    """All instances side by side."""

    def create_children(self, mi: Any) -> None:
        """Open an instance for each key."""
        for key in self.keys(mi):
            self.create_child(mi, key)

    def children_complete(self, mi: Any) -> bool:
        """Whether none is open any more; a removed one does not block."""
        return not self.open_instances(mi)


class SequentialKeyed(Keyed, SequentialMultiInstanceTask):
    """One instance after the other; the list is asked again at each turn."""

    def _update_hook(self, mi: Any) -> bool | None:
        if self.children_complete(mi):
            return True
        mi._set_state(TaskState.STARTED)
        self.add_next_child(mi)
        return None

    def remaining(self, mi: Any) -> list[Key]:
        """Keys of the list that have had no instance in this round."""
        taken = self.taken(mi)
        return [key for key in self.keys(mi) if key not in taken]

    def add_next_child(self, mi: Any) -> None:
        """Open the next instance."""
        self.create_child(mi, self.remaining(mi)[0])

    def children_complete(self, mi: Any) -> bool:
        """Whether none is open and nobody is left to be asked."""
        return not self.open_instances(mi) and not self.remaining(mi)


def settle(mi: Any) -> None:
    """After an answer, or after the list was changed by hand: end the step when it is decided or nobody is left."""
    spec = mi.task_spec
    if spec.decided(mi):
        for child in spec.open_instances(mi):
            child.cancel()
        mi._set_state(TaskState.READY)
    elif not spec.open_instances(mi):
        left = spec.remaining(mi) if isinstance(spec, SequentialKeyed) else []  # asked once: the list may change
        if left:
            spec.create_child(mi, left[0])
        else:
            mi._set_state(TaskState.READY)


def add(mi: Any, key: Key) -> None:
    """One more instance beside those that run; in a sequence the changed list is enough."""
    if key not in mi.task_spec.taken(mi) and isinstance(mi.task_spec, ParallelKeyed):
        mi.task_spec.create_child(mi, key)
    settle(mi)


def remove(mi: Any, key: Key) -> bool:
    """Withdraw the open instance of a key; False when there is none."""
    gone = [child for child in mi.task_spec.open_instances(mi) if child.internal_data["key"] == key]
    for child in gone:
        child.cancel()
    settle(mi)
    return bool(gone)


def _key(item: Any, step: str) -> Key:
    if isinstance(item, str) or (isinstance(item, int) and not isinstance(item, bool)):
        return item
    if isinstance(item, Decimal) and item == item.to_integral_value():
        return int(item)
    raise Refusal("spiff.bad_key", step=step)
