"""Signing for a task: from then on it is known who works on it, and the sender can no longer take it back."""

from engine.actions.complete_task import may_do
from engine.actions.hand import take_task
from engine.actions.work import Actor, Work
from engine.model.entry import Entry


def claim_task(work: Work, actor: Actor, task_id: str) -> Entry:
    """Signs for an open task; refuses what completing it would refuse about who and when."""
    hand, task = take_task(work, task_id)
    right = may_do(hand, actor, task)
    task.claimed_by, task.claimed_at = actor.person_id, work.now
    entry = hand.record("claim", actor, task=task, right=right)
    work.session.flush()
    return entry
