"""Taking one's own step back, until the next person has signed for it or acted."""

from __future__ import annotations

from sqlalchemy import select

from engine.actions.hand import Hand, take
from engine.actions.send_back import go_back, target_of
from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.model.case import Task
from engine.model.entry import Entry
from engine.rulebook.organisation import OWN, Right


def withdraw(work: Work, actor: Actor, case_id: int, step: str, reason: str = "") -> Entry:
    """Opens a step again that this person completed last.

    Refuses: ``withdraw.nothing`` (not done, or by somebody else), ``withdraw.too_late`` (the next one has signed
    for it or acted), and what a send-back refuses.
    """
    hand = take(work, case_id)
    entry, following = may_withdraw(hand, actor, step)
    task = hand.work.session.get_one(Task, entry.task_id)
    origin = following[0]
    target = target_of(hand, _deepest(origin, task), step)
    return go_back(hand, actor, origin, target, Right(task.asked_post, OWN), "withdraw", reason)


def may_withdraw(hand: Hand, actor: Actor, step: str) -> tuple[Entry, list[Task]]:
    """The entry to be taken back and the tasks that it opened; refuses what cannot be taken back (any more)."""
    hand.must_be_running()
    entry = _mine(hand, actor, step)
    return entry, _following(hand, entry)


def _mine(hand: Hand, actor: Actor, step: str) -> Entry:
    query = select(Entry).where(Entry.case_id == hand.case.id, Entry.step == step, Entry.kind == "complete",
                                Entry.person_id == actor.person_id)
    entry = hand.work.session.scalars(query.order_by(Entry.number.desc())).first()
    if entry is None:
        raise Refusal("withdraw.nothing", step=step)
    return entry


def _following(hand: Hand, entry: Entry) -> list[Task]:
    """The tasks that the entry opened, all of them untouched; refuses otherwise."""
    ids = [item[0] for item in (entry.move or {}).get("opened", ())]
    tasks = [hand.work.session.get_one(Task, task_id) for task_id in ids]
    touched = next((t for t in tasks if t.status != "open" or t.claimed_by is not None), None)
    if not tasks or touched is not None:
        raise Refusal("withdraw.too_late", step=entry.step, next=touched.name if touched else "")
    return tasks


def _deepest(origin: Task, done: Task) -> Task:
    """The next step, which must stand in the same scope or deeper for the step to lie around it."""
    return origin if len(origin.frames) >= len(done.frames) else done
