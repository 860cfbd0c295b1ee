"""The case page: where the matter stands and with whom, its due steps, record, documents and files."""

from __future__ import annotations

from typing import Any

from flask import render_template

from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.queries.cases import CaseView, attachments, case_view
from engine.queries.consultations import consults
from engine.queries.papers import circulations, numbers_of, to_read
from engine.queries.standing import due_steps
from web.act import reading
from web.actor import actor
from web.cases.blueprint import blueprint
from web.cases.clock import clock
from web.cases.offers import case_offers
from web.cases.others import readers
from web.cases.picture import pictures
from web.cases.sheets import written
from web.cases.standing import places
from web.citation import cited, in_a_row
from web.record import tell
from web.refusals import said
from web.shell.moments import moment_words

STATES = {"open": "办理中", "suspended": "已挂起", "done": "已办结", "terminated": "已终止"}


@blueprint.get("/cases/<int:case_id>")
def case(case_id: int) -> Any:
    """The page of a case."""
    with reading() as work:
        return case_page(work, actor(), case_id)


@blueprint.get("/cases/<int:case_id>/diagram")
def diagram(case_id: int) -> Any:
    """The diagrams of a case alone, as large as they were drawn."""
    with reading() as work:
        view = case_view(work, actor(), case_id)
        return render_template("cases/diagram.html", case=view.case,
                               pictures=pictures(view.hand, view.tasks, view.entries))


def case_page(work: Work, who: Actor, case_id: int, *, refusal: Refusal | None = None, opened: str = "") -> str:
    """The page of a case; ``refusal`` is what an act by hand was refused with, ``opened`` the act's name.

    Raises ``case.unknown`` for another's case.
    """
    view = case_view(work, who, case_id)
    one, zone = view.case, work.jurisdiction.zone
    return render_template(
        "cases/case.html", case=one, state=STATES[one.status], attachments=attachments(work, one.id),
        opened_at=moment_words(one.opened_at.astimezone(zone), work.today),
        closed_at=moment_words(one.closed_at.astimezone(zone), work.today) if one.closed_at else "",
        opened_by=work.jurisdiction.posts_by_id.get(one.opened_by, ""),
        places=places(view, who), due=_due(view), pictures=pictures(view.hand, view.tasks, view.entries),
        clocks=[clock(view.hand, t) for t in view.terms if t.status != "met" and t.scope in view.hand.facts.scopes],
        told=tell(view.entries, work.jurisdiction), records=written(view.hand, view.entries, view.tasks),
        consults=any(consults(view.hand.node(task)) for task in view.tasks),
        offers=case_offers(view, who), readers=readers(view, who), numbers=numbers_of(work, one.id),
        shown_to=_shown_to(work, one.id), mine_to_read=to_read(work, who, one.id),
        worded=said(refusal) if refusal else None, opened=opened,
        incident=said(Refusal(one.incident["problem"], **one.incident)) if one.incident else None,
        reason=next((e.note for e in reversed(view.entries) if e.kind in ("suspend", "terminate")), ""),
    )


def _shown_to(work: Work, case_id: int) -> list[dict[str, Any]]:
    """Whom the case was shown to, and when they read it, in words."""
    zone, today = work.jurisdiction.zone, work.today
    return [{"post": one.post, "by": one.by, "note": one.note, "reader": one.reader,
             "at": moment_words(one.at.astimezone(zone), today),
             "read_at": moment_words(one.read_at.astimezone(zone), today) if one.read_at else ""}
            for one in circulations(work, case_id)]


def _due(view: CaseView) -> list[dict[str, Any]]:
    """The table of due steps in words."""
    register = view.hand.work.jurisdiction
    return [{**row, "articles": in_a_row(cited(register, row["articles"]))} for row in due_steps(view.hand)]


