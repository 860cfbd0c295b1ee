"""A workflow that predicts nothing: its state is the marking, whatever the size of the drawing."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.specs.MultiChoice import MultiChoice
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.bpmn import is_generated
from engine.errors import Refusal
from engine.spiff.scopes import called, levels

LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED


class Carrier(BpmnWorkflow):
    """The stock workflow without its look into the future, which recurses through the whole drawing."""

    def __init__(self, spec: Any, bridge: Any) -> None:
        super().__init__(spec.main, spec.levels, script_engine=bridge, deserializing=True)

    def create_subprocess(self, my_task: Any, spec_name: str) -> BpmnSubWorkflow:
        """A level with nothing but its root."""
        level = BpmnSubWorkflow(self.subprocess_specs[spec_name], my_task.id, self, deserializing=True)
        plant(level)
        self.subprocesses[my_task.id] = level
        return level


def plant(level: Any) -> Task:
    """Give a level its root task."""
    level.task_tree = Task(level, level.spec.start, state=TaskState.FUTURE)
    return level.task_tree


def foresee(task: Task) -> None:
    """Give a task that is about to run the children it needs: one level, and certain."""
    spec = task.task_spec
    if isinstance(spec, MultiChoice) and any(not child.triggered for child in task.children):
        return  # its prediction would add them again
    if spec._outputs:
        spec._predict_hook(task)


def run(task: Task) -> None:
    """Run one task of a lean state."""
    foresee(task)
    task.run()


def settle(top: Carrier) -> None:
    """Everything automatic, level by level from the deepest, until only people and events are waited for."""
    moving = True
    while moving:
        moving = False
        for level in reversed(list(levels(top))):
            while _pass(level, top.script_engine):
                moving = True
            if level is not top:
                moving |= _close(top, level)


def _pass(level: Any, bridge: Any) -> bool:
    ready = [task for task in level.tasks.values() if task.has_state(TaskState.READY) and not task.task_spec.manual]
    ran = False
    for task in ready:
        if task.has_state(TaskState.READY) and task.id in level.tasks:  # an earlier one may have cancelled it
            bridge.count(task)
            run(task)
            _note(task, bridge)
            ran = True
    return ran


def _close(top: Carrier, level: Any) -> bool:
    owner = top.get_task_from_id(level.parent_task_id)
    if not level.completed or owner.has_state(TaskState.READY | TaskState.FINISHED_MASK):
        return False
    owner.task_spec._update(owner)
    return owner.has_state(TaskState.READY)


def _note(task: Task, bridge: Any) -> None:
    spec = task.task_spec
    if spec.bpmn_id is not None and task.has_state(TaskState.COMPLETED) and not is_generated(spec.bpmn_id):
        bridge.passed.append((task.workflow.spec.name, spec.bpmn_id))


def check_alive(top: Carrier) -> None:
    """Completed means that nothing lives; not completed, that a person or an event is waited for.

    Looks at the tasks themselves: the stock search goes no deeper than 1,000 and then finds a dead case complete.
    """
    alive = [task for level in levels(top) for task in level.tasks.values() if task.has_state(LIVE)]
    if top.is_completed() != (not alive):
        raise Refusal("spiff.lost_token", steps=_named(alive))
    if alive and not any(_waits(task) for task in alive):
        raise Refusal("spiff.stuck", steps=_named(alive))


def _named(tasks: list[Task]) -> list[str]:
    return sorted({called(task.task_spec) for task in tasks if task.task_spec.bpmn_id})


def _waits(task: Task) -> bool:
    if task.has_state(TaskState.READY):
        return task.task_spec.manual
    return task.has_state(TaskState.WAITING) and hasattr(task.task_spec, "event_definition")
