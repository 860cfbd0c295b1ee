"""Who is away, and who acts for whom: recorded by the post itself or by whoever oversees all."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for

from engine.actions import stand_in as verbs
from engine.actions.speak_for import must_speak_for, speaks_for
from engine.errors import Refusal
from engine.model.establishment import Delegation
from engine.queries import people as query
from web.act import acting, reading
from web.actor import actor
from web.admin import typed
from web.admin.blueprint import blueprint, shown
from web.refusals import status_of
from web.shell.moments import day_words

FIELDS = ("form", "post", "kind", "since", "until", "of", "to", "steps", "note")


@blueprint.get("/stand-ins")
def stand_ins() -> Any:
    """Absences and delegations that are not over, and the forms for new ones."""
    return _page()


@blueprint.post("/stand-ins/absences")
def leave() -> Any:
    """A holder is away; the rules say who acts meanwhile."""
    return _done(lambda work: verbs.record_absence(
        work, _mine(work, typed.text("post")), typed.text("kind"), typed.day("since"), typed.day("until")))


@blueprint.post("/stand-ins/absences/return")
def come_back() -> Any:
    """Back today; one that had not begun is taken back."""
    return _done(_come_back)


@blueprint.post("/stand-ins/delegations")
def delegate() -> Any:
    """One post acts for another, for some steps or for all."""
    return _done(lambda work: verbs.delegate(
        work, _mine(work, typed.text("of")), typed.text("to"), typed.day("since"), typed.day("until"), _steps(),
        typed.text("note")))


@blueprint.post("/stand-ins/delegations/<int:number>/end")
def take_back(number: int) -> Any:
    """A delegation ends today."""
    return _done(lambda work: _take_back(work, number))


def _come_back(work: Any) -> None:
    post = _mine(work, typed.text("post"))
    lines = [line.row for line in query.absences(work) if line.post == post]
    if not lines:
        raise Refusal("absence.none", post=post)
    verbs.end_absence(work, post, max(lines[0].since, work.today))


def _take_back(work: Any, number: int) -> None:
    row = work.session.get(Delegation, number)
    if row is None:
        raise Refusal("delegation.unknown")
    _mine(work, work.jurisdiction.posts_by_id[row.from_id])
    verbs.end_delegation(work, number, max(row.since, work.today))


def _mine(work: Any, post: str) -> str:
    """The post itself, where one may speak for it."""
    must_speak_for(work, actor(), post)
    return post


def _steps() -> tuple[str, ...]:
    """Names of steps as they were typed, between list signs, commas or line ends."""
    text = request.form.get("steps", "")[:1000]
    for sign in ("，", ",", "；", ";", "\n"):
        text = text.replace(sign, "、")
    return tuple(step.strip() for step in text.split("、") if step.strip())


def _done(act: Any) -> Any:
    try:
        with acting() as work:
            act(work)
    except Refusal as refusal:
        return _page(refusal), status_of(refusal)
    return redirect(url_for("admin.stand_ins"), 303)


def _page(refusal: Refusal | None = None) -> str:
    me = actor()
    with reading() as work:
        organisation = work.jurisdiction.organisation
        posts = [line.name for line in query.posts(work)]
        return shown(
            work, "stand_ins", refusal, away=query.absences(work), delegations=query.delegations(work), posts=posts,
            mine=[post for post in posts if speaks_for(work, me, post)], own_post=me.post, day=day_words,
            kinds=[kind["name"] for kind in organisation.rules.get("absence_kinds", ())],
            typed={name: request.form.get(name, "") for name in FIELDS},
        )
