"""Sentences about time: the scenario's clock, and what happens by itself when it moves."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select

from engine.actions.fire_timers import due_cases, fire_timers
from engine.calendar import WORKING_DAYS, Amount
from engine.gate.play import Unmet
from engine.gate.world.scene import Scene
from engine.model.case import Case

MOST_TIMERS = 1000


def set_clock(scene: Scene, at: dt.datetime) -> None:
    """Sets the clock; once a case has begun, only forwards."""
    with scene.look() as work:
        moment = scene.moment(at, work)
    if scene.cases:
        move_to(scene, moment)
    scene.now = moment


def advance_to(scene: Scene, at: dt.datetime) -> None:
    """Moves the clock on to a moment."""
    with scene.look() as work:
        moment = scene.moment(at, work)
    move_to(scene, moment)


def pass_working_days(scene: Scene, count: int) -> None:
    """Moves the clock on by working days, today not counted, the time of day kept."""
    with scene.look() as work:
        day = work.jurisdiction.calendar.add(work.today, Amount(count, WORKING_DAYS), roll=False).due
        moment = at_same_hour(scene, day, work.jurisdiction.zone)
    move_to(scene, moment)


def pass_days(scene: Scene, count: int, unit: str) -> None:
    """Moves the clock on by calendar days, today not counted, the time of day kept."""
    with scene.look() as work:
        moment = at_same_hour(scene, work.today + dt.timedelta(days=count), work.jurisdiction.zone)
    move_to(scene, moment)


def at_same_hour(scene: Scene, day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """A later day at the clock's present time of day."""
    return dt.datetime.combine(day, scene.now.astimezone(zone).time(), zone)


def move_to(scene: Scene, moment: dt.datetime) -> None:
    """Lets time pass up to a moment: every timer due on the way fires at its own time."""
    if moment < scene.now:
        raise Unmet("gate.clock_back", now=scene.now)
    for _ in range(MOST_TIMERS):
        wakes = _next_timer(scene, moment)
        if wakes is None:
            break
        scene.now = max(scene.now, wakes)
        _fire(scene)
    scene.now = moment


def _next_timer(scene: Scene, moment: dt.datetime) -> dt.datetime | None:
    with scene.look() as work:
        query = select(func.min(Case.wakes_at)).where(Case.status == "open", Case.incident.is_(None))
        wakes = work.session.scalar(query)
        return wakes if wakes is not None and wakes <= moment else None


def _fire(scene: Scene) -> None:
    with scene.look() as work:
        ids = due_cases(work)
    for case_id in ids:
        with scene.act() as work:
            fire_timers(work, case_id)
