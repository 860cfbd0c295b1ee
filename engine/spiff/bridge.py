"""What SpiffWorkflow calls instead of its own script engine, which would hand an author's text to Python."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.bpmn import is_generated
from engine.errors import Refusal
from engine.spiff.host import Host
from engine.spiff.scopes import called, frames_of


def bare(text: str | None) -> str:
    """An expression without the blanks around it and without a leading "="."""
    return (text or "").strip().removeprefix("=").strip()


class Bridge:
    """One object per act, bound to the host; never kept on a spec, never stored.

    ``scopes`` collects the owners announced in this act, ``passed`` the nodes run, each with its level, ``left`` counts down the
    automatic steps that may still be taken.
    """

    def __init__(self, host: Host | None, limit: int) -> None:
        self.host = host
        self.limit = limit
        self.steps = 0
        self.scopes: list[str] = []
        self.passed: list[tuple[str, str]] = []
        self.end_node: str | None = None
        self.environment = self

    def validate(self, expression: str) -> None:
        """Expressions are checked at import, by the room that compiles them."""

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> bool:
        """A condition matches when its value is exactly true; null is no match."""
        return self.value(task, expression) is True

    def execute(self, task: Any, script: str, external_context: Any = None) -> None:
        """Nothing an author writes is ever executed."""
        raise Refusal("spiff.script", step=called(task.task_spec))

    def call_service(self, task: Any, **_: Any) -> None:
        """The stock service task is not used."""
        raise Refusal("spiff.script", step=called(task.task_spec))

    def value(self, task: Any, text: str | None) -> Any:
        """The value of an expression in the scope around a task."""
        return self.host.evaluate(frames_of(task), bare(text))

    def due(self, task: Any, text: str) -> datetime:
        """When a timer is due, as the host computes it; a naive moment is refused."""
        moment = self.host.evaluate_timer(frames_of(task), bare(text))
        if not isinstance(moment, datetime) or moment.tzinfo is None:
            raise Refusal("spiff.bad_timer", step=called(task.task_spec), text=text)
        return moment

    def entered(self, owner: Any) -> None:
        """Tell the host of a scope that this task opens."""
        frames = frames_of(owner, inside=True)
        self.scopes.append(frames[-1].owner)
        self.host.opened(frames)

    def decide(self, task: Any) -> None:
        """Hand a business rule task over."""
        self.host.decide(frames_of(task), task.task_spec.bpmn_id)

    def perform(self, task: Any) -> None:
        """Hand a service task over."""
        self.host.perform(frames_of(task), task.task_spec.bpmn_id, task.id.hex)

    def count(self, task: Any) -> None:
        """One more automatic step; a drawing that never comes to rest is refused instead of hanging."""
        self.steps += 1
        if self.steps > self.limit:
            raise Refusal("spiff.no_rest", step=called(task.task_spec), limit=self.limit)

    def reached_end(self, task: Any) -> None:
        """Remember the end event by which the case's own level ended."""
        if not frames_of(task) and not is_generated(task.task_spec.bpmn_id):
            self.end_node = task.task_spec.bpmn_id
