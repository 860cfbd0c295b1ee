"""The addresses of the public pages, and of the page on which the staff reads what was written."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, redirect, render_template, request, send_file, url_for

from engine.actions.comment import LONGEST, comment
from engine.errors import Refusal
from engine.queries import consultations
from web.act import acting, place, reading
from web.actor import actor, signed
from web.public.sender import mark
from web.public.shown import notices
from web.refusals import said, status_of
from web.shell.moments import moment_words
from web.shell.nav import nav

blueprint = Blueprint("public", __name__, template_folder="templates")

FEW, PAGE = 5, 20
TRAP = "website"
"""A field that people do not see and programs fill in."""
LISTS = {"ended": ("已结束的征求意见", consultations.ended_consultations), "decisions": ("已公布的决定", consultations.decisions)}


@blueprint.get("/public")
def home() -> Any:
    """Everything that is open for comments, and the newest of what has ended or was decided."""
    with reading() as work:
        parts = {name: find(work, FEW) for name, (_title, find) in LISTS.items()}
        lists = [(name, LISTS[name][0], notices(work, part.rows), part.total) for name, part in parts.items()]
        return render_template("public/home.html", open=notices(work, consultations.open_consultations(work)), lists=lists)


@blueprint.get("/public/ended", defaults={"name": "ended"})
@blueprint.get("/public/decisions", defaults={"name": "decisions"})
def past(name: str) -> Any:
    """All that has ended, or all that was decided, a page at a time."""
    title, find = LISTS[name]
    number = _number(request.args.get("page", ""))
    with reading() as work:
        part = find(work, PAGE, number)
        return render_template("public/past.html", name=name, title=title, notices=notices(work, part.rows),
                               number=number, pages=max(1, -(-part.total // PAGE)), total=part.total)


@blueprint.get("/public/<int:number>")
def show(number: int) -> Any:
    """One publication, with the form for a comment while it is open."""
    return _page(number)


@blueprint.get("/public/<int:number>/files/<file_id>")
def file(number: int, file_id: str) -> Any:
    """A file that the publication shows, to be saved; never opened inside the site."""
    with reading() as work:
        stored, name = consultations.shown_file(work, number, file_id)
        return send_file(io.BytesIO(stored.content), mimetype=stored.kind, as_attachment=True, download_name=name,
                         max_age=0)


@blueprint.post("/public/<int:number>/comments")
def say(number: int) -> Any:
    """Takes a comment; refused, the page comes back with everything that was typed."""
    if not request.form.get(TRAP):
        try:
            _take(number)
        except Refusal as refusal:
            if refusal.code == "consultation.unknown":
                raise
            return _page(number, refusal), status_of(refusal)
    return redirect(url_for("public.thanks", number=number), 303)


@blueprint.get("/public/<int:number>/thanks")
def thanks(number: int) -> Any:
    """Says that the comment has come in, and when the answer is to be expected."""
    with reading() as work:
        [notice] = notices(work, [consultations.publication(work, number)])
        return render_template("public/thanks.html", notice=notice)


@blueprint.get("/cases/<int:case_id>/comments")
def received(case_id: int) -> Any:
    """What the public wrote on a case's consultations, for whoever may see the case."""
    here = signed()
    assert here is not None
    with reading() as work:
        case, found = consultations.comments_of(work, actor(), case_id)
        zone, today = work.jurisdiction.zone, work.today
        told = [(notice, [(one, moment_words(one.at.astimezone(zone), today)) for one in held.comments])
                for held in found for notice in notices(work, [held.publication])]
        return render_template("public/received.html", nav=nav(work, here), case=case, told=told)


def _take(number: int) -> None:
    given = {name: request.form.get(name, "") for name in ("text", "name", "contact")}
    with acting() as work:
        consultations.publication(work, number)
        comment(work, number, **given, sender=mark(place().secret, request.remote_addr or ""))


def _page(number: int, refusal: Refusal | None = None) -> str:
    with reading() as work:
        [notice] = notices(work, [consultations.publication(work, number)])
        return render_template(
            "public/show.html", notice=notice, worded=said(refusal) if refusal else None, most=LONGEST, trap=TRAP,
            typed={name: request.form.get(name, "") for name in ("text", "name", "contact")},
        )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 else 1
