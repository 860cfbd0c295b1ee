"""Matters of other procedures that a scenario takes as ready: made up, some time before, where a step offers none of that name.

Which fields name such matters, and how one is brought about, is data of the language (``matters``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from engine.actions.awaiting import awaiting
from engine.actions.complete_task import complete_task
from engine.actions.open_case import open_case
from engine.gate.world.answers import names_of, reading
from engine.gate.world.scene import Scene, actor, open_tasks
from engine.model.version import Version

MOST_STEPS = 40


def provide(scene: Scene, case_id: int, step: str, given: Mapping[str, str]) -> None:
    """Makes up the ready matters that the open step of that name is asked to take up and that nobody put forward.

    A step that offers matters, of which none waits and none is named, is given one.
    """
    with scene.look() as work:
        hand = scene.hand_of(work, case_id)
        task = next((t for t in open_tasks(work, case_id) if t.name == step), None)
        node = hand.node(task) if task else None
        if task is None or node is None or "offers" not in node.properties:
            return
        form = hand.compiled.procedures[task.procedure].form_of(node)
        asked = {name: rule for name, rule in scene.language.matters.items() if form and name in names_of(form)}
        ready = {one.title for one in awaiting(work, node.properties["offers_awaiting"])}
        kind = hand.main.name
    said = {**scene.kept.get(case_id, {}), **given}
    for rule in list(asked.values())[:1]:
        named = [title for name in asked for title in _split(scene, said.get(name, ""))]
        wanted = [title for title in dict.fromkeys(named) if title not in ready and title not in rule["fixed"]]
        for title in wanted or ([] if ready or named else [rule["title"]]):
            _make(scene, rule, {**{n: said[n] for n in rule["carries"] if n in said}, rule["meeting"]: kind, rule["named_by"]: title})


def _split(scene: Scene, text: str) -> list[str]:
    return [part.strip() for part in text.split(scene.language.punctuation.separator) if part.strip()]


def _make(scene: Scene, rule: Mapping[str, Any], answers: Mapping[str, str]) -> None:
    """Plays a matter with sample answers until it waits, ``days_before`` now."""
    now, scene.now = scene.now, scene.now - dt.timedelta(days=int(rule["days_before"]))
    try:
        with scene.act() as work:
            rows = work.session.scalars(select(Version).where(Version.name == rule["procedure"]).order_by(Version.number))
            who = actor(work, rule["by"])
            case_id = open_case(work, who, list(rows)[-1].procedure, reading(work, who, answers)).id
        for _ in range(MOST_STEPS):
            if not _one_step(scene, case_id):
                return
    finally:
        scene.now = now


def _one_step(scene: Scene, case_id: int) -> bool:
    with scene.act() as work:
        task = next(iter(open_tasks(work, case_id)), None)
        if task is not None:
            who = actor(work, task.asked_post)
            complete_task(work, who, task.id, reading(work, who, {}))
        return task is not None
