"""Timers whose moment the host computes: SpiffWorkflow neither reads their text nor looks at the clock.

A timer rings only in the act that is made for it (``fire``), one at a time and in order, never as a side effect of
somebody's completing a step.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.spiff.scopes import levels


class Due(TimerEventDefinition):
    """A timer as drawn; ``name`` is the node's id, ``expression`` what the host turns into a moment."""

    def has_fired(self, my_task: Any) -> bool:
        """Whether it has rung; asked first when the token arrives, which fixes the moment."""
        if self.key not in my_task.internal_data:
            moment = my_task.workflow.script_engine.due(my_task, self.expression)
            my_task.internal_data[self.key] = moment.isoformat()
        return my_task.internal_data.get("rang") == self.name

    @property
    def key(self) -> str:
        """Where a waiting task keeps the moment; an event gateway waits for several timers at once."""
        return f"due:{self.name}"

    def reset(self, my_task: Any) -> None:
        """Nothing is kept once the token has gone on."""


def definitions(task: Any) -> list[Due]:
    """The timers a waiting task waits for."""
    definition = getattr(task.task_spec, "event_definition", None)
    if isinstance(definition, MultipleEventDefinition):
        return [part for part in definition.event_definitions if isinstance(part, Due)]
    return [definition] if isinstance(definition, Due) else []


def waiting(top: Any) -> Iterator[tuple[datetime, str, Any, Due]]:
    """(due, node id, task, timer) of every timer that a case waits for."""
    for level in levels(top):
        for task in level.tasks.values():
            if task.has_state(TaskState.WAITING):
                for timer in definitions(task):
                    if timer.key in task.internal_data:
                        yield datetime.fromisoformat(task.internal_data[timer.key]), timer.name, task, timer


def ring(task: Any, timer: Due) -> None:
    """Let one timer go off."""
    task.internal_data["rang"] = timer.name
    task.task_spec._update(task)
