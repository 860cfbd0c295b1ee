"""The yardstick's people at work, in this process: they start cases, open tasks, fill them in and hand them on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, func, select

from bench.timing import Watch
from engine.actions.complete_task import complete_task
from engine.actions.open_case import open_case
from engine.actions.work import Actor, Office, Reading, Work
from engine.forms import Form
from engine.model.case import Case, Task
from engine.model.database import Database
from engine.queries.tasks import TaskView, task_view

STARTER = "甲岗"
OPEN = select(Task.id, Task.asked_post, Task.name).where(Task.status == "open").order_by(Task.opened_at, Task.id)


class Counter:
    """Counts the statements that a database is sent, those that begin and end transactions left out."""

    def __init__(self, database: Database) -> None:
        self.sent = 0
        self.texts: list[str] | None = None
        event.listen(database.engine, "before_cursor_execute", self._count)

    def _count(self, _connection: Any, _cursor: Any, text: str, *_more: Any) -> None:
        if not text.startswith("BEGIN"):
            self.sent += 1
            if self.texts is not None:
                self.texts.append(text)


class Staff:
    """Everybody, with one database; times and statements go into ``watch``."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.office = Office()
        self.counter = Counter(self.database)
        self.watch = Watch(lambda: self.counter.sent)
        self.actors: dict[str, Actor] = {}
        self._answers: dict[str, dict[str, Any]] = {}

    def work(self, session: Any) -> Work:
        """The surroundings of an act, by the machine's clock."""
        return Work(session, lambda: dt.datetime.now(dt.UTC), self.office)

    def actor(self, post: str) -> Actor:
        """Whoever holds a post."""
        if post not in self.actors:
            with self.database.reading() as session:
                work = self.work(session)
                organisation = work.jurisdiction.organisation
                person = organisation.persons_of(post, work.today)[0]
                self.actors[post] = Actor(person, organisation.people[person], post)
        return self.actors[post]

    def answers(self, form: Form, facts: Any, now: dt.datetime) -> dict[str, Any]:
        """Sample answers of a form, made up once."""
        if form.id not in self._answers:
            self._answers[form.id] = form.samples(facts, now, {})
        return self._answers[form.id]

    def reading(self) -> Reading:
        """How the verbs read what is submitted: as the interface for programs does."""
        return lambda form, facts, now: form.read_plain(self.answers(form, facts, now), facts, now)

    def start(self, procedure: str) -> int:
        """Starts a case."""
        who = self.actor(STARTER)
        with self.watch.act("start"), self.database.writing() as session:
            return open_case(self.work(session), who, procedure, self.reading()).id

    def waiting(self, case: int, *, names: bool = False) -> list[tuple[str, ...]]:
        """Open tasks of a case with the post each is for, and the step's name where asked; not measured."""
        with self.database.reading() as session:
            return [tuple(row) if names else tuple(row[:2]) for row in session.execute(OPEN.where(Task.case_id == case))]

    def newest(self) -> int:
        """The number of the latest case; not measured."""
        with self.database.reading() as session:
            return session.scalar(select(func.max(Case.id))) or 0

    def open(self, task: str, post: str) -> TaskView:
        """Opens a task with its form, as its page does."""
        who = self.actor(post)
        with self.watch.act("open"), self.database.reading() as session:
            work = self.work(session)
            view = task_view(work, who, task)
            if view.form is not None:
                facts = view.hand.view(view.task.scope)
                view.form.view(view.form.initial(facts, work.now), facts, now=work.now)
            return view

    def complete(self, task: str, post: str) -> None:
        """Completes a task with the form's sample answers."""
        who = self.actor(post)
        with self.watch.act("complete"), self.database.writing() as session:
            complete_task(self.work(session), who, task, self.reading())

    def cases(self, procedure: str) -> Iterator[str]:
        """Case after case from start to end, one act between two values given back: its name."""
        while True:
            case = self.start(procedure)
            yield "start"
            while waiting := self.waiting(case):
                task, post = waiting[0]
                self.open(task, post)
                self.complete(task, post)
                yield "complete"

    def finish(self, procedure: str, cases: int) -> None:
        """That many whole cases."""
        acts = self.cases(procedure)
        for _ in range(cases + 1):
            while next(acts) != "start":
                pass

    def close(self) -> None:
        """Gives the connections back."""
        self.database.close()
