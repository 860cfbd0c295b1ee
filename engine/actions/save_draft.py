"""What has been typed is kept as it is, valid or not, until it is submitted or thrown away."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import undefer

from engine.actions.complete_task import form_facts, must_be_open
from engine.actions.hand import Hand, held
from engine.actions.work import Actor, Reading, Work
from engine.errors import Refusal
from engine.feel.values import to_json
from engine.model.case import Case, Draft, Task
from engine.model.version import Version


def save_draft(
    work: Work, actor: Actor, typed: dict[str, Any], *, task_id: str = "", procedure: str = ""
) -> Draft:
    """Keeps what a person typed for a task or for starting a procedure; one draft each, the last one stands."""
    if task_id:
        _hand, task, draft = _held(work, actor, task_id)
        return _kept(work, actor, draft, typed, task_id=task.id)
    query = select(Draft).where(
        Draft.person_id == actor.person_id, Draft.task_id == "", Draft.procedure == procedure)
    return _kept(work, actor, work.session.scalars(query).one_or_none(), typed, procedure=procedure)


def save_task_draft(work: Work, actor: Actor, task_id: str, reading: Reading) -> Draft | None:
    """Keeps what ``reading`` makes of a submission for a task, valid or not; None where the step asks nothing.

    Refuses: ``task.unknown``, ``task.closed``, ``task.not_yours``.
    """
    hand, task, draft = _held(work, actor, task_id)
    form = hand.compiled.procedures[task.procedure].form_of(hand.node(task))
    if form is None:
        return None
    answers = reading(form, form_facts(hand, actor, task), work.now)
    return _kept(work, actor, draft, dict(answers.typed), task_id=task.id)


def _held(work: Work, actor: Actor, task_id: str) -> tuple[Hand, Task, Draft | None]:
    """An open task that the actor has the right to, and their draft for it."""
    query = (
        select(Task, Case, Version.hash, Draft).join(Case, Case.id == Task.case_id)
        .join(Version, Version.id == Case.version_id)
        .outerjoin(Draft, and_(Draft.task_id == Task.id, Draft.person_id == actor.person_id))
        .options(undefer(Case.facts)).where(Task.id == task_id)
    )
    found = work.session.execute(query).one_or_none()
    if found is None:
        raise Refusal("task.unknown", task=task_id)
    task, case, content_hash, draft = found
    hand = held(work, case, content_hash)
    must_be_open(hand, task)
    if hand.right(actor, task.asked_post, task.name, task.scope) is None:
        raise Refusal("task.not_yours", step=task.name, holder=task.asked_post, post=actor.post)
    return hand, task, draft


def _kept(
    work: Work, actor: Actor, draft: Draft | None, typed: dict[str, Any], *, task_id: str = "", procedure: str = ""
) -> Draft:
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
