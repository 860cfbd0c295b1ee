"""Reminding whoever a task waits for, on record; the task shows how often."""

from engine.actions.complete_task import must_be_open
from engine.actions.hand import take_task
from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.model.case import Party
from engine.model.entry import Entry


def urge(work: Work, actor: Actor, task_id: str, note: str = "") -> Entry:
    """Reminds the post of an open task; only those who take part in the case, or oversee all, may; not oneself."""
    hand, task = take_task(work, task_id)
    must_be_open(hand, task)
    hand.must_be_running()
    post_id = work.jurisdiction.post_ids.get(actor.post)
    takes_part = work.session.get(Party, (post_id, hand.case.id)) is not None
    if not takes_part and not work.jurisdiction.organisation.has_role(actor.post, "oversight"):
        raise Refusal("case.not_yours", post=actor.post)
    if task.asked_post == actor.post:
        raise Refusal("urge.yourself", step=task.name)
    task.urged += 1
    entry = hand.record("urge", actor, task=task, note=note)
    work.session.flush()
    return entry
