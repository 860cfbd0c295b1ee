"""A task that nobody can do is given to a post by who oversees all cases: a vacancy must not stop a matter."""

from engine.actions.complete_task import must_be_open
from engine.actions.follow import join
from engine.actions.hand import take_task
from engine.actions.suspend import must_give, must_oversee
from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.model.entry import Entry


def assign_task(work: Work, actor: Actor, task_id: str, post: str, reason: str) -> Entry:
    """Gives an open task that nobody can do to a post somebody holds.

    Refuses: ``case.not_yours`` (does not oversee), ``reason.missing``, ``assign.unknown_post``, ``assign.vacant``,
    ``assign.not_needed`` (somebody can do it: it is for them to hand over).
    """
    hand, task = take_task(work, task_id)
    must_be_open(hand, task)
    must_oversee(hand, actor)
    must_give(reason)
    organisation = work.jurisdiction.organisation
    if not organisation.in_office(post, hand.day):
        raise Refusal("assign.unknown_post", post=post)
    if not organisation.anybody(post, hand.day):
        raise Refusal("assign.vacant", post=post)
    if task.post_id is not None and organisation.anybody(task.asked_post, hand.day):
        raise Refusal("assign.not_needed", step=task.name, holder=task.asked_post)
    before = task.asked_post
    task.asked_post, task.post_id = post, work.jurisdiction.post_ids[post]
    task.claimed_by = task.claimed_at = None
    join(hand, task.post_id)
    entry = hand.record("assign", actor, task=task, note=reason, answers={"from": before, "to": post})
    work.session.flush()
    return entry
