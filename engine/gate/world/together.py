"""Sentences about two people who act at the same moment: two threads, each with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.actions import complete_task as completing
from engine.actions.complete_task import may_do
from engine.errors import Refusal
from engine.gate.play import Unmet
from engine.gate.world.acts import task_for, wanted_for
from engine.gate.world.answers import reading
from engine.gate.world.copying import copy
from engine.gate.world.scene import Scene, actor
from engine.model.database import Database


def complete_together(scene: Scene, first: str, second: str, step: str, case: str | None = None) -> None:
    """Two people have the step before them and hand in at once; refused where one of them could not do it anyway.

    The scenario's database lies in memory on one connection, so the two meet on a copy in a file, which is copied
    back.  Who was refused is kept for the sentence that asks.
    """
    tasks = [_before_them(scene, post, step, case) for post in (first, second)]
    scene.refused_together = []
    with _on_file(scene) as shared:
        ready = threading.Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(lambda pair: _hand_in(shared, ready, *pair), zip((first, second), tasks, strict=True)))
    scene.kept = shared.kept
    scene.refused_together = [refusal for refusal in found if refusal is not None]
    if len(scene.refused_together) == 2:
        raise scene.refused_together[0]


def one_succeeded(scene: Scene, text: str) -> None:
    """Of two who acted at once one was refused, and reads the text."""
    if len(scene.refused_together) != 1:
        raise Unmet("gate.not_one_succeeded", refused=len(scene.refused_together))
    said = scene.say(scene.refused_together[0])
    if text not in said:
        raise Unmet("gate.says_otherwise", text=text, said=said)


def _before_them(scene: Scene, post: str, step: str, case: str | None) -> str:
    """The number of the task that the post has opened, as its page would show it."""
    with scene.look() as work:
        hand, who = scene.hand(work, case), actor(work, post)
        task = task_for(hand, who, step)
        may_do(hand, who, task)
        return task.id


def _hand_in(scene: Scene, ready: threading.Barrier, post: str, task_id: str) -> Refusal | None:
    """One of the two: waits for the other, then acts; gives back what refused it."""
    ready.wait(timeout=30)
    try:
        with scene.act() as work:
            who = actor(work, post)
            hand, task = completing.take_task(work, task_id)
            wanted, rest = wanted_for(scene, hand, task, {})
            completing.complete_task(work, who, task_id, reading(work, who, wanted))
        scene.kept[hand.case.id] = rest
    except Refusal as refusal:
        return refusal
    return None


@contextmanager
def _on_file(scene: Scene) -> Iterator[Scene]:
    """The scene on a copy of its database that takes several connections; what was done there comes back."""
    with TemporaryDirectory() as folder:
        shared = Database(f"sqlite:///{Path(folder) / 'together.db'}")
        try:
            copy(scene.database, shared)
            yield replace(scene, database=shared)
            _without_wal(shared)
            copy(shared, scene.database)
        finally:
            shared.close()


def _without_wal(shared: Database) -> None:
    """Writes the log of a database in a file into it: one in memory, where it is going, knows no such log."""
    shared.close()
    connection = shared.engine.raw_connection()
    connection.driver_connection.execute("PRAGMA journal_mode=DELETE")  # type: ignore[union-attr]
    connection.close()
