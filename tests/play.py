"""A government to act in: seeded, its procedures published, people called by their posts, a clock that can be set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select

from engine.actions.complete_task import complete_task
from engine.actions.import_version import import_version
from engine.actions.open_case import open_case
from engine.actions.publish_version import publish_version
from engine.actions.uploads import store_file
from engine.actions.work import Actor, Office, Reading, Work
from engine.model.case import Case, Task, Term
from engine.model.database import Database
from engine.model.entry import Entry
from engine.model.jurisdiction import seed
from engine.queries.tasks import find_task
from engine.rulebook.load import load_bundle, load_jurisdiction, procedure_ids


def settle(url: str, root: Path) -> None:
    """Seeds a migrated database with the government of a root, its people, and every procedure in force."""
    database, office, jurisdiction = Database(url), Office(), load_jurisdiction(root)
    moment = dt.datetime(2020, 1, 1, tzinfo=jurisdiction.zone)
    with database.writing() as session:
        seed(session, jurisdiction, people=True)
    for procedure in procedure_ids(root):
        with database.writing() as session:
            work = Work(session, lambda: moment, office)
            publish_version(work, import_version(work, load_bundle(root, procedure), "author").id, "releaser")
    database.close()


class Play:
    """Acts in a seeded database by post; every act is a transaction of its own."""

    def __init__(self, url: str, moment: dt.datetime) -> None:
        self.database = Database(url)
        self.office = Office()
        self.moment = moment

    def clock(self) -> dt.datetime:
        """The moment of the play."""
        return self.moment

    def later(self, **span: float) -> None:
        """Moves the clock on, e.g. ``days=3``."""
        self.moment += dt.timedelta(**span)

    @contextmanager
    def acting(self) -> Iterator[Work]:
        """One act."""
        with self.database.writing() as session:
            yield Work(session, self.clock, self.office)

    @contextmanager
    def looking(self) -> Iterator[Work]:
        """A look that changes nothing."""
        with self.database.reading() as session:
            yield Work(session, self.clock, self.office)

    def actor(self, work: Work, post: str) -> Actor:
        """Whoever holds a post now."""
        organisation = work.jurisdiction.organisation
        person = organisation.persons_of(post, work.today)[0]
        return Actor(person, organisation.people[person], post)

    def reading(self, work: Work, given: dict[str, Any]) -> Reading:
        """What is given, the rest by the form's samples."""
        def made_up(name: str) -> dict[str, Any]:
            return store_file(work, Actor(None, "", ""), name, f"content of {name}".encode())

        return lambda form, facts, now: form.read_plain(
            {**form.samples(facts, now, given, made_up=made_up), **given}, facts, now, made_up)

    def open(self, post: str, procedure: str, **given: Any) -> int:
        """Starts a case and gives back its number."""
        with self.acting() as work:
            return open_case(work, self.actor(work, post), procedure, self.reading(work, given)).id

    def do(self, case: int, post: str, step: str, **given: Any) -> Entry:
        """Completes the open step of that name."""
        with self.acting() as work:
            actor = self.actor(work, post)
            task = find_task(work, actor, case, step)
            return complete_task(work, actor, task.id, self.reading(work, given))

    def task(self, case: int, step: str, post: str = "") -> Task:
        """The newest task of a step, perhaps of one post."""
        with self.looking() as work:
            query = select(Task).where(Task.case_id == case, Task.name == step)
            query = query.where(Task.asked_post == post) if post else query
            return work.session.scalars(query.order_by(Task.opened_at.desc(), Task.status.desc())).first()

    def open_steps(self, case: int) -> list[tuple[str, str]]:
        """Step and post of everything that waits."""
        with self.looking() as work:
            query = select(Task.name, Task.asked_post).where(Task.case_id == case, Task.status == "open")
            return sorted(work.session.execute(query))

    def case(self, case: int) -> Case:
        """The case's row."""
        with self.looking() as work:
            return work.session.get_one(Case, case)

    def terms(self, case: int, node: str) -> list[Term]:
        """The terms of a step."""
        with self.looking() as work:
            return list(work.session.scalars(select(Term).where(Term.case_id == case, Term.node == node)))

    def entries(self, case: int) -> list[Entry]:
        """The record."""
        with self.looking() as work:
            return list(work.session.scalars(select(Entry).where(Entry.case_id == case).order_by(Entry.number)))

    def close(self) -> None:
        """Gives the connections back."""
        self.database.close()
