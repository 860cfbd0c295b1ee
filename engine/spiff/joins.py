"""Gateways that consume what they join, decide by the same rule as the proof, and predict nothing.

The stock ones leave the arrivals of a join that has fired in the tree, so that the next round of a loop fires
too early, and look neither at called procedures nor at sub-processes that still run on another branch.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import ExclusiveGateway, InclusiveGateway, ParallelGateway
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.util.task import TaskState

from engine.errors import Refusal
from engine.proof.rules import inclusive_opens, parallel_opens
from engine.spiff.scopes import called
from engine.spiff.tokens import arrivals, standing


class Consuming:
    """Mixed into a join."""

    def arrived(self, my_task: Any) -> set[str]:
        """Names of the inputs that hold a token."""
        return {task.parent.task_spec.name for task in arrivals(my_task.workflow, self)}

    def consume(self, my_task: Any) -> None:
        """Take away the arrivals this join has merged, so that none counts in the next round."""
        level = my_task.workflow
        above = set(_line(my_task))
        for task in list(arrivals(level, self)):
            if task is not my_task and task.id not in above and task.id in level.tasks:
                level._remove_task(task.id)


def _line(task: Any) -> list[Any]:
    found = []
    while task is not None:
        found.append(task.id)
        task = task.parent
    return found


class Parallel(Consuming, ParallelGateway):
    """Opens when every input holds a token."""

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        return parallel_opens(set(self._inputs), self.arrived(my_task))

    def _run_hook(self, my_task: Any) -> bool:
        self.consume(my_task)
        return True


class Inclusive(Consuming, InclusiveGateway):
    """Opens when no other token can still bring one to an empty input; then takes every way that is true."""

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        others = standing(my_task.workflow, apart_from=self.name)
        return inclusive_opens(set(self._inputs), self.arrived(my_task), others, lambda names: upstream(self, names))

    def _run_hook(self, my_task: Any) -> bool:
        self.consume(my_task)
        ways = [name for condition, name in self.cond_task_specs if condition is not None and condition._matches(my_task)]
        ways = ways or [name for condition, name in self.cond_task_specs if condition is None]
        if not ways and self.cond_task_specs:
            raise Refusal("spiff.no_way", step=called(self))
        my_task._sync_children([self._wf_spec.task_specs[name] for name in ways], TaskState.FUTURE)
        return True


class Exclusive(ExclusiveGateway):
    """Takes the first way that is true, else the default."""

    def _run_hook(self, my_task: Any) -> bool:
        ways = (name for condition, name in self.cond_task_specs if condition is not None and condition._matches(my_task))
        name = next(ways, self.default_task_spec)
        if name is None:
            raise Refusal("spiff.no_way", step=called(self))
        my_task._sync_children([self._wf_spec.task_specs[name]], TaskState.FUTURE)
        return True


@lru_cache(maxsize=4096)
def _upstream(join: Any, names: frozenset[str]) -> frozenset[str]:
    specs, seen, todo = join._wf_spec.task_specs, set(), list(names)
    while todo:
        name = todo.pop()
        if name in seen or name == join.name:
            continue
        seen.add(name)
        todo += _before(specs, specs[name])
    return frozenset(seen)


def _before(specs: Any, spec: Any) -> list[str]:
    """Inputs of a node; a boundary event is reached from the step it is attached to, as it is drawn."""
    if not isinstance(spec, BoundaryEvent):
        return spec._inputs
    splits = [specs[name] for name in spec._inputs if isinstance(specs[name], BoundaryEventSplit)]
    return [name for split in splits for name in split._outputs if not isinstance(specs[name], BoundaryEvent)]


def upstream(join: Any, names: set[str]) -> frozenset[str]:
    """These nodes and all from which they can be reached without going through the join."""
    return _upstream(join, frozenset(names))
