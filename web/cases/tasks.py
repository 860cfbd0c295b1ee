"""The addresses of a task: its page, its completion, its draft, and what is done to it by hand."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request
from sqlalchemy import select

from engine.actions.claim_task import claim_task
from engine.actions.complete_task import complete_task, form_facts
from engine.actions.hand_over import hand_over
from engine.actions.save_draft import save_task_draft
from engine.actions.send_back import send_back
from engine.actions.urge import urge
from engine.actions.work import Work
from engine.errors import Invalid, Refusal
from engine.forms import Form
from engine.model.entry import Entry
from engine.queries.tasks import task_view
from web.act import acting, reading
from web.actor import actor
from web.cases.blueprint import blueprint
from web.cases.submission import Submission, sent, take_in
from web.cases.task_page import task_page, task_sheet
from web.refusals import status_of

AWAY = {"task.unknown", "case.unknown"}
"""Refusals that hide whether there is such a thing at all."""


@blueprint.get("/tasks/<task_id>")
def task(task_id: str) -> Any:
    """The task page."""
    with reading() as work:
        return task_page(work, actor(), task_id)


@blueprint.post("/tasks/<task_id>/completion")
def complete(task_id: str) -> Any:
    """Completes the task, or shows the sheet again after a button that only changes the sheet."""
    submission = take_in(_form(task_id) if sent() else None)
    if submission.pressed:
        return _pressed(task_id, submission)
    if submission.problems:
        return _refused(task_id, submission.problems[0], submission)
    try:
        with acting(task_id=task_id) as work:
            entry = complete_task(work, actor(), task_id, submission.reading(work, actor()))
    except Refusal as refusal:
        return _mine_already(task_id, refusal) or _refused(task_id, refusal, submission)
    return _onwards(entry)


@blueprint.post("/tasks/<task_id>/draft")
def draft(task_id: str) -> Any:
    """Keeps what has been typed, valid or not."""
    submission = take_in(_form(task_id) if sent() else None)
    with acting() as work:
        keep_draft(work, task_id, submission)
    if request.headers.get("X-Requested-With"):
        return "", 204
    return redirect(f"/tasks/{task_id}", 303)


@blueprint.post("/tasks/<task_id>/claim")
def claim(task_id: str) -> Any:
    """Signs for the task."""
    return act_on_task(task_id, "claim", lambda work: claim_task(work, actor(), task_id), stay=True)


@blueprint.post("/tasks/<task_id>/return")
def give_back(task_id: str) -> Any:
    """Sends the task back to an earlier step."""
    step, reason = request.form.get("step", ""), request.form.get("reason", "")
    return act_on_task(task_id, "return", lambda work: send_back(work, actor(), task_id, step, reason))


@blueprint.post("/tasks/<task_id>/handover")
def give_over(task_id: str) -> Any:
    """Gives the task to another post of the office."""
    post, reason = request.form.get("post", ""), request.form.get("reason", "")
    return act_on_task(task_id, "handover", lambda work: hand_over(work, actor(), task_id, post, reason))


@blueprint.post("/tasks/<task_id>/urge")
def remind(task_id: str) -> Any:
    """Reminds whoever the task waits for."""
    note = request.form.get("note", "")
    return act_on_task(task_id, "urge", lambda work: urge(work, actor(), task_id, note), stay=True)


def keep_draft(work: Work, task_id: str, submission: Submission) -> None:
    """Reads what was typed against the task's form and keeps it; another's task is not there."""
    try:
        save_task_draft(work, actor(), task_id, submission.reading(work, actor()))
    except Refusal as refusal:
        if refusal.code not in AWAY:
            task_view(work, actor(), task_id)
        raise


def _form(task_id: str) -> Form | None:
    with reading() as work:
        return task_view(work, actor(), task_id).form


def act_on_task(task_id: str, name: str, act: Any, *, stay: bool = False) -> Any:
    """One act on a task that the person may see; a refusal is shown on the task's own page, its form open."""
    try:
        with reading() as work:
            task_view(work, actor(), task_id)  # another's task is not there
        with acting(task_id=task_id) as work:
            entry = act(work)
    except Refusal as refusal:
        if refusal.code in AWAY:
            raise
        with reading() as work:
            return task_page(work, actor(), task_id, refusal=refusal, opened=name), status_of(refusal)
    return redirect(f"/tasks/{task_id}", 303) if stay else _onwards(entry)


def _onwards(entry: Entry) -> Any:
    return redirect(f"/boxes/waiting?case={entry.case_id}&entry={entry.number}", 303)


def _pressed(task_id: str, submission: Submission) -> Any:
    """The sheet with a row or file more or less; alone where a script asked for it."""
    with reading() as work:
        view = task_view(work, actor(), task_id)
        if view.form is None:
            raise Refusal("task.unknown", task=task_id)
        facts = form_facts(view.hand, actor(), view.task)
        answers = submission.reading(work, actor())(view.form, facts, work.now)
        typed = view.form.press(submission.pressed, answers.typed)
        problem = submission.problems[0] if submission.problems else None
        if request.headers.get("X-Requested-With") and problem is None:
            return render_template("cases/sheet.html", sheet=task_sheet(view, actor(), typed))
        return task_page(work, actor(), task_id, typed=typed, refusal=problem)


def _mine_already(task_id: str, refusal: Refusal) -> Any:
    """A second click of the same person leads where the first one led: nothing is done twice."""
    if refusal.code != "task.closed":
        return None
    with reading() as work:
        query = select(Entry).where(
            Entry.task_id == task_id, Entry.kind == "complete", Entry.person_id == actor().person_id)
        entry = work.session.scalars(query.order_by(Entry.number.desc())).first()
    return _onwards(entry) if entry is not None else None


def _refused(task_id: str, refusal: Refusal, submission: Submission) -> Any:
    """The page again with everything as it was typed; it is kept as a draft as well, where that is possible."""
    if refusal.code in AWAY:
        raise refusal
    try:
        with acting() as work:
            keep_draft(work, task_id, submission)
    except Refusal as hidden:
        if hidden.code in AWAY:
            raise
    with reading() as work:
        if submission.answers is None:
            view = task_view(work, actor(), task_id)
            if view.form is not None:
                submission.reading(work, actor())(view.form, form_facts(view.hand, actor(), view.task), work.now)
        errors = refusal.fields if isinstance(refusal, Invalid) else None
        shown = None if isinstance(refusal, Invalid) else refusal
        page = task_page(work, actor(), task_id, typed=submission.typed, errors=errors, refusal=shown)
        return page, status_of(refusal)
