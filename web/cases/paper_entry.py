"""Entering what a leader decided on signed paper: the step's own sheet, the scan beside it, both names on record."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request

from engine.actions.complete_task import form_facts
from engine.actions.enter_for import enter_for, leaders_of, may_enter_for
from engine.actions.uploads import store_file
from engine.actions.work import Actor, Work
from engine.bpmn.model import listed
from engine.errors import Invalid, Refusal
from engine.forms import file_token, token_parts
from engine.model.entry import Entry
from engine.queries.cases import visible_file
from engine.queries.tasks import TaskView, task_view
from web.act import acting, reading
from web.actor import actor
from web.cases.blueprint import blueprint
from web.cases.sheets import file_url
from web.cases.submission import Submission, sent, take_in
from web.citation import cited
from web.refusals import said, status_of
from web.sheet import make_sheet

SCAN, KEPT = "_scan", "_kept_scan"
"""Names of the file as it is chosen, and of the one that was stored by an earlier try."""


@blueprint.get("/tasks/<task_id>/paper")
def paper(task_id: str) -> Any:
    """The sheet for entering a leader's decision (``leader``)."""
    with reading() as work:
        return _page(work, task_view(work, actor(), task_id), _leader(work, task_id))


@blueprint.post("/tasks/<task_id>/paper")
def enter(task_id: str) -> Any:
    """Enters the decision, or shows everything again as it was typed, the scan kept."""
    with reading() as work:
        view, leader = task_view(work, actor(), task_id), _leader(work, task_id)
    submission = take_in(view.form if sent() else None)
    scan, problem = _scan()
    problem = next(iter(submission.problems), problem)
    try:
        if problem is not None:
            raise problem
        if submission.pressed:
            return _again(task_id, leader, submission, scan)
        with acting(task_id=task_id) as work:
            entry = enter_for(work, actor(), task_id, leader, submission.reading(work, actor()), scan)
    except Refusal as refusal:
        return _again(task_id, leader, submission, scan, refusal), status_of(refusal)
    return _onwards(entry)


def _onwards(entry: Entry) -> Any:
    return redirect(f"/boxes/waiting?case={entry.case_id}&entry={entry.number}", 303)


def _leader(work: Work, task_id: str) -> str:
    """The leader asked for, else the one whose task it is; refused as the entry itself would be."""
    view = task_view(work, actor(), task_id)
    leader = request.values.get("leader", "") or next(iter(leaders_of(view.hand, actor())), "")
    if view.task.status == "open":
        may_enter_for(view.hand, actor(), view.task, leader)
    return leader


def _scan() -> tuple[dict[str, Any], Refusal | None]:
    """The scan that came now, or the one kept from an earlier try; and why one was not taken."""
    fresh = request.files.get(SCAN)
    if fresh is not None and fresh.filename:
        try:
            with acting() as work:
                return store_file(work, actor(), fresh.filename, fresh.read()), None
        except Refusal as refusal:
            return {}, refusal
    identity, name = token_parts(request.form.get(KEPT, ""))
    if not identity:
        return {}, None
    with reading() as work:
        try:
            row = visible_file(work, actor(), identity)
        except Refusal as refusal:
            return {}, refusal
        return {"id": row.id, "name": name or row.name, "size": row.size}, None


def _again(
    task_id: str, leader: str, submission: Submission, scan: dict[str, Any], refusal: Refusal | None = None,
) -> str:
    with reading() as work:
        view = task_view(work, actor(), task_id)
        if submission.answers is None and view.form is not None:
            submission.reading(work, actor())(view.form, _facts(view, leader), work.now)
        typed = submission.typed
        if submission.pressed and view.form is not None:
            typed = view.form.press(submission.pressed, typed)
        return _page(work, view, leader, typed, scan, refusal)


def _facts(view: TaskView, leader: str) -> Any:
    return form_facts(view.hand, Actor(None, "", leader), view.task)


def _page(
    work: Work, view: TaskView, leader: str, typed: dict[str, Any] | None = None, scan: dict[str, Any] | None = None,
    refusal: Refusal | None = None,
) -> str:
    facts, errors = _facts(view, leader), refusal.fields if isinstance(refusal, Invalid) else None
    sheet = None
    if view.form is not None:
        values = typed if typed is not None else view.form.initial(facts, work.now)
        sheet = make_sheet(view.form, values, facts, errors, now=work.now, left=f"环节：{view.task.name}",
                           right=f"决定：{leader}", sheet_url="", file_url=file_url)
    return render_template(
        "cases/paper.html", case=view.case, task=view.task, leader=leader, sheet=sheet,
        scan=scan or None, token=file_token(scan) if scan else "",
        decider="、".join(_names(work, leader)),
        articles=cited(work.jurisdiction, listed(view.node.properties.get("articles"))),
        worded=said(refusal) if refusal and errors is None else None,
    )


def _names(work: Work, post: str) -> list[str]:
    organisation = work.jurisdiction.organisation
    return [organisation.people[person] for person in organisation.persons_of(post, work.today)]
