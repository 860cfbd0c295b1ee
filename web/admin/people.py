"""Persons: the list with their posts and accounts, and a new one."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for

from engine.actions.appoint import add_person
from engine.errors import Refusal
from engine.queries import people as query
from web.act import acting, reading
from web.admin import typed
from web.admin.blueprint import blueprint, shown
from web.refusals import status_of


@blueprint.get("/admin/people")
def people() -> Any:
    """Everybody by name; ``q`` looks for names and posts."""
    return _page()


@blueprint.post("/admin/people")
def add() -> Any:
    """A new person, without a post yet."""
    try:
        with acting() as work:
            name = add_person(work, typed.text("name")).name
    except Refusal as refusal:
        return _page(refusal), status_of(refusal)
    return redirect(url_for("admin.people", q=name), 303)


def _page(refusal: Refusal | None = None) -> str:
    words = request.args.get("q", "").strip()[:40]
    with reading() as work:
        every = query.people(work)
        lines = [line for line in every if words in f"{line.name} {' '.join(line.posts)}"]
        return shown(work, "people", refusal, lines=lines, words=words, total=len(every), typed=typed.text("name"))
