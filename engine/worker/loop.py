"""One round of the worker, and the loop around it; several may run side by side on one database."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import DBAPIError

from engine.actions.deliver_message import deliver_message
from engine.actions.fire_timers import due_cases, fire_timers, record_incident
from engine.actions.once import forget_old
from engine.actions.send_message import DELIVER
from engine.actions.work import Office, Work
from engine.errors import Refusal
from engine.model.database import Database
from engine.model.document import Document
from engine.worker.outgoing import lease, put_back, strike
from engine.worker.render import draw, letter_source, render_document

PAUSE = 2.0
"""Seconds between rounds that found nothing to do."""
RESTS_BETWEEN_TIDYING = 1800
"""About an hour of rests."""


@dataclass(frozen=True)
class Worker:
    """What a worker works with; ``told`` hears of every failure (text for the operator's log)."""

    database: Database
    clock: Callable[[], dt.datetime]
    office: Office
    told: Callable[[str], None] = lambda text: None

    def round(self) -> int:
        """Fires every timer that is due, then does one piece of outgoing work; gives back how much was done."""
        return self.timers() + self.outgoing()

    def timers(self) -> int:
        """Fires the due timers, each case in a transaction of its own."""
        with self.database.reading() as session:
            due = due_cases(Work(session, self.clock, self.office))
        return sum(self._fire(case_id) for case_id in due)

    def _fire(self, case_id: int) -> int:
        try:
            with self.database.writing() as session:
                return int(fire_timers(Work(session, self.clock, self.office), case_id) is not None)
        except DBAPIError:
            raise  # the database is away: no case's fault
        except Exception as error:  # one case's fault, whatever it is, must not stop the timers of the others
            self.told(f"case {case_id}: {type(error).__name__}: {error}")
            stopped = error if isinstance(error, Refusal) else Refusal("case.broken")
            with self.database.writing() as session:
                record_incident(Work(session, self.clock, self.office), case_id, stopped)
            return 0

    def messages(self) -> None:
        """Delivers what is ready to be delivered, so that whoever acted sees its effect at once."""
        while self.outgoing(DELIVER):
            pass

    def outgoing(self, only: str | None = None) -> int:
        """Does the next piece of outgoing work (of a kind), if there is any."""
        with self.database.writing() as session:
            row = lease(Work(session, self.clock, self.office), only)
            if row is None:
                return 0
            number, kind, payload = row.id, row.kind, row.payload
        try:
            self._do(kind, payload, number)
        except Exception as error:  # whatever a template does, the worker lives on and the work is kept
            self.told(f"{kind} {payload}: {type(error).__name__}: {error}")
            with self.database.writing() as session:
                put_back(Work(session, self.clock, self.office), number, f"{type(error).__name__}: {error}")
        return 1

    def _do(self, kind: str, payload: dict[str, Any], number: int) -> None:
        if kind == DELIVER:
            return self._deliver(payload, number)
        if kind != "render":
            raise ValueError(f"no worker for {kind}")
        with self.database.reading() as session:
            work = Work(session, self.clock, self.office)
            document = session.get_one(Document, payload["document"])
            source, beside, frozen = *letter_source(work, document), document.payload
        page = draw(source, beside, frozen)
        with self.database.writing() as session:
            work = Work(session, self.clock, self.office)
            render_document(work, payload["document"], page)
            strike(work, number)

    def _deliver(self, payload: dict[str, Any], number: int) -> None:
        """A message is delivered and struck off in one transaction, so that it is neither lost nor given twice."""
        with self.database.writing() as session:
            work = Work(session, self.clock, self.office)
            deliver_message(work, payload["case"], payload["message"], payload["values"], payload.get("from"))
            strike(work, number)

    def tidy(self) -> None:
        """Drops answers kept for retries that no honest retry asks for any more."""
        with self.database.writing() as session:
            forget_old(Work(session, self.clock, self.office))

    def run(self, stop: threading.Event) -> None:
        """Works until told to stop; rests a little when there is nothing to do, and tidies up once in a while."""
        rests = 0
        while not stop.is_set():
            if not self.round():
                if rests % RESTS_BETWEEN_TIDYING == 0:
                    self.tidy()
                rests += 1
                stop.wait(PAUSE)
