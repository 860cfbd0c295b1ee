"""Tasks that nobody can do today, for who oversees all: each can be given to a post that somebody holds."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request

from engine.actions.assign_task import assign_task
from engine.actions.work import Work
from engine.errors import Refusal
from engine.queries.inbox import Page, exceptions
from engine.queries.tasks import task_view
from web.act import acting, reading
from web.actor import actor, signed
from web.inbox.blueprint import blueprint
from web.inbox.lines import lines
from web.refusals import said, status_of
from web.shell.nav import nav


@blueprint.get("/exceptions")
def stuck() -> Any:
    """The list of tasks that nobody can do."""
    with reading() as work:
        return _page(work)


@blueprint.post("/tasks/<task_id>/assignment")
def assign(task_id: str) -> Any:
    """Gives such a task to a post, with a reason."""
    try:
        with reading() as work:
            task_view(work, actor(), task_id)  # who oversees all still does not know of every case
        with acting(task_id=task_id) as work:
            assign_task(work, actor(), task_id, request.form.get("post", "").strip(), request.form.get("reason", ""))
    except Refusal as refusal:
        if refusal.code == "task.unknown":
            raise
        with reading() as work:
            return _page(work, refusal, task_id), status_of(refusal)
    return redirect("/exceptions", 303)


def _page(work: Work, refusal: Refusal | None = None, task_id: str = "") -> str:
    here = signed()
    assert here is not None
    rows = exceptions(work, here.actor)
    organisation = work.jurisdiction.organisation
    posts = [p.name for p in sorted(organisation.posts.values(), key=lambda p: (p.office, p.rank, p.name))
             if organisation.anybody(p.name, work.today)]
    return render_template(
        "inbox/exceptions.html", nav=nav(work, here), lines=lines(work, "waiting", Page(rows, len(rows), 1)),
        posts=posts, worded=said(refusal) if refusal else None, opened=task_id,
        assigns="oversight" in here.roles,
    )
