"""Cases for a demonstration: played through the same sentences as features, with a clock in the days before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.actions.work import Office
from engine.errors import Refusal
from engine.gate.language import SentenceLanguage
from engine.gate.play import Say
from engine.gate.world import acts
from engine.gate.world.course import usual_course
from engine.gate.world.scene import Scene
from engine.model.database import Database
from engine.rulebook.jurisdiction import Jurisdiction

MORNING = dt.time(9)


def demonstrate(
    database: Database, jurisdiction: Jurisdiction, language: SentenceLanguage, say: Say, now: dt.datetime,
    items: Iterable[Mapping[str, Any]], told: Callable[[], Any] = lambda: None,
) -> int:
    """Plays every item of a demonstration file into a database; gives back how many cases there are now.

    An item: ``procedure``, ``by`` (post), ``days_ago``, ``answers``, ``up_to`` (a step; absent: to its end).
    Refuses ``demonstration.too_late`` where an item would reach into the future, naming it.
    """
    office, count = Office(), 0
    for item in items:
        scene = Scene(database, office, language, say, _morning(jurisdiction, now, int(item["days_ago"])))
        acts.open(scene, item["by"], item["procedure"], {k: str(v) for k, v in item.get("answers", {}).items()})
        if item.get("up_to"):
            usual_course(scene, item["up_to"])
        if scene.now > now:
            raise Refusal("demonstration.too_late", item=str(item.get("answers", {})), now=scene.now)
        count += 1
        told()
    return count


def _morning(jurisdiction: Jurisdiction, now: dt.datetime, days_ago: int) -> dt.datetime:
    """Nine o'clock of the last working day that is at least so many days ago."""
    day = jurisdiction.day(now) - dt.timedelta(days=days_ago)
    while not jurisdiction.calendar.is_working(day):
        day -= dt.timedelta(days=1)
    return dt.datetime.combine(day, MORNING, jurisdiction.zone)
