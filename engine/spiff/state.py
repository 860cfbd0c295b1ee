"""The state of a case as bytes: names, places in the tree and ids of what is alive; no spec, no value of the case.

Task order matters on load and is kept.  The format is ours, because the stock one repeats the specs, prefers JSON
with ids written three times, and flips a flag of its registry that two threads share.
"""

from __future__ import annotations

import json
import threading
from typing import Any
from uuid import UUID

import zstandard
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.errors import Refusal
from engine.spiff.carrier import Carrier

VERSION = 1


class _Zstd(threading.local):
    """One (de)compressor a thread: one that two threads share is a segmentation fault."""

    def __init__(self) -> None:
        self.compressor = zstandard.ZstdCompressor(level=3)
        self.decompressor = zstandard.ZstdDecompressor()


_zstd = _Zstd()


def dump(top: Carrier) -> bytes:
    """The bytes of a compact case at rest."""
    ids: list[bytes] = []
    levels = [_level(level, ids) for level in _ordered(top)]
    text = json.dumps([VERSION, levels], ensure_ascii=False, separators=(",", ":")).encode()
    return _zstd.compressor.compress(text + b"\n" + b"".join(ids))


def _ordered(top: Carrier) -> list[Any]:
    """Levels, each after the one that holds its owner."""
    order, todo = [], [top]
    while todo:
        level = todo.pop(0)
        order.append(level)
        todo += [top.subprocesses[id_] for id_ in level.tasks if id_ in top.subprocesses]
    return order


def _level(level: Any, ids: list[bytes]) -> list[Any]:
    rows, at = [], {}
    for task in level.tasks.values():
        at[task.id] = len(rows)
        ids.append(task.id.bytes)
        parent = -1 if task.parent is None else at[task._parent]
        rows.append([task.task_spec.name, parent, task.state, int(task.triggered), task.internal_data or 0])
    owner = level.parent_task_id
    return ["" if owner is None else owner.hex, int(level.completed), rows]


def load(raw: bytes, spec: Any, bridge: Any) -> Carrier:
    """A case on its spec, its script engine set: there is no other way to load one.

    Raises Refusal ``spiff.unreadable_state`` or, for a node that the spec has not, ``spiff.foreign_state``.
    """
    try:
        text, _, ids = _zstd.decompressor.decompress(raw).partition(b"\n")
        version, levels = json.loads(text)
    except (zstandard.ZstdError, ValueError) as wrong:
        raise Refusal("spiff.unreadable_state") from wrong
    if version != VERSION:
        raise Refusal("spiff.unreadable_state", version=version)
    top = Carrier(spec, bridge)
    left = memoryview(ids)
    for owner, completed, rows in levels:
        level = _open(top, owner)
        _fill(level, rows, left)
        left = left[16 * len(rows):]
        level.completed = bool(completed)
    return top


def _open(top: Carrier, owner: str) -> Any:
    if not owner:
        return top
    task = top.get_task_from_id(UUID(hex=owner))
    level = BpmnSubWorkflow(top.subprocess_specs[task.task_spec.spec], task.id, top, deserializing=True)
    top.subprocesses[task.id] = level
    level.completed_event.connect(task.task_spec._on_subworkflow_completed, task)
    return level


def _fill(level: Any, rows: list[Any], ids: memoryview) -> None:
    made: list[Task] = []
    for at, (name, parent, state, triggered, internal) in enumerate(rows):
        task_spec = level.spec.task_specs.get(name)
        if task_spec is None:
            raise Refusal("spiff.foreign_state", node=name)
        task = Task(level, task_spec, made[parent] if parent >= 0 else None, state, UUID(bytes=bytes(ids[16 * at:16 * at + 16])))
        task.triggered = bool(triggered)
        task.internal_data = internal or {}
        made.append(task)
        if isinstance(task_spec, CatchingEvent) and task.has_state(TaskState.WAITING):
            level.top_workflow.event_manager.add_task(task)
    level.task_tree = made[0]
