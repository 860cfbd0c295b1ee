"""Starting a case: the procedure's start form, its draft, and the start itself."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request

from engine.actions.once import once
from engine.actions.open_case import facts_before, open_case, version_in_force
from engine.actions.save_draft import discard_draft, save_draft
from engine.actions.work import Work
from engine.bpmn.model import listed
from engine.errors import FieldError, Invalid, Refusal
from engine.facts import CASE
from engine.forms import Form
from engine.queries.tasks import draft_of
from engine.rulebook.compiled import Compiled
from web.act import acting, reading
from web.actor import actor
from web.cases.blueprint import blueprint
from web.cases.picture import pictures_of
from web.cases.sheets import file_url
from web.cases.submission import Submission, sent, take_in
from web.citation import cited
from web.refusals import said, status_of
from web.sheet import Sheet, make_sheet
from web.shell.moments import moment_words

ONCE = "_once"
"""The field by which a page is known: what is sent from one page twice (a double click, a retry) starts one case."""


@blueprint.get("/procedures/<procedure>/cases")
def start(procedure: str) -> Any:
    """The page on which a case of the procedure is started."""
    with reading() as work:
        return _page(work, procedure)


@blueprint.post("/procedures/<procedure>/cases")
def open_one(procedure: str) -> Any:
    """Starts a case, or shows the sheet again after a button that only changes the sheet."""
    submission = take_in(_form(procedure) if sent() else None)
    if submission.pressed:
        return _pressed(procedure, submission)
    if submission.problems:
        return _refused(procedure, submission.problems[0], submission)
    try:
        with acting() as work:
            case_id = once(work, actor(), _key(request.form.get(ONCE, "")), lambda: open_case(
                work, actor(), procedure, submission.reading(work, actor())).id)
    except Refusal as refusal:
        return _refused(procedure, refusal, submission)
    return redirect(f"/boxes/waiting?case={case_id}&entry=1", 303)


@blueprint.post("/procedures/<procedure>/draft")
def start_draft(procedure: str) -> Any:
    """Keeps what has been typed, valid or not."""
    submission = take_in(_form(procedure) if sent() else None)
    with acting() as work:
        _keep(work, procedure, submission)
    if request.headers.get("X-Requested-With"):
        return "", 204
    return redirect(f"/procedures/{procedure}/cases", 303)


@blueprint.post("/drafts/<int:draft_id>/removal")
def discard(draft_id: int) -> Any:
    """Throws a draft away."""
    with acting() as work:
        discard_draft(work, actor(), draft_id)
    return redirect("/boxes/drafts", 303)


def _key(given: str) -> str:
    return f"start:{given[:60]}" if given else ""


def _startable(work: Work, procedure: str) -> Compiled:
    version = version_in_force(work, procedure)
    compiled = work.compiled(version.id, version.hash)
    main = compiled.procedures[compiled.main]
    starters = listed(main.properties.get("starters"))
    if not work.jurisdiction.organisation.allows(starters, actor().post):
        raise Refusal("procedure.not_yours", listed(main.properties.get("articles")), procedure=main.name,
                      post=actor().post, starters=starters)
    return compiled


def _form(procedure: str) -> Form | None:
    with reading() as work:
        compiled = _startable(work, procedure)
        return compiled.procedures[compiled.main].start_form


def _read(work: Work, compiled: Compiled, submission: Submission) -> Mapping[str, Any]:
    """Reads what was sent against the start form; gives back the facts it was read with."""
    facts = facts_before(work, actor(), compiled).view(CASE)
    form = compiled.procedures[compiled.main].start_form
    if form is not None:
        submission.reading(work, actor())(form, facts, work.now)
    return facts


def _keep(work: Work, procedure: str, submission: Submission) -> None:
    compiled = _startable(work, procedure)
    _read(work, compiled, submission)
    save_draft(work, actor(), submission.typed, procedure=compiled.main)


def _pressed(procedure: str, submission: Submission) -> Any:
    with reading() as work:
        compiled = _startable(work, procedure)
        _read(work, compiled, submission)
        form = compiled.procedures[compiled.main].start_form
        typed = form.press(submission.pressed, submission.typed) if form else {}
        problem = submission.problems[0] if submission.problems else None
        if request.headers.get("X-Requested-With") and problem is None:
            return render_template("cases/sheet.html", sheet=_sheet(work, compiled, typed))
        return _page(work, procedure, typed=typed, refusal=problem)


def _refused(procedure: str, refusal: Refusal, submission: Submission) -> Any:
    """The page again with everything as it was typed, kept as a draft as well."""
    with acting() as work:
        _keep(work, procedure, submission)
    errors = refusal.fields if isinstance(refusal, Invalid) else None
    with reading() as work:
        page = _page(work, procedure, typed=submission.typed, errors=errors,
                     refusal=None if isinstance(refusal, Invalid) else refusal)
        return page, status_of(refusal)


def _page(
    work: Work, procedure: str, *, typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, FieldError] | None = None, refusal: Refusal | None = None,
) -> str:
    compiled = _startable(work, procedure)
    main = compiled.procedures[compiled.main]
    return render_template(
        "cases/start.html", procedure=main, sheet=_sheet(work, compiled, typed, errors),
        reason=main.properties.get("reason", ""), articles=cited(work.jurisdiction, listed(main.properties.get("articles"))),
        pictures=pictures_of(main), once=secrets.token_urlsafe(16), worded=said(refusal) if refusal else None,
    )


def _sheet(
    work: Work, compiled: Compiled, typed: Mapping[str, Any] | None, errors: Mapping[str, FieldError] | None = None
) -> Sheet | None:
    main = compiled.procedures[compiled.main]
    if main.start_form is None:
        return None
    facts = facts_before(work, actor(), compiled).view(CASE)
    values, saved = typed, ""
    if values is None:
        draft = draft_of(work, actor(), procedure=main.id)
        values = draft[0] if draft else main.start_form.initial(facts, work.now)
        saved = moment_words(draft[1].astimezone(work.jurisdiction.zone), work.today) if draft else ""
    return make_sheet(
        main.start_form, values, facts, errors, now=work.now, left=f"发起：{actor().post}", right=actor().person,
        draft_url=f"/procedures/{main.id}/draft", sheet_url=f"/procedures/{main.id}/cases", saved_at=saved,
        file_url=file_url,
    )
