"""Opens the database around one act or one look: the only place of the web that does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import current_app, g
from sqlalchemy import select

from engine.actions.fire_timers import breaks_down, record_incident
from engine.actions.work import CLOCK, Office, Work
from engine.errors import Refusal
from engine.model.case import Task
from engine.model.database import Database
from engine.worker.loop import Worker
from web.settings import Settings

EXTENSION = "guicheng"


@dataclass(frozen=True)
class Place:
    """What one process has once: the database, what is kept between acts, the clock, the settings, the secret."""

    database: Database
    office: Office
    clock: Callable[[], dt.datetime]
    settings: Settings
    secret: bytes


def place() -> Place:
    """What the running application has."""
    return current_app.extensions[EXTENSION]


def now() -> dt.datetime:
    """The moment by the application's clock."""
    return place().clock()


@contextmanager
def reading() -> Iterator[Work]:
    """Surroundings for a look at the record; nothing that is done in them stays.

    All looks of one request go by the government's data as the request found them; an act reads them for itself.
    """
    here = place()
    with here.database.reading() as session:
        work = Work(session, here.clock, here.office)
        if "jurisdiction" in g:
            work.jurisdiction = g.jurisdiction
        yield work


@contextmanager
def acting(*, case_id: int | None = None, task_id: str = "") -> Iterator[Work]:
    """One act, one transaction: committed when the block ends well, nothing stored otherwise.

    Where the rules themselves fail while a case moves (that of ``case_id`` or of ``task_id``), this is noted on the
    case after the act has been undone, and the refusal goes on to whoever asked.
    """
    here = place()
    try:
        with here.database.writing() as session:
            signed = g.get("signed")
            work = Work(session, here.clock, here.office, by=signed.actor if signed else CLOCK)
            yield work
        if work.outbox:
            Worker(here.database, here.clock, here.office).messages()
    except Refusal as refusal:
        if breaks_down(refusal) and (case_id or task_id):
            with here.database.writing() as session:
                moved = case_id or session.scalar(select(Task.case_id).where(Task.id == task_id))
                if moved is not None:
                    record_incident(Work(session, here.clock, here.office), moved, refusal, task_id)
        raise
