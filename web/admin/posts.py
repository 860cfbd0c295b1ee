"""Posts and who holds them: the list, one post with its history, appointing and vacating."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for

from engine.actions import appoint as verbs
from engine.errors import Refusal
from engine.model.establishment import Person
from engine.queries import people as query
from web.act import acting, reading
from web.actor import actor
from web.admin import typed
from web.admin.blueprint import blueprint, shown
from web.refusals import status_of
from web.shell.moments import day_words

ROLES = {
    "oversight": "总览", "registry": "收发", "legal": "法制", "author": "起草流程", "publisher": "发布流程",
    "system": "系统管理", "security": "安全管理", "audit": "安全审计",
}
"""Roles of posts in words."""


@blueprint.get("/admin/posts")
def posts() -> Any:
    """All posts by office, with their holders; ``q`` looks for names of posts, offices and persons, ``vacant`` for
    posts that nobody holds."""
    words, vacant = request.args.get("q", "").strip()[:40], bool(request.args.get("vacant"))
    with reading() as work:
        every = query.posts(work)
        lines = [line for line in every if _fits(line, words) and not (vacant and line.holders)]
        return shown(work, "posts", None, lines=lines, words=words, vacant=vacant, roles=ROLES, day=day_words,
                     total=len(every), lacking=sum(not line.holders for line in every))


def _fits(line: query.PostLine, words: str) -> bool:
    return words in f"{line.name} {line.office} {' '.join(h.person for h in line.holders)}"


@blueprint.get("/admin/posts/<int:number>")
def post(number: int) -> Any:
    """One post: its holders now, before and later, and the forms that change them."""
    return _page(number)


@blueprint.post("/admin/posts/<int:number>/appointments")
def appoint(number: int) -> Any:
    """A person holds the post from a day on."""
    try:
        with acting() as work:
            row, _held = query.post(work, number)
            person = work.session.get(Person, typed.number("person"))
            if person is None:
                raise Refusal("person.not_chosen")
            verbs.appoint(work, person, row.name, typed.day("since"), only=not typed.text("beside"), by=actor().person_id)
    except Refusal as refusal:
        return _page(number, refusal), status_of(refusal)
    return redirect(url_for("admin.post", number=number), 303)


@blueprint.post("/admin/posts/<int:number>/vacancy")
def vacate(number: int) -> Any:
    """Whoever holds the post leaves it; the day is their last."""
    try:
        with acting() as work:
            row, _held = query.post(work, number)
            verbs.vacate(work, row.name, typed.day("until"), by=actor().person_id)
    except Refusal as refusal:
        return _page(number, refusal), status_of(refusal)
    return redirect(url_for("admin.post", number=number), 303)


def _page(number: int, refusal: Refusal | None = None) -> str:
    with reading() as work:
        row, held = query.post(work, number)
        now = [h for h in held if h.since <= work.today and (h.until is None or h.until >= work.today)]
        typed_in = {name: typed.text(name) for name in ("person", "since", "until", "beside")}
        return shown(work, "post", refusal, post=row, held=held, now=now, people=query.people(work), roles=ROLES,
                     typed=typed_in, day=day_words)
