"""The acts that draw others into a matter: one more signer, somebody in one's place, readers and their receipts."""

from __future__ import annotations

from typing import Any

from flask import redirect, request

from engine.actions.add_signer import add_signer
from engine.actions.circulate import circulate, read_circulated
from engine.actions.recuse import recuse
from web.actor import actor
from web.cases.acts import act_on_case
from web.cases.blueprint import blueprint
from web.cases.tasks import act_on_task


@blueprint.post("/tasks/<task_id>/signer")
def add(task_id: str) -> Any:
    """Adds one more signer to a step done side by side."""
    post, reason = request.form.get("post", ""), request.form.get("reason", "").strip()[:2000]
    return act_on_task(task_id, "signer", lambda work: add_signer(work, actor(), task_id, post, reason), stay=True)


@blueprint.post("/tasks/<task_id>/recusal")
def step_aside(task_id: str) -> Any:
    """Steps aside from a task."""
    reason = request.form.get("reason", "").strip()[:2000]
    return act_on_task(task_id, "recusal", lambda work: recuse(work, actor(), task_id, reason))


@blueprint.post("/cases/<int:case_id>/circulation")
def show_round(case_id: int) -> Any:
    """Shows the case to posts, to be read."""
    posts, note = request.form.getlist("posts"), request.form.get("reason", "").strip()[:400]
    return act_on_case(case_id, "circulation", lambda work: circulate(work, actor(), case_id, posts, note))


@blueprint.post("/cases/<int:case_id>/receipt")
def receive(case_id: int) -> Any:
    """The receipt of what one was shown; leads on to what else there is to read."""
    answer = act_on_case(case_id, "receipt", lambda work: read_circulated(work, actor(), case_id))
    return redirect("/boxes/to_read", 303) if getattr(answer, "status_code", 0) == 303 else answer
