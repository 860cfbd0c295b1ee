"""A case in hand: locked, its state and facts loaded, for the length of one act; then recorded and stored."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Mapping
from typing import Any

import zstandard
from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import undefer

from engine.actions.host import CaseHost
from engine.actions.keep_awaited import keep_awaited
from engine.actions.kept import kept
from engine.actions.work import Actor, Work
from engine.bpmn.model import Node
from engine.errors import Refusal
from engine.facts import CASE, Facts, View
from engine.feel import EvaluationError
from engine.model.base import canonical
from engine.model.case import Case, Task, Term
from engine.model.entry import Entry, chain
from engine.model.jurisdiction import REVISED
from engine.model.version import Version
from engine.rulebook.compiled import Compiled
from engine.rulebook.organisation import OWN, Right
from engine.rulebook.procedure import Procedure

CEILING = 32 * 1024 * 1024

# Statements that every act sends are built once: building one and finding its compiled form costs more than running it.


def _for_an_act(which: Any) -> Any:
    """A case, its Version's hash and the revision of the government's data; the case locked, and read anew."""
    query = select(Case, Version.hash, REVISED).join(Version, Version.id == Case.version_id).where(which).with_for_update(of=Case)
    return query.options(undefer(Case.state), undefer(Case.facts)).execution_options(populate_existing=True)


CASE_BY_NUMBER = _for_an_act(Case.id == bindparam("case"))
CASE_BY_TASK = _for_an_act(Case.id == select(Task.case_id).where(Task.id == bindparam("task")).scalar_subquery())
TERMS = select(Term).where(Term.case_id == bindparam("case"), Term.scope.in_(bindparam("scopes", expanding=True)))
TERMS = TERMS.order_by(Term.id)
HASH = select(Version.hash).where(Version.id == bindparam("version"))
TASK_AND_TERMS = (
    select(Task, Term)
    .outerjoin(Term, and_(Term.case_id == Task.case_id, Term.scope.in_(bindparam("scopes", expanding=True))))
    .where(Task.id == bindparam("task")).order_by(Term.id).execution_options(populate_existing=True)
)


class Codec(threading.local):
    """One compressor a thread: a shared one is a segmentation fault."""

    def __init__(self) -> None:
        self.out = zstandard.ZstdCompressor(level=3)
        self.into = zstandard.ZstdDecompressor()


_codec = Codec()


class Incident(Refusal):
    """An expression of the rules that failed while a case moved: nothing is stored but the incident itself."""


class Hand:
    """The case while one act has it: nobody else can change it until the transaction ends."""

    def __init__(self, work: Work, case: Case, compiled: Compiled, facts: Facts) -> None:
        self.work = work
        self.case = case
        self.compiled = compiled
        self.facts = facts
        self.host = CaseHost(self)
        self.number = case.entries + 1
        self.numbered: list[list[str]] = []

    @property
    def day(self) -> dt.date:
        """The day of the act."""
        return self.work.today

    @kept
    def main(self) -> Procedure:
        """The procedure the case is of."""
        return self.compiled.procedures[self.compiled.main]

    @kept
    def terms(self) -> list[Term]:
        """The terms of the scopes that still answer; what this act opens is added."""
        return list(self.work.session.scalars(TERMS, {"case": self.case.id, "scopes": self.answering()}))

    def answering(self) -> list[str]:
        """The scopes that still answer."""
        return [scope.id for scope in self.facts.scopes.values() if not scope.closed]

    def listed(self) -> dict[str, Any]:
        """The fields that lists and reports filter by, as they are now."""
        view = self.view(CASE)
        return {name: view[name] for name in self.main.listed}

    def procedure(self, scope: str) -> Procedure:
        """The procedure whose drawing holds what stands in a scope."""
        return self.compiled.procedures[self.facts.scopes[scope].procedure]

    def node(self, task: Task) -> Node:
        """The drawn step of a task."""
        return self.compiled.node(task.procedure, task.node)

    def view(self, scope: str) -> View:
        """The facts seen from a scope."""
        return self.facts.view(scope)

    def evaluate(self, scope: str, text: str, *, extra: Mapping[str, Any] | None = None, element: str = "") -> Any:
        """An author's expression in a scope; ``extra`` names go before the facts.  Incident when it fails."""
        names: Mapping[str, Any] = self.view(scope)
        compiled = self.compiled.expression(text)
        meant = self._meant_posts(scope, compiled.reads)
        for more in (meant, extra):
            names = Over(more, names) if more else names
        try:
            return compiled.evaluate(names, now=self.work.now)
        except EvaluationError as error:
            raise incident(error, text, element) from None

    def _meant_posts(self, scope: str, reads: frozenset[tuple[str, ...]]) -> dict[str, list[str]]:
        """The posts that each derived post named in an expression means for this case today, in order."""
        organisation = self.work.jurisdiction.organisation
        named = {path[0] for path in reads} & organisation.derived.keys()
        return {name: organisation.resolve(name, lambda text: self.evaluate(scope, text), self.day) for name in named}

    def right(self, actor: Actor, post: str, step: str, scope: str = CASE) -> Right | None:
        """By what right the actor may act for a post at a step of this case."""
        organisation = self.work.jurisdiction.organisation
        return organisation.right(actor.post, post, step, self.day, lambda text: self.evaluate(scope, text))

    def must_be_running(self) -> None:
        """Refuses what may only happen to a case that is neither suspended nor closed."""
        if self.case.status == "suspended":
            raise Refusal("case.suspended", case=self.case.title)
        if self.case.status != "open":
            raise Refusal("case.closed", case=self.case.title, status=self.case.status)

    def record(
        self, kind: str, actor: Actor, *, task: Task | None = None, step: str = "", right: Right | None = None,
        articles: tuple[str, ...] = (), answers: Any = None, move: Any = None, note: str = "",
        corrects: int | None = None,
    ) -> Entry:
        """Adds the entry of this act to the case's chain."""
        behalf = right.post if right is not None and right.kind != OWN else ""
        told = "system" if actor.is_clock else right.kind if right else OWN
        row = {
            "case_id": self.case.id, "number": self.case.entries + 1, "at": self.work.now, "kind": kind,
            "task_id": task.id if task else "", "step": task.name if task else step,
            "person_id": actor.person_id, "person": actor.person, "post": actor.post, "behalf": behalf,
            "right": told, "articles": list(articles), "answers": answers, "move": move, "note": note,
            "corrects": corrects,
        }
        entry = Entry(**row, previous=self.case.head, hash=chain(row, self.case.head))
        self.work.session.add(entry)
        self.case.entries, self.case.head = entry.number, entry.hash
        return entry

    def store(self, state: bytes | None = None) -> None:
        """Writes state and facts back into the case's row."""
        if state is not None:
            self.case.state = state
            keep_awaited(self)
        self.case.facts = pack_facts(self.facts)
        self.work.session.flush()


