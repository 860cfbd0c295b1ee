"""Whoever has an interest in a matter hands the task on, on record, and cannot take it up again."""

from engine.actions.complete_task import may_do
from engine.actions.follow import join
from engine.actions.hand import Hand, take_task
from engine.actions.suspend import must_give
from engine.actions.work import Actor, Work
from engine.bpmn.model import listed
from engine.errors import Refusal
from engine.model.case import Task
from engine.model.entry import Entry


def recuse(work: Work, actor: Actor, task_id: str, reason: str) -> Entry:
    """Hands an open task to the main head of the post's office (or, from that head, to their deputy).

    Refuses ``recuse.nobody`` where the office has nobody else, and what completing the task would refuse.
    """
    hand, task = take_task(work, task_id)
    right = may_do(hand, actor, task)
    must_give(reason)
    heir = heir_of(hand, task)
    before, task.asked_post, task.post_id = task.asked_post, heir, work.jurisdiction.post_ids[heir]
    task.claimed_by = task.claimed_at = None
    task.recused = [*task.recused, actor.person_id]
    join(hand, task.post_id)
    entry = hand.record("recuse", actor, task=task, right=right, note=reason, answers={"from": before, "to": heir})
    work.session.flush()
    return entry


def heir_of(hand: Hand, task: Task) -> str:
    """The post that an open task goes to when its own steps aside; refuses ``recuse.nobody``."""
    organisation = hand.work.jurisdiction.organisation
    mine = organisation.posts.get(task.asked_post)
    heirs = [p for p in organisation.posts.values()
             if mine and p.office == mine.office and p.name != mine.name and p.kind in ("main_head", "deputy")
             and organisation.in_office(p.name, hand.day)]
    if not heirs:
        raise Refusal("recuse.nobody", listed(hand.node(task).properties.get("articles")), step=task.name)
    return min(heirs, key=lambda post: (post.kind != "main_head", post.rank, post.name)).name
