"""One task as a person sees it, and which open task somebody means who names a step."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, select
from sqlalchemy.orm import undefer

from engine.actions.hand import Hand, held
from engine.actions.work import Actor, Work
from engine.bpmn.model import Node, listed
from engine.errors import Refusal
from engine.feel.values import from_json
from engine.forms import Form
from engine.model.case import Case, Draft, Task, Term
from engine.model.version import Version
from engine.queries.standing import why_not_open
from engine.queries.visible import KEPT, visible_to
from engine.rulebook.organisation import Right


@dataclass(frozen=True)
class TaskView:
    """Everything a task's page needs; ``right`` is None when the actor may look but not act."""

    hand: Hand
    case: Case
    task: Task
    node: Node
    form: Form | None
    right: Right | None
    draft: dict[str, Any] | None
    terms: list[Term]
    earlier: list[str]
    saved_at: dt.datetime | None = None


def task_view(work: Work, actor: Actor, task_id: str) -> TaskView:
    """A task of a visible case; ``task.unknown`` for any other, whether or not it exists."""
    query = _task_with_everything(visible_to(work, actor))
    found = work.session.execute(query, {"task": task_id, "person": actor.person_id}).all()
    if not found:
        raise Refusal("task.unknown", task=task_id)
    task, case, content_hash, draft, _term = found[0]
    hand = held(work, case, content_hash)
    node = hand.node(task)
    right = hand.right(actor, task.asked_post, task.name, task.scope)
    terms = [row[4] for row in found if row[4] is not None]
    return TaskView(hand, case, task, node, hand.compiled.procedures[task.procedure].form_of(node), right,
                    _typed(draft), terms, earlier_steps(hand, task), draft.saved_at if draft else None)


@lru_cache(maxsize=KEPT)
def _task_with_everything(seen: ColumnElement[bool]) -> Select[Any]:
    """A task with its case, its Version's hash, a person's draft and, a row each, its terms."""
    return (
        select(Task, Case, Version.hash, Draft, Term).join(Case, Case.id == Task.case_id)
        .join(Version, Version.id == Case.version_id)
        .outerjoin(Draft, and_(Draft.task_id == Task.id, Draft.person_id == bindparam("person")))
        .outerjoin(Term, and_(Term.case_id == Task.case_id, Term.scope == Task.scope, Term.node == Task.node))
        .options(undefer(Case.facts), undefer(Case.state)).where(Task.id == bindparam("task"), seen)
        .order_by(Term.id)
    )


def _typed(draft: Draft | None) -> dict[str, Any] | None:
    return {key: from_json(value) for key, value in draft.answers.items()} if draft else None


def draft_of(
    work: Work, actor: Actor, *, task_id: str = "", procedure: str = ""
) -> tuple[dict[str, Any], dt.datetime] | None:
    """What a person has typed for a task or for starting a procedure, and when it was kept."""
    draft = work.session.scalars(select(Draft).where(
        Draft.person_id == actor.person_id, Draft.task_id == task_id, Draft.procedure == procedure)).one_or_none()
    typed = _typed(draft)
    return (typed, draft.saved_at) if draft is not None and typed is not None else None


def earlier_steps(hand: Hand, task: Task) -> list[str]:
    """Steps around a task that were done and that it could be sent back to."""
    scopes = ["case", *(frame[0] for frame in task.frames)]
    done: dict[str, int] = {}
    for scope in scopes:
        known = hand.facts.scopes.get(scope)
        steps = hand.procedure(scope).steps if known else {}
        done.update({step: n for step, n in (known.done if known else {}).items() if step in steps and step != task.name})
    return sorted(done, key=lambda step: -done[step])


def find_task(work: Work, actor: Actor, case_id: int, step: str) -> Task:
    """The open task of that step which the actor may do.

    Refuses like an act would: ``task.not_yours`` with who does it and on what it rests when it waits for another,
    ``step.not_open`` with what stands before it, ``step.unknown`` when the procedure has no such step.
    """
    case = work.session.get(Case, case_id)
    if case is None:
        raise Refusal("case.unknown", case=case_id)
    hand = held(work, case)
    query = select(Task).where(Task.case_id == case_id, Task.status == "open", Task.name == step)
    tasks = list(work.session.scalars(query.order_by(Task.opened_at, Task.id)))
    for task in tasks:
        if hand.right(actor, task.asked_post, step, task.scope) is not None:
            return task
    if tasks:
        articles = listed(hand.node(tasks[0]).properties.get("articles"))
        raise Refusal("task.not_yours", articles, step=step, holder=tasks[0].asked_post, post=actor.post)
    hand.must_be_running()
    raise why_not_open(hand, step)
