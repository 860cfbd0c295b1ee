"""What has been typed is kept as it is, valid or not, until it is submitted or thrown away."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from engine.actions.complete_task import must_be_open
from engine.actions.hand import held
from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.feel.values import to_json
from engine.model.case import Case, Draft, Task


def save_draft(
    work: Work, actor: Actor, typed: dict[str, Any], *, task_id: str = "", procedure: str = ""
) -> Draft:
    """Keeps what a person typed for a task or for starting a procedure; one draft each, the last one stands."""
    if task_id:
        _may_type(work, actor, task_id)
    query = select(Draft).where(
        Draft.person_id == actor.person_id, Draft.task_id == task_id, Draft.procedure == procedure)
    draft = work.session.scalars(query).one_or_none()
    if draft is None:
        draft = Draft(person_id=actor.person_id, task_id=task_id, procedure=procedure)
        work.session.add(draft)
    draft.post_id = work.jurisdiction.post_ids[actor.post]
    draft.answers = {key: to_json(value) for key, value in typed.items()}
    draft.saved_at = work.now
    work.session.flush()
    return draft


def discard_draft(work: Work, actor: Actor, draft_id: int) -> None:
    """Throws one's own draft away; Refusal for anybody else's."""
    draft = work.session.get(Draft, draft_id)
    if draft is None or draft.person_id != actor.person_id:
        raise Refusal("draft.unknown", draft=draft_id)
    work.session.delete(draft)


def _may_type(work: Work, actor: Actor, task_id: str) -> None:
    task = work.session.get(Task, task_id)
    if task is None:
        raise Refusal("task.unknown", task=task_id)
    hand = held(work, work.session.get_one(Case, task.case_id))
    must_be_open(hand, task)
    if hand.right(actor, task.asked_post, task.name, task.scope) is None:
        raise Refusal("task.not_yours", step=task.name, holder=task.asked_post, post=actor.post)
