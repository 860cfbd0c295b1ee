"""Terms of steps: minimums and limits opened, stopped, resumed, restarted and met as the case moves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from engine.bpmn.model import Node, feel_text, listed
from engine.calendar import Amount, parse_amount
from engine.calendar import Term as Computed
from engine.errors import Refusal
from engine.model.case import Task, Term

if TYPE_CHECKING:
    from engine.actions.hand import Hand

LIMIT, MINIMUM = "limit", "minimum"
RUNNING, STOPPED, MET = "running", "stopped", "met"


def open_terms(hand: "Hand", task: Task, node: Node) -> None:
    """Starts what the step's drawing says of time, or lets it go on where it keeps its clock; sets the task's days."""
    for kind in (LIMIT, MINIMUM):
        if node.properties.get(kind):
            term = _kept(hand, task, node, kind) or _new(hand, task, node, kind)
            _shown(task, term)
    for name in listed(node.properties.get("stops")):
        _stop(hand, task, name)


def close_terms(hand: "Hand", task: Task, node: Node) -> None:
    """The step is done: its own terms are met, and terms that it says to restart begin anew."""
    for term in _of(hand, task.scope, node.id):
        term.status = MET
    for name in listed(node.properties.get("restarts")):
        for term, other in _named(hand, task, name):
            _restart(hand, term, other)


def must_be_late_enough(hand: "Hand", task: Task, node: Node, answers: dict[str, Any]) -> None:
    """Refuses to complete a step before the minimum that must be given has passed."""
    term = next((t for t in _of(hand, task.scope, node.id) if t.kind == MINIMUM), None)
    if term is None or _excused(hand, task, node, answers):
        return
    start = _start(hand, task, node, answers)
    earliest = max(term.due, _minimum(hand, node, term, start).earliest) if start else term.due
    if hand.day < earliest:
        drawn = (*listed(node.properties.get("minimum_articles")), *listed(node.properties.get("articles")))
        raise Refusal("step.too_early", tuple(dict.fromkeys(drawn)), step=task.name, earliest=earliest, start=start or term.start,
                      amount=term.amount)


def _excused(hand: "Hand", task: Task, node: Node, answers: dict[str, Any]) -> bool:
    text = feel_text(node.properties.get("minimum_unless"))
    return text is not None and hand.evaluate(task.scope, text, extra=answers, element=node.id) is True


def _start(hand: "Hand", task: Task, node: Node, answers: dict[str, Any]) -> dt.date | None:
    """The day a minimum counts from by what was answered; never earlier than the step itself was opened."""
    text = feel_text(node.properties.get("minimum_from"))
    value = hand.evaluate(task.scope, text, extra=answers, element=node.id) if text else None
    if isinstance(value, dt.datetime):
        value = hand.work.jurisdiction.day(value)
    if not isinstance(value, dt.date):
        return None
    return max(value, hand.work.jurisdiction.day(task.opened_at))


def _new(hand: "Hand", task: Task, node: Node, kind: str) -> Term:
    for old in _of(hand, task.scope, node.id):
        if old.kind == kind:
            hand.terms.remove(old)
            hand.work.session.delete(old)
    term = Term(case_id=hand.case.id, scope=task.scope, node=node.id, kind=kind, status=RUNNING, pauses=[],
                articles=list(listed(node.properties.get(f"{kind}_articles") or node.properties.get("articles"))),
                amount="", start=hand.day, due=hand.day, shown={})
    _compute(hand, term, node)
    hand.work.session.add(term)
    hand.terms.append(term)
    return term


def _compute(hand: "Hand", term: Term, node: Node) -> None:
    """Fills in amount, due day, whether it is provisional and how it was computed."""
    if term.kind == MINIMUM:
        computed = _minimum(hand, node, term, term.start)
        term.due, term.amount = computed.earliest, str(computed.amount)
    else:
        computed = _limit(hand, node, term)
        term.due, term.amount = computed.due, str(computed.amount)
    term.provisional = computed.provisional
    term.shown = _told(computed, term)


def _minimum(hand: "Hand", node: Node, term: Term, start: dt.date) -> Computed:
    """What must be given from ``start`` on: an amount, or ``=FEEL`` giving one or the day (moment) to be waited for."""
    feel = feel_text(node.properties[MINIMUM])
    value = node.properties[MINIMUM] if feel is None else hand.evaluate(term.scope, feel, element=node.id)
    if isinstance(value, str):
        pauses = _pauses(hand, term.pauses)
        return hand.work.jurisdiction.calendar.add(start, parse_amount(value), roll=False, pauses=pauses)
    before = _day(hand, value, node) - dt.timedelta(days=1)
    return Computed(start, Amount(max((before - start).days, 0), "days"), before, before)


def _limit(hand: "Hand", node: Node, term: Term) -> Computed:
    calendar, text = hand.work.jurisdiction.calendar, feel_text(node.properties[LIMIT])
    if text is None:
        amount = parse_amount(node.properties[LIMIT])
        return calendar.add(term.start, amount, roll=True, pauses=_pauses(hand, term.pauses))
    day = term.shown.get("asked") and dt.date.fromisoformat(term.shown["asked"])
    if not day:
        day = _day(hand, hand.evaluate(term.scope, text, element=node.id), node)
        term.shown = {"asked": day.isoformat()}
    days = calendar.between_working_days(term.start, day)
    counted = calendar.add(term.start, Amount(days, "working_days"), roll=True, pauses=_pauses(hand, term.pauses))
    return counted if term.pauses else replace(counted, due=day, ended=day)


def _day(hand: "Hand", value: Any, node: Node) -> dt.date:
    if isinstance(value, dt.datetime):
        return hand.work.jurisdiction.day(value)
    if not isinstance(value, dt.date):
        raise Refusal("step.no_limit", element=node.id, value=str(value))
    return value


def _pauses(hand: "Hand", pauses: list[Any]) -> tuple[tuple[dt.date, dt.date], ...]:
    """Stops as days; one that goes on still runs until today."""
    day = dt.date.fromisoformat
    return tuple((day(a), day(b) if b else hand.day) for a, b in pauses)


def _told(computed: Computed, term: Term) -> dict[str, Any]:
    told = {"start": term.start.isoformat(), "amount": str(computed.amount), "paused": computed.paused,
            "skipped": [[s.day.isoformat(), s.why, s.name] for s in computed.skipped[:40]],
            "unknown_years": list(computed.unknown_years)}
    if "asked" in (term.shown or {}):
        told["asked"] = term.shown["asked"]
    return told


def _kept(hand: "Hand", task: Task, node: Node, kind: str) -> Term | None:
    """The term of an earlier opening of the step that goes on now, its stop ended today."""
    if node.properties.get("keeps_clock") != "true":
        return None
    term = next((t for t in _of(hand, task.scope, node.id) if t.kind == kind), None)
    if term is None:
        return None
    if term.pauses and term.pauses[-1][1] is None:
        term.pauses = [*term.pauses[:-1], [term.pauses[-1][0], hand.day.isoformat()]]
    term.status = RUNNING
    _compute(hand, term, node)
    return term


def _stop(hand: "Hand", task: Task, name: str) -> None:
    for term, _node in _named(hand, task, name):
        if term.status != STOPPED:
            term.pauses = [*term.pauses, [hand.day.isoformat(), None]]
            term.status = STOPPED


def _restart(hand: "Hand", term: Term, node: Node) -> None:
    term.start, term.pauses, term.status, term.shown = hand.day, [], RUNNING, {}
    _compute(hand, term, node)
    for task in hand.work.session.scalars(select(Task).where(Task.case_id == hand.case.id, Task.status == "open")):
        if task.node == node.id and task.scope == term.scope:
            _shown(task, term)


def _named(hand: "Hand", task: Task, name: str) -> list[tuple[Term, Node]]:
    node = hand.compiled.procedures[task.procedure].steps.get(name)
    return [(term, node) for term in _of(hand, task.scope, node.id)] if node else []


def _of(hand: "Hand", scope: str, node: str) -> list[Term]:
    return [term for term in hand.terms if (term.scope, term.node) == (scope, node)]


def _shown(task: Task, term: Term) -> None:
    if term.kind == LIMIT:
        task.due = term.due
    else:
        task.earliest = term.due


def pause_all(hand: "Hand") -> None:
    """Stops every running term of a suspended case."""
    for term in _running(hand, RUNNING):
        term.pauses = [*term.pauses, [hand.day.isoformat(), None]]
        term.status = STOPPED


def resume_all(hand: "Hand") -> None:
    """Lets the terms of a resumed case go on, the time in between not counted."""
    for term in _running(hand, STOPPED):
        if not term.pauses or term.pauses[-1][1] is not None:
            continue
        term.pauses = [*term.pauses[:-1], [term.pauses[-1][0], hand.day.isoformat()]]
        term.status = RUNNING
        _compute(hand, term, hand.compiled.node(hand.facts.scopes[term.scope].procedure, term.node))
        for task in hand.work.session.scalars(select(Task).where(Task.case_id == hand.case.id, Task.status == "open")):
            if (task.scope, task.node) == (term.scope, term.node):
                _shown(task, term)


def _running(hand: "Hand", status: str) -> list[Term]:
    return [term for term in hand.terms if term.status == status]
