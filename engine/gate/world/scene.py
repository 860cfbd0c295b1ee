"""The state of one scenario: its database, its clock, the cases it speaks of and the answers it keeps for later."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.deliver_message import deliver_message
from engine.actions.hand import Hand, held
from engine.actions.work import Actor, Office, Work
from engine.errors import Refusal
from engine.gate.language import SentenceLanguage
from engine.gate.play import Say, Unmet
from engine.model.case import Case, Task
from engine.model.database import Database
from engine.model.document import Outgoing
from engine.rulebook.jurisdiction import Jurisdiction


@dataclass
class Scene:
    """What a scenario has come to: ``now`` its clock, ``cases`` ids by the name it gave them, newest last.

    ``kept`` are fields, by case, that a table gave and that a later step will ask for; ``refused_together`` what two
    who acted at the same moment were refused with.
    """

    database: Database
    office: Office
    language: SentenceLanguage
    say: Say
    now: dt.datetime
    cases: dict[str, int] = field(default_factory=dict)
    kept: dict[int, dict[str, str]] = field(default_factory=dict)
    refused_together: list[Refusal] = field(default_factory=list)

    @contextmanager
    def act(self) -> Iterator[Work]:
        """One act in a transaction of its own, at the scenario's time; nothing of it stays when it is refused."""
        with self.database.writing() as session:
            work = self._work(session)
            yield work
        self._deliver(work.outbox)

    def _deliver(self, numbers: list[int]) -> None:
        """What an act sends to other cases reaches them at once, each in an act of its own."""
        for number in numbers:
            with self.database.writing() as session:
                work, row = self._work(session), session.get_one(Outgoing, number)
                deliver_message(work, row.payload["case"], row.payload["message"], row.payload["values"], row.payload["from"])
                session.delete(row)
            self._deliver(work.outbox)

    @contextmanager
    def look(self) -> Iterator[Work]:
        """A look that changes nothing."""
        with self.database.reading() as session:
            yield self._work(session)

    def _work(self, session: Session) -> Work:
        return Work(session, lambda: self.now, self.office)

    def moment(self, naive: dt.datetime, work: Work) -> dt.datetime:
        """A written moment in the government's zone."""
        return naive.replace(tzinfo=work.jurisdiction.zone)

    def case_id(self, work: Work, name: str | None) -> int:
        """The case a sentence speaks of: the one it names, or the scenario's only one."""
        if name is not None:
            return self._named(work, name)
        if not self.cases:
            raise Unmet("gate.no_case")
        ids = set(self.cases.values())
        if len(ids) > 1:
            raise Unmet("gate.which_case", count=len(ids))
        return ids.pop()

    def _named(self, work: Work, name: str) -> int:
        if name in self.cases:
            return self.cases[name]
        titles = {c.title: c.id for c in work.session.scalars(select(Case).where(Case.id.in_(self.cases.values())))}
        if name not in titles:
            raise Unmet("gate.no_such_case", case=name)
        return titles[name]

    def case(self, work: Work, name: str | None) -> Case:
        """The row of the case a sentence speaks of."""
        return work.session.get_one(Case, self.case_id(work, name))

    def hand(self, work: Work, name: str | None) -> Hand:
        """The state and facts of the case a sentence speaks of, to be looked at."""
        return held(work, self.case(work, name))

    def hand_of(self, work: Work, case_id: int) -> Hand:
        """The state and facts of a case, to be looked at."""
        return held(work, work.session.get_one(Case, case_id))


def post_named(jurisdiction: Jurisdiction, name: str) -> str:
    """The name itself where there is such a post; Unmet with the nearest otherwise."""
    posts = jurisdiction.organisation.posts
    if name not in posts:
        raise Unmet("gate.no_post", post=name, nearest=nearest(name, posts))
    return name


def office_named(jurisdiction: Jurisdiction, name: str) -> str:
    """The name itself where there is such an office; Unmet with the nearest otherwise."""
    offices = jurisdiction.organisation.offices
    if name not in offices:
        raise Unmet("gate.no_office", office=name, nearest=nearest(name, offices))
    return name


def actor(work: Work, post: str) -> Actor:
    """Whoever holds a post today; Unmet where nobody does."""
    jurisdiction = work.jurisdiction
    post_named(jurisdiction, post)
    holder = next((h for h in jurisdiction.organisation.holders if h.second == post and h.on(work.today)), None)
    if holder is None:
        raise Unmet("gate.vacant", post=post, day=work.today)
    return Actor(holder.first, jurisdiction.organisation.people[holder.first], post)


def open_tasks(work: Work, case_id: int) -> list[Task]:
    """The steps of a case that wait now, oldest first."""
    query = select(Task).where(Task.case_id == case_id, Task.status == "open").order_by(Task.opened_at, Task.id)
    return list(work.session.scalars(query))


def tasks_named(work: Work, case_id: int, step: str) -> list[Task]:
    """Every task of that name the case ever had, newest last."""
    query = select(Task).where(Task.case_id == case_id, Task.name == step).order_by(Task.opened_at, Task.id)
    return list(work.session.scalars(query))


def step_named(hand: Hand, name: str) -> str:
    """The name itself where a procedure of this case has such a step or calls one of that name; Unmet otherwise."""
    known = [n.name for p in hand.compiled.procedures.values() for n in p.diagram.nodes.values()
             if n.name and n.kind in STEPS]
    if name not in known:
        raise Unmet("gate.no_step", step=name, nearest=nearest(name, known))
    return name


STEPS = ("userTask", "callActivity", "subProcess", "serviceTask", "businessRuleTask")


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one."""
    return max(known, key=lambda k: difflib.SequenceMatcher(None, name, k).ratio(), default="")
