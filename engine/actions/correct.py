"""A wrong entry is superseded by a new one, both visible; what decided the way cannot be corrected, only redone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from engine.actions.follow import project, title_of
from engine.actions.hand import Hand, take
from engine.actions.suspend import must_give
from engine.actions.work import Actor, Reading, Work
from engine.bpmn.model import feel_text, listed
from engine.errors import Invalid, Refusal
from engine.facts import CASE, Scope
from engine.feel.values import from_json, to_json
from engine.model.case import Task
from engine.model.entry import Entry
from engine.rulebook.compiled import Compiled
from engine.rulebook.procedure import Procedure


def correct(work: Work, actor: Actor, case_id: int, step: str, field: str, reading: Reading, reason: str) -> Entry:
    """Corrects one answer of a step that was done; ``reading`` reads the new value against the step's form.

    An incident of the case is taken off: what the answer made fail may be tried again.
    Only who made the entry, or stands in for the post it was made for, may.  Refuses ``correct.nothing`` (no such
    answer), ``correct.decides_path`` (a condition or table read it: send the case back instead), ``form.invalid``.
    """
    hand = take(work, case_id)
    must_give(reason)
    entry, scope, procedure = may_correct(hand, actor, step, field)
    value = _value(hand, scope, procedure, entry, field, reading)
    before = hand.listed()
    _overwrite(hand, scope, step, field, value, entry.number)
    if scope.id == CASE:
        hand.case.title = title_of(hand)
    project(hand, before)
    hand.case.incident = None
    made = hand.record("correct", actor, step=step, note=reason, corrects=entry.number,
                       answers={field: to_json(value)})
    hand.store()
    return made


def may_correct(hand: Hand, actor: Actor, step: str, field: str) -> tuple[Entry, Scope, Procedure]:
    """The entry that holds an answer, and where it stands; refuses what the actor cannot correct."""
    entry = _entry(hand, step, field)
    _may(hand, actor, entry)
    scope, procedure = _place(hand, entry)
    _must_not_decide(hand.compiled, procedure, step, field)
    return entry, scope, procedure


def _entry(hand: Hand, step: str, field: str) -> Entry:
    query = select(Entry).where(Entry.case_id == hand.case.id, Entry.step == step, Entry.kind.in_(("complete", "open")))
    for entry in hand.work.session.scalars(query.order_by(Entry.number.desc())):
        if field in (entry.answers or {}):
            return entry
    raise Refusal("correct.nothing", step=step, field=field)


def _may(hand: Hand, actor: Actor, entry: Entry) -> None:
    if actor.person_id == entry.person_id:
        return
    if hand.right(actor, entry.behalf or entry.post, entry.step) is None:
        raise Refusal("correct.not_yours", entry.articles, step=entry.step, who=entry.person)


def _place(hand: Hand, entry: Entry) -> tuple[Scope, Procedure]:
    task = hand.work.session.get(Task, entry.task_id) if entry.task_id else None
    scope = hand.facts.scopes.get(task.scope if task else CASE)
    if scope is None:
        raise Refusal("correct.round_closed", step=entry.step)
    return scope, hand.procedure(scope.id)


def _must_not_decide(compiled: Compiled, procedure: Procedure, step: str, field: str) -> None:
    if _decides(compiled, procedure, step, field, frozenset()):
        raise Refusal("correct.decides_path", step=step, field=field)


def _decides(compiled: Compiled, procedure: Procedure, step: str, field: str, seen: frozenset[str]) -> bool:
    """Whether a condition or table reads an answer, in its own procedure or, where it is handed on, in a called one."""
    if any(_reads(compiled, text, step, field) for text in _conditions(procedure)):
        return True
    if any(field in raw.decode() for raw in procedure.tables.values()):
        return True
    for node in procedure.diagram.nodes.values():
        called = compiled.procedures.get(node.called or "")
        if called is None or called.id in seen or not _reads(compiled, node.properties.get("inputs", ""), step, field):
            continue
        inputs = listed(called.properties.get("inputs"))
        names = [field] if field in inputs else inputs
        if any(_decides(compiled, called, "", name, seen | {procedure.id}) for name in names):
            return True
    return False


def _reads(compiled: Compiled, text: str, step: str, field: str) -> bool:
    feel = text.strip().removeprefix("=")
    paths = compiled.expression(feel).reads if feel else ()
    return any(path[0] == field or path[:2] == (step, field) or path == (step,) for path in paths)


def _conditions(procedure: Procedure) -> list[str]:
    flows = [flow.condition or "" for flow in procedure.diagram.flows.values()]
    return flows + [feel_text(node.properties.get(name)) or ""
                    for node in procedure.diagram.nodes.values() for name in ("each", "done_when", "result")]


def _value(hand: Hand, scope: Scope, procedure: Procedure, entry: Entry, field: str, reading: Reading) -> Any:
    task = hand.work.session.get(Task, entry.task_id) if entry.task_id else None
    form = procedure.form_of(hand.node(task)) if task else hand.main.start_form
    if form is None:
        raise Refusal("correct.nothing", step=entry.step, field=field)
    answers = reading(form, hand.view(scope.id), hand.work.now)
    wrong = {path: error for path, error in answers.errors.items() if path.split(".")[0] == field}
    if wrong:
        raise Invalid("form.invalid", wrong, step=entry.step)
    return answers.values.get(field)


def _overwrite(hand: Hand, scope: Scope, step: str, field: str, value: Any, number: int) -> None:
    if scope.values.get(field) == from_json(_old(hand, number, field)):
        scope.values[field] = value
    if scope.done.get(step) == number:
        scope.steps[step][field] = value


def _old(hand: Hand, number: int, field: str) -> Any:
    query = select(Entry.answers).where(Entry.case_id == hand.case.id, Entry.number == number)
    return hand.work.session.scalar(query)[field]
