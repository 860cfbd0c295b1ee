"""What is answered: rows and views as plain JSON, in the shapes that openapi.yaml describes."""

from __future__ import annotations

from typing import Any

from engine.errors import Invalid, Refusal
from engine.forms import Field, Form, asking
from engine.model.case import Case
from engine.model.entry import Entry
from engine.queries.cases import CaseView
from engine.queries.inbox import Row
from engine.queries.tasks import TaskView
from web.refusals import said


def line(row: Row) -> dict[str, Any]:
    """A line of the box of what waits."""
    return {
        "id": row.task_id, "case": row.case_id, "title": row.title, "procedure": row.procedure, "step": row.step,
        "post": row.post, "from": row.sender, "opened_at": row.at.isoformat(),
        "due": row.due.isoformat() if row.due else None, "urged": row.urged, "claimed": row.claimed,
    }


def task(view: TaskView) -> dict[str, Any]:
    """One task with what its form asks."""
    row = view.task
    return {
        "id": row.id, "case": row.case_id, "title": view.case.title, "procedure": view.case.procedure_name,
        "step": row.name, "post": row.asked_post, "status": row.status, "mine": view.right is not None,
        "opened_at": row.opened_at.isoformat(), "due": row.due.isoformat() if row.due else None,
        "earliest": row.earliest.isoformat() if row.earliest else None, "form": form(view.form),
    }


def form(asked: Form | None) -> list[dict[str, Any]]:
    """What a form asks, groups opened."""
    return [field(one) for one in asking(asked.fields)] if asked else []


def field(one: Field) -> dict[str, Any]:
    """One question; ``rows`` are the questions of each row of a repeatable group."""
    told: dict[str, Any] = {
        "key": one.key, "label": one.label or one.key, "kind": one.kind, "required": one.required, "help": one.help,
        "options": [{"value": o.value, "label": o.label} for o in one.options],
    }
    if one.children:
        told["rows"] = [field(child) for child in one.children if child.asks]
    return told


def case(row: Case) -> dict[str, Any]:
    """A case's head."""
    return {
        "id": row.id, "title": row.title, "procedure": row.procedure_name, "status": row.status, "result": row.result,
        "opened_at": row.opened_at.isoformat(), "closed_at": row.closed_at.isoformat() if row.closed_at else None,
    }


def whole_case(view: CaseView) -> dict[str, Any]:
    """A case with where it stands and what it left behind."""
    return {
        **case(view.case),
        "open": [{"task": t.id, "step": t.name, "post": t.asked_post, "due": t.due.isoformat() if t.due else None}
                 for t in view.open_tasks],
        "documents": [{"name": d.name, "number": d.number, "status": d.status, "file": d.file_id}
                      for d in view.documents],
        "files": [{"id": f.id, "name": f.name, "size": f.size} for f in view.files],
    }


def entry(row: Entry) -> dict[str, Any]:
    """One line of the record."""
    return {
        "number": row.number, "at": row.at.isoformat(), "kind": row.kind, "step": row.step, "person": row.person,
        "post": row.post, "behalf": row.behalf, "right": row.right, "articles": row.articles, "note": row.note,
        "answers": row.answers, "corrects": row.corrects, "hash": row.hash,
    }


def refusal(of: Refusal) -> dict[str, Any]:
    """A refusal: its code for programs, its sentence, basis and remedy for people."""
    worded = said(of)
    told: dict[str, Any] = {"code": of.code, "text": worded.text, "basis": worded.basis, "remedy": worded.remedy,
                            "articles": list(of.articles)}
    if isinstance(of, Invalid):
        told["fields"] = {path: {"code": e.code, "text": str(said(e))} for path, e in of.fields.items()}
    return {"error": told}
