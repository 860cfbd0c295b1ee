"""A step is done: the answers stand, the tokens move, the record has who, for whom and on what basis."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, select

from engine.actions.awaiting import offered
from engine.actions.follow import follow, project, told
from engine.actions.hand import Hand, take_task
from engine.actions.terms import must_be_late_enough
from engine.actions.uploads import bind_files
from engine.actions.work import Actor, Reading, Work
from engine.bpmn.model import Node, feel_text, listed
from engine.errors import Invalid, Refusal
from engine.feel.values import to_json
from engine.forms import Answers
from engine.model.case import Draft, Task
from engine.model.entry import Entry
from engine.rulebook.organisation import Right
from engine.spiff import complete

DRAFTS = delete(Draft).where(Draft.task_id == bindparam("task")).execution_options(synchronize_session=False)
"""What was typed for a task goes when it is done."""


def complete_task(work: Work, actor: Actor, task_id: str, reading: Reading) -> Entry:
    """Completes an open task with what ``reading`` makes of the submission.

    Refuses: ``task.closed`` (with who was first), ``case.suspended``, ``task.not_yours``, ``task.claimed``,
    ``task.recused``, ``step.too_early``, ``form.invalid`` (Invalid, every field), and what the tokens refuse.
    """
    hand, task = take_task(work, task_id)
    right = may_do(hand, actor, task)
    node = hand.node(task)
    answers = read_answers(hand, actor, task, node, reading)
    must_be_late_enough(hand, task, node, dict(answers.values))
    return settle(hand, actor, task, right, {**answers.values, **taken_up(hand, node, answers)})


def taken_up(hand: Hand, node: Node, answers: Answers) -> dict[str, Any]:
    """Of the cases that a step offered those that its answers name, under the name of the offer: later steps read them."""
    if "offers" not in node.properties:
        return {}
    named = {text for value in answers.values.values() for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)}
    return {node.properties["offers"]: [one for one in _offered(hand, node) if one["value"] in named]}


def settle(
    hand: Hand, actor: Actor, task: Task, right: Right, values: dict[str, Any], *, also: Mapping[str, Any] | None = None,
) -> Entry:
    """Writes the answers, moves the tokens and stores: the part of an act that nothing refuses any more.

    ``also`` is what else the record tells of the act, beside what it did to the tokens.
    """
    node, work = hand.node(task), hand.work
    before = hand.listed()
    hand.facts.write(task.scope, values, step=task.name, entry=hand.number)
    bind_files(hand, values)
    voided = _void(hand, task, node)
    move = complete(hand.compiled.spec, hand.case.state, hand.host, task.id)
    follow(hand, move, actor, answers=values)
    project(hand, before)
    articles = listed(node.properties.get("articles"))
    entry = hand.record("complete", actor, task=task, right=right, articles=articles,
                        answers={k: to_json(v) for k, v in values.items()},
                        move={**told(move, hand), **voided, **(also or {})})
    work.session.execute(DRAFTS, {"task": task.id})
    hand.store(move.state)
    return entry


def _void(hand: Hand, task: Task, node: Node) -> dict[str, Any]:
    """Results of earlier steps that these answers make void, and why: they stay on record and answer no longer."""
    text = feel_text(node.properties.get("voids_when"))
    if text is None or hand.evaluate(task.scope, text, element=node.id) is not True:
        return {}
    view = hand.view(task.scope)
    voided = [step for step in listed(node.properties.get("voids")) if view[step] is not None]
    hand.facts.forget(task.scope, voided)
    reason = node.properties.get("voids_reason", "")
    return {"voided": voided, **({"voided_because": reason} if reason else {})} if voided else {}


def may_do(hand: Hand, actor: Actor, task: Task) -> Right:
    """The right by which the actor may do an open task now; every refusal that is about who and when."""
    must_be_open(hand, task)
    hand.must_be_running()
    node = hand.node(task)
    right = hand.right(actor, task.asked_post, task.name, task.scope)
    if right is None:
        raise Refusal("task.not_yours", listed(node.properties.get("articles")), step=task.name,
                      holder=task.asked_post, post=actor.post)
    if actor.person_id in task.recused:
        raise Refusal("task.has_recused", step=task.name)
    if task.claimed_by is not None and task.claimed_by != actor.person_id:
        who = hand.work.jurisdiction.organisation.people.get(task.claimed_by, "")
        raise Refusal("task.claimed", step=task.name, who=who, at=task.claimed_at)
    must_not_be_recused(hand, actor, task, node)
    return right


def must_be_open(hand: Hand, task: Task) -> None:
    """Refuses a task that is not open any more and says who was first."""
    if task.status == "open":
        return
    who = hand.work.jurisdiction.organisation.people.get(task.done_person or 0, "")
    raise Refusal("task.closed", step=task.name, who=who, at=task.done_at, status=task.status)


def must_not_be_recused(hand: Hand, actor: Actor, task: Task, node: Node) -> None:
    """Refuses somebody who did a step that, by the drawing or by a guarantee, must not be done by the same person."""
    apart = {step: listed(node.properties.get("not_by_articles") or node.properties.get("articles"))
             for step in listed(node.properties.get("not_by"))}
    for guarantee in hand.main.guarantees:
        pair = (guarantee.parts.get("first"), guarantee.parts.get("then"))
        if guarantee.kind == "not_same" and task.name in pair:
            apart[str(pair[0] if pair[1] == task.name else pair[1])] = guarantee.articles
    if not apart:
        return
    query = select(Entry.step).where(
        Entry.case_id == hand.case.id, Entry.person_id == actor.person_id, Entry.step.in_(apart),
        Entry.kind.in_(("complete", "open")),
    )
    before = hand.work.session.scalars(query.limit(1)).first()
    if before is not None:
        raise Refusal("task.recused", apart[before], step=task.name, before=before)


def read_answers(hand: Hand, actor: Actor, task: Task, node: Node, reading: Reading) -> Answers:
    """What was submitted, as the step's form understands it; Invalid with every field when it cannot stand."""
    form = hand.compiled.procedures[task.procedure].form_of(node)
    if form is None:
        return Answers({}, {}, {})
    facts = form_facts(hand, actor, task)
    answers = reading(form, facts, hand.work.now)
    if answers.errors:
        raise Invalid("form.invalid", answers.errors, listed(node.properties.get("articles")), step=task.name)
    return answers


def form_facts(hand: Hand, actor: Actor, task: Task) -> Mapping[str, Any]:
    """What a task's form can read: the facts of its scope, for which post the actor acts, and the cases it offers.

    The name of the acting post is given by the organisation's data, that of the cases by the drawing (``offers``).
    """
    acting, node = hand.work.jurisdiction.told.get("acting_post"), hand.node(task)
    known: dict[str, Any] = {acting: actor.post} if acting else {}
    if "offers" in node.properties:
        known[node.properties["offers"]] = _offered(hand, node)
    return ChainMap(known, hand.view(task.scope))  # type: ignore[arg-type]


def _offered(hand: Hand, node: Node) -> list[dict[str, Any]]:
    """The waiting cases that a step offers, with the facts of each that its drawing names."""
    return offered(hand.work, node.properties["offers_awaiting"], listed(node.properties.get("offers_facts")))
