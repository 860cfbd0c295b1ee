"""What is done to a case by hand: taken back, suspended, resumed, ended, corrected."""

from __future__ import annotations

from typing import Any

from flask import redirect, request

from engine.actions.clear_incident import clear_incident
from engine.actions.suspend import resume, suspend
from engine.actions.terminate import terminate
from engine.actions.withdraw import withdraw
from engine.errors import Refusal
from engine.queries.visible import must_see
from web.act import acting, reading
from web.actor import actor
from web.cases.blueprint import blueprint
from web.cases.pages import case_page
from web.refusals import status_of


@blueprint.post("/cases/<int:case_id>/withdrawal")
def take_back(case_id: int) -> Any:
    """Takes one's own last step back."""
    step = request.form.get("step", "")
    return act_on_case(case_id, "withdrawal", lambda work: withdraw(work, actor(), case_id, step, _reason()))


@blueprint.post("/cases/<int:case_id>/suspension")
def stop(case_id: int) -> Any:
    """Lets the case stand still."""
    return act_on_case(case_id, "suspension", lambda work: suspend(work, actor(), case_id, _reason()))


@blueprint.post("/cases/<int:case_id>/resumption")
def go_on(case_id: int) -> Any:
    """Lets a case that stands still go on."""
    return act_on_case(case_id, "resumption", lambda work: resume(work, actor(), case_id, _reason()))


@blueprint.post("/cases/<int:case_id>/termination")
def end(case_id: int) -> Any:
    """Ends the case before its end."""
    return act_on_case(case_id, "termination", lambda work: terminate(work, actor(), case_id, _reason()))


@blueprint.post("/cases/<int:case_id>/incident-clearance")
def clear(case_id: int) -> Any:
    """Takes an incident off the case after the rules or the data were mended."""
    return act_on_case(case_id, "incident-clearance", lambda work: clear_incident(work, actor(), case_id, _reason()))


def _reason() -> str:
    return request.form.get("reason", "").strip()[:2000]


def act_on_case(case_id: int, name: str, act: Any) -> Any:
    """One act on a case that the person may see; a refusal is shown on the case's own page."""
    try:
        with reading() as work:
            must_see(work, actor(), case_id)
        with acting(case_id=case_id) as work:
            act(work)
    except Refusal as refusal:
        if refusal.code == "case.unknown":
            raise
        with reading() as work:
            return case_page(work, actor(), case_id, refusal=refusal, opened=name), status_of(refusal)
    return redirect(f"/cases/{case_id}", 303)
