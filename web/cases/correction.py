"""Correcting one answer of one's own: which ones can be, what stands against the others, the new value and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, request

from engine.actions.correct import correct, may_correct
from engine.actions.hand import Hand
from engine.actions.work import Work
from engine.errors import FieldError, Invalid, Refusal
from engine.feel.values import from_json
from engine.forms import Answers, Form, Shown, asking
from engine.model.case import Task
from engine.model.entry import Entry
from engine.queries.cases import CaseView, case_view
from engine.queries.visible import must_see
from web.act import acting, reading
from web.actor import actor
from web.cases.blueprint import blueprint
from web.cases.offers import refusal_of
from web.cases.sheets import file_url
from web.cases.submission import sent, take_in
from web.refusals import said, status_of
from web.sheet import Sheet, make_record, make_sheet


@dataclass(frozen=True)
class Line:
    """An answer that stands: its label, its value in words, and what stands against correcting it."""

    key: str
    label: str
    shown: Shown
    against: Refusal | None


@blueprint.get("/cases/<int:case_id>/correction")
def correction(case_id: int) -> Any:
    """One's answers of a step (``step``), or the sheet for one of them (``field``)."""
    with reading() as work:
        return _page(work, case_id, request.args.get("step", ""), request.args.get("field", ""))


@blueprint.post("/cases/<int:case_id>/correction")
def put_right(case_id: int) -> Any:
    """Corrects one answer, with a reason."""
    step, field, reason = (request.form.get(name, "") for name in ("_step", "_field", "_reason"))
    with reading() as work:
        must_see(work, actor(), case_id)
        entry = _entry(case_view(work, actor(), case_id), step)
        form = _form(case_view(work, actor(), case_id).hand, entry) if entry and sent() else None
    submission = take_in(form)
    try:
        if submission.problems:
            raise submission.problems[0]
        with acting(case_id=case_id) as work:
            correct(work, actor(), case_id, step, field, _reading(submission, work, entry, field), reason)
    except Refusal as refusal:
        if refusal.code == "case.unknown":
            raise
        errors = refusal.fields if isinstance(refusal, Invalid) else None
        with reading() as work:
            page = _page(work, case_id, step, field, typed=submission.typed, errors=errors, reason=reason,
                         refusal=None if isinstance(refusal, Invalid) else refusal)
            return page, status_of(refusal)
    return redirect(f"/cases/{case_id}", 303)


def _reading(submission: Any, work: Work, entry: Entry | None, field: str) -> Any:
    """Reads the one field that was sent among the answers that stood, so that conditions find what they need."""
    old = {key: from_json(value) for key, value in (entry.answers or {}).items()} if entry else {}

    def read(form: Form, facts: Mapping[str, Any], now: dt.datetime) -> Answers:
        fresh = submission.reading(work, actor())(form, {**_Facts(facts), **old}, now)
        wrong = {path: error for path, error in fresh.errors.items() if path.split(".")[0] == field}
        return Answers({**old, field: fresh.values.get(field)}, wrong, fresh.typed)

    return read


class _Facts(dict[str, Any]):
    """A copy of a view that may be laid under other answers."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__({name: facts[name] for name in facts})


def _entry(view: CaseView, step: str) -> Entry | None:
    found = [e for e in view.entries if e.step == step and e.kind in ("open", "complete") and e.answers]
    return found[-1] if found else None


def _form(hand: Hand, entry: Entry) -> Form | None:
    task = hand.work.session.get(Task, entry.task_id) if entry.task_id else None
    return hand.compiled.procedures[task.procedure].form_of(hand.node(task)) if task else hand.main.start_form


def _steps(view: CaseView) -> list[str]:
    mine = [e.step for e in view.entries if e.kind in ("open", "complete") and e.answers and e.person_id == actor().person_id]
    return list(dict.fromkeys(mine))


def _page(
    work: Work, case_id: int, step: str, field: str, *, typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, FieldError] | None = None, reason: str = "", refusal: Refusal | None = None,
) -> str:
    view = case_view(work, actor(), case_id)
    steps = _steps(view)
    step = step or (steps[-1] if steps else "")
    entry = _entry(view, step)
    form = _form(view.hand, entry) if entry else None
    lines = _lines(view, entry, form) if entry and form else []
    line = next((one for one in lines if one.key == field and one.against is None), None)
    return render_template(
        "cases/correction.html", case=view.case, steps=steps, step=step, lines=lines, line=line, reason=reason,
        sheet=_sheet(view, entry, form, line, typed, errors) if line else None,
        worded=said(refusal) if refusal else None,
    )


def _values(entry: Entry) -> dict[str, Any]:
    return {key: from_json(value) for key, value in (entry.answers or {}).items()}


def _lines(view: CaseView, entry: Entry, form: Form) -> list[Line]:
    now, facts = view.hand.work.now, view.hand.view("case")
    shown = {one.key: one for one in _flat(make_record(form, _values(entry), facts, now=now, file_url=file_url).fields)}
    found = []
    for one in asking(form.fields):
        if one.key in (entry.answers or {}) and one.key in shown:
            against = _against(view, entry, one.key)
            found.append(Line(one.key, one.label, shown[one.key], against))
    return found


def _against(view: CaseView, entry: Entry, key: str) -> Refusal | None:
    return refusal_of(lambda: may_correct(view.hand, actor(), entry.step, key))


def _flat(fields: tuple[Shown, ...]) -> list[Shown]:
    return [found for one in fields for found in (_flat(one.children) if one.kind == "group" else [one])]


def _sheet(
    view: CaseView, entry: Entry | None, form: Form | None, line: Line, typed: Mapping[str, Any] | None,
    errors: Mapping[str, FieldError] | None,
) -> Sheet:
    assert entry is not None and form is not None
    values = {**_values(entry), **({line.key: typed.get(line.key)} if typed else {})}
    whole = make_sheet(form, values, view.hand.view("case"), errors, now=view.hand.work.now, file_url=file_url)
    only = tuple(replace(one, span=16) for one in _flat(whole.fields) if one.key == line.key)
    return replace(whole, fields=only, title=f"更正“{line.label}”", left=f"环节：{entry.step}")
