"""What a person may do to a task or a case now, and what stands against the rest: asked of the verbs' own checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.actions.complete_task import may_do
from engine.actions.hand import Hand
from engine.actions.send_back import target_of
from engine.actions.suspend import must_oversee
from engine.actions.terminate import may_terminate
from engine.actions.withdraw import may_withdraw
from engine.actions.work import Actor
from engine.bpmn.model import listed
from engine.errors import Refusal
from engine.model.case import Task
from engine.model.entry import Entry
from engine.queries.cases import CaseView
from engine.queries.tasks import TaskView
from engine.spiff import targets


@dataclass(frozen=True)
class TaskOffers:
    """``against`` is what keeps the actor from doing the task; ``back`` and ``posts`` are empty where nothing fits."""

    against: Refusal | None
    claim: bool
    back: tuple[str, ...]
    posts: tuple[str, ...]
    against_hand_over: Refusal | None
    urge: bool


def task_offers(view: TaskView, actor: Actor) -> TaskOffers:
    """What may be done to a task."""
    hand, task = view.hand, view.task
    against = refusal_of(lambda: may_do(hand, actor, task))
    urge = task.status == "open" and hand.case.status == "open" and task.asked_post != actor.post and view.right is None
    if against is not None:
        return TaskOffers(against, False, (), (), None, urge)
    fixed = _fixed(view)
    return TaskOffers(
        None, task.claimed_by is None, _back(view), () if fixed else _posts(hand, task), fixed, urge)


def refusal_of(check: Callable[[], Any]) -> Refusal | None:
    """What a check refuses, or None."""
    try:
        check()
    except Refusal as refusal:
        return refusal
    return None


def _fixed(view: TaskView) -> Refusal | None:
    if view.node.properties.get("fixed") != "true":
        return None
    return Refusal("hand_over.fixed", listed(view.node.properties.get("articles")), step=view.task.name,
                   holder=view.task.asked_post)


def _back(view: TaskView) -> tuple[str, ...]:
    """The earlier steps that the drawing lets this task go back to, the latest first."""
    if not view.earlier:
        return ()
    hand = view.hand
    reachable = set(targets(hand.compiled.spec, hand.case.state, view.task.id))
    return tuple(step for step in view.earlier if _address(hand, view.task, step) in reachable)


def _address(hand: Hand, task: Task, step: str) -> Any:
    try:
        return target_of(hand, task, step).address
    except Refusal:
        return None


def _posts(hand: Hand, task: Task) -> tuple[str, ...]:
    """Other posts of the same office that exist today."""
    organisation = hand.work.jurisdiction.organisation
    mine = organisation.posts.get(task.asked_post)
    if mine is None or not mine.office:
        return ()
    found = [p for p in organisation.posts.values() if p.office == mine.office and p.name != task.asked_post]
    found = [p for p in found if organisation.in_office(p.name, hand.day)]
    return tuple(p.name for p in sorted(found, key=lambda p: (p.rank, p.name)))


@dataclass(frozen=True)
class CaseOffers:
    """What may be done to the case as a whole; a refusal is what stands against it, ``withdraw`` the steps to take back."""

    oversees: bool
    suspend: bool
    resume: bool
    terminate: bool
    against_terminate: Refusal | None
    withdraw: tuple[str, ...]
    against_withdraw: tuple[Refusal, ...]
    correct: tuple[str, ...]


def case_offers(view: CaseView, actor: Actor) -> CaseOffers:
    """What may be done to a case."""
    hand, case = view.hand, view.case
    oversees = refusal_of(lambda: must_oversee(hand, actor)) is None
    ending = refusal_of(lambda: may_terminate(hand, actor))
    back, against = _withdrawals(view, actor)
    return CaseOffers(
        oversees, oversees and case.status == "open", oversees and case.status == "suspended", ending is None,
        ending if ending is not None and ending.code == "terminate.too_late" else None, back, against,
        _correctable(view.entries, actor),
    )


def _withdrawals(view: CaseView, actor: Actor) -> tuple[tuple[str, ...], tuple[Refusal, ...]]:
    """Steps that the actor may take back; and why the one done last can no longer be."""
    if view.case.status != "open":
        return (), ()
    mine = [e for e in view.entries if e.kind == "complete" and e.person_id == actor.person_id]
    if not mine:
        return (), ()
    step = mine[-1].step
    refusal = refusal_of(lambda: may_withdraw(view.hand, actor, step))
    return ((step,), ()) if refusal is None else ((), (refusal,))


def _correctable(entries: list[Entry], actor: Actor) -> tuple[str, ...]:
    """Steps with answers of one's own, the latest first."""
    steps = [e.step for e in reversed(entries) if e.person_id == actor.person_id and e.kind in ("open", "complete") and e.answers]
    return tuple(dict.fromkeys(steps))
