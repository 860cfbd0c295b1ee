"""What a verb is given: the transaction it works in, the clock it goes by, and who acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from engine.actions.kept import kept
from engine.forms import Answers, Form
from engine.model.jurisdiction import read_jurisdiction, revision
from engine.model.version import Version
from engine.rulebook.compiled import Compiled, Shelf
from engine.rulebook.jurisdiction import Jurisdiction

Reading = Callable[[Form, Mapping[str, Any], dt.datetime], Answers]
"""Reads what was submitted against a form, the facts and the moment: ``Form.read_html`` or ``read_plain``, bound."""


class Office:
    """What one process keeps between acts: compiled Versions and the last copy of the government's data."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self._held: Jurisdiction | None = None

    def jurisdiction(self, session: Session, at: int | None = None) -> Jurisdiction:
        """The government's data, read anew only when the database says that they changed (``at``: what it has just
        said)."""
        held = self._held
        if held is None or held.revision != (revision(session) if at is None else at):
            self._held = held = read_jurisdiction(session)
        return held


@dataclass(frozen=True)
class Actor:
    """Who acts: a person at a post they hold.  The clock is an actor too: without person and post."""

    person_id: int | None
    person: str
    post: str

    @property
    def is_clock(self) -> bool:
        """Whether this is time itself."""
        return self.person_id is None


CLOCK = Actor(None, "", "")
"""Time as an actor: timers and deadlines."""


@dataclass
class Work:
    """One act's surroundings: an open session, the clock of the case or scenario, and what the process keeps.

    ``by`` is whom the journal of administrative acts names.  ``outbox`` holds the messages (outgoing work) that this act
    sent: whoever opened the transaction has them delivered once it is committed; a worker does it otherwise.
    """

    session: Session
    clock: Callable[[], dt.datetime]
    office: Office
    by: Actor = CLOCK
    outbox: list[int] = field(default_factory=list)

    @kept
    def jurisdiction(self) -> Jurisdiction:
        """The government's data as of this act."""
        return self.office.jurisdiction(self.session)

    def knows(self, revision: int | None) -> None:
        """Spares asking how far the government's data have come, where the database has just said so."""
        if "jurisdiction" not in self.__dict__ and revision is not None:
            self.jurisdiction = self.office.jurisdiction(self.session, revision)

    @kept
    def now(self) -> dt.datetime:
        """The moment of the act, in the government's zone: one for the whole of it."""
        return self.clock().astimezone(self.jurisdiction.zone)

    @property
    def today(self) -> dt.date:
        """The day of the act in the government's zone."""
        return self.jurisdiction.day(self.now)

    def compiled(self, version_id: int, content_hash: str) -> Compiled:
        """A Version ready to run, from the process's shelf or, the first time, from its files."""
        return self.office.shelf.get(content_hash, lambda: self._files(version_id), self.jurisdiction)

    def _files(self, version_id: int) -> bytes:
        query = select(Version).where(Version.id == version_id).options(undefer(Version.files))
        return self.session.scalars(query).one().files

    def again(self) -> None:
        """Forgets the copy of the government's data after a verb changed them."""
        self.__dict__.pop("jurisdiction", None)