class Over(Mapping[str, Any]):
    """Some names before others."""

    def __init__(self, first: Mapping[str, Any], then: Mapping[str, Any]) -> None:
        self.first = first
        self.then = then

    def __getitem__(self, name: str) -> Any:
        return self.first[name] if name in self.first else self.then[name]

    def __iter__(self) -> Any:
        return iter({**dict.fromkeys(self.first), **dict.fromkeys(self.then)})

    def __len__(self) -> int:
        return len(list(iter(self)))


def take(work: Work, case_id: int) -> Hand:
    """Locks a case for the rest of the transaction and loads it; Refusal when there is none of that number."""
    found = work.session.execute(CASE_BY_NUMBER, {"case": case_id}).one_or_none()
    if found is None:
        raise Refusal("case.unknown", case=case_id)
    return _locked(work, *found)


def take_task(work: Work, task_id: str) -> tuple[Hand, Task]:
    """Locks the case of a task and reads the task after that, so that what it says still holds."""
    found = work.session.execute(CASE_BY_TASK, {"task": task_id}).one_or_none()
    if found is None:
        raise Refusal("task.unknown", task=task_id)
    hand = _locked(work, *found)
    rows = work.session.execute(TASK_AND_TERMS, {"task": task_id, "scopes": hand.answering()}).all()
    hand.terms = [term for _, term in rows if term is not None]
    return hand, rows[0][0]


def _locked(work: Work, case: Case, content_hash: str, revision: int | None) -> Hand:
    work.knows(revision)
    return _in_hand(work, case, content_hash)


def held(work: Work, case: Case, content_hash: str = "") -> Hand:
    """A case in hand without locking it, for reading; ``content_hash`` is its Version's, where it is at hand."""
    return _in_hand(work, case, content_hash or work.session.scalars(HASH, {"version": case.version_id}).one())


def _in_hand(work: Work, case: Case, content_hash: str) -> Hand:
    compiled = work.compiled(case.version_id, content_hash)
    told = frozenset(work.jurisdiction.told.values())
    return Hand(work, case, compiled, unpack_facts(case.facts, compiled.declared, told))


def incident(error: EvaluationError, text: str, element: str) -> Incident:
    """An author's expression that failed, as what stops the case until the rules are mended."""
    facts = {"expression": text, "element": element, "problem": error.code, "cause": error.code}
    return Incident("case.incident", **{**error.facts, **facts})


def pack_facts(facts: Facts) -> bytes:
    """Facts as the case's row keeps them."""
    return _codec.out.compress(canonical(facts.to_json()).encode())


def unpack_facts(raw: bytes, declared: Mapping[str, frozenset[str]], told: frozenset[str]) -> Facts:
    """The facts that ``pack_facts`` wrote."""
    return Facts.from_json(json.loads(_codec.into.decompress(raw, max_output_size=CEILING)), declared, told)
