"""An event gateway that takes the first event only, and the steps that go on by themselves."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EndEvent, EventBasedGateway
from SpiffWorkflow.spiff.specs.spiff_task import SpiffBpmnTask
from SpiffWorkflow.util.task import TaskState


class EventGateway(EventBasedGateway):
    """Waits for one of several events; the stock one predicts the whole future of the way taken."""

    def _run_hook(self, my_task: Any) -> bool:
        first = my_task.internal_data.pop("seen_events")[0].event_definition
        way = self.event_definition.event_definitions.index(first)
        my_task._sync_children([self.outputs[way]], TaskState.FUTURE)
        return True


class Decide(SpiffBpmnTask):
    """A business rule task: the host runs the decision and keeps its result with the facts."""

    def _run_hook(self, my_task: Any) -> bool:
        my_task.workflow.script_engine.decide(my_task)
        return True


class Perform(SpiffBpmnTask):
    """A service task: the host does the work, or orders it, and the token goes on."""

    def _run_hook(self, my_task: Any) -> bool:
        my_task.workflow.script_engine.perform(my_task)
        return True


class End(EndEvent):
    """An end event; the one by which the case itself ends is remembered for the Move."""

    def _on_complete_hook(self, my_task: Any) -> None:
        my_task.workflow.script_engine.reached_end(my_task)
        super()._on_complete_hook(my_task)
