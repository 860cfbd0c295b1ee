"""A task goes to another post of the same office; a signature stays with whom the article names."""

from engine.actions.complete_task import may_do
from engine.actions.follow import join
from engine.actions.hand import take_task
from engine.actions.work import Actor, Work
from engine.bpmn.model import listed
from engine.errors import Refusal
from engine.model.entry import Entry


def hand_over(work: Work, actor: Actor, task_id: str, post: str, reason: str = "") -> Entry:
    """Gives an open task to another post.

    Refuses: ``hand_over.unknown_post``, ``hand_over.other_office``, ``hand_over.fixed`` (the drawing names the
    signer), and what completing the task would refuse about who and when.
    """
    hand, task = take_task(work, task_id)
    right = may_do(hand, actor, task)
    organisation, node = work.jurisdiction.organisation, hand.node(task)
    if not organisation.in_office(post, hand.day):
        raise Refusal("hand_over.unknown_post", post=post)
    if node.properties.get("fixed") == "true":
        raise Refusal("hand_over.fixed", listed(node.properties.get("articles")), step=task.name, holder=task.asked_post)
    mine = organisation.posts.get(task.asked_post)
    if mine is None or organisation.posts[post].office != mine.office:
        raise Refusal("hand_over.other_office", listed(node.properties.get("articles")), step=task.name, post=post,
                      office=mine.office if mine else "")
    before = task.asked_post
    task.asked_post, task.post_id = post, work.jurisdiction.post_ids[post]
    task.claimed_by = task.claimed_at = None
    join(hand, task.post_id)
    entry = hand.record("hand_over", actor, task=task, right=right, note=reason,
                        answers={"from": before, "to": post})
    work.session.flush()
    return entry
