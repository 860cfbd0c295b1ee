"""The task page: what was written before, my part, why it is asked, the clock, the record, the diagram."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template
from sqlalchemy import select

from engine.actions.complete_task import form_facts
from engine.actions.work import Actor, Work
from engine.bpmn.model import listed
from engine.errors import FieldError, Refusal
from engine.facts import CASE
from engine.model.case import Task
from engine.model.entry import Entry
from engine.queries.cases import attachments
from engine.queries.consultations import consults
from engine.queries.tasks import TaskView, task_view
from web.cases.clock import clock
from web.cases.offers import task_offers
from web.cases.others import colleagues, readers
from web.cases.picture import pictures
from web.cases.sheets import file_url, handed_in, written
from web.cases.standing import within_words
from web.citation import cited
from web.record import tell
from web.refusals import said
from web.sheet import Sheet, make_sheet
from web.shell.moments import moment_words, time_left


def task_page(
    work: Work, actor: Actor, task_id: str, *, typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, FieldError] | None = None, refusal: Refusal | None = None, opened: str = "",
) -> str:
    """The page of a task; ``typed``, ``errors`` and ``refusal`` are what a submission that failed leaves behind.

    ``opened`` names the office action whose form stands open.  Raises ``task.unknown`` for another's task.
    """
    view = task_view(work, actor, task_id)
    session, case, task = work.session, view.case, view.task
    entries = list(session.scalars(select(Entry).where(Entry.case_id == case.id).order_by(Entry.number)))
    tasks = list(session.scalars(select(Task).where(Task.case_id == case.id).order_by(Task.opened_at)))
    around = frozenset([CASE, *(frame[0] for frame in task.frames)])
    return render_template(
        "cases/task.html", view=view, case=case, task=task, within=within_words(task),
        reason=view.node.properties.get("reason", ""),
        articles=cited(work.jurisdiction, listed(view.node.properties.get("articles"))),
        clocks=[clock(view.hand, term) for term in view.terms], left=time_left(work.jurisdiction.calendar, task.due, work.today),
        records=written(view.hand, entries, tasks, around), given=handed_in(view.hand, task.scope),
        sheet=task_sheet(view, actor, typed, errors), offers=task_offers(view, actor),
        colleagues=colleagues(view, actor), readers=readers(view, actor),
        told=tell(entries, work.jurisdiction), pictures=pictures(view.hand, tasks, entries, task),
        attachments=attachments(work, case.id), consults=consults(view.node),
        worded=said(refusal) if refusal else None, code=refusal.code if refusal else "", opened=opened,
        done_at=moment_words(task.done_at.astimezone(work.jurisdiction.zone), work.today) if task.done_at else "",
        done_by=work.jurisdiction.organisation.people.get(task.done_person or 0, ""),
    )


def task_sheet(
    view: TaskView, actor: Actor, typed: Mapping[str, Any] | None = None, errors: Mapping[str, FieldError] | None = None
) -> Sheet | None:
    """My part: as it was typed, else the draft, else the form's defaults; None where nothing is asked or it is not mine."""
    if view.form is None or (typed is None and (view.right is None or view.task.status != "open")):
        return None
    work, task = view.hand.work, view.task
    facts = form_facts(view.hand, actor, task)
    values = typed if typed is not None else view.draft if view.draft is not None else view.form.initial(facts, work.now)
    saved = moment_words(view.saved_at.astimezone(work.jurisdiction.zone), work.today) if view.saved_at else ""
    return make_sheet(
        view.form, values, facts, errors, now=work.now, left=f"环节：{task.name}", right=f"办理：{task.asked_post}",
        draft_url=f"/tasks/{task.id}/draft", sheet_url=f"/tasks/{task.id}/completion", saved_at=saved,
        file_url=file_url, phrases=phrases(work),
    )


def phrases(work: Work) -> tuple[str, ...]:
    """Usual opinions, where the government's language has some."""
    return tuple(work.jurisdiction.settings["language"].get("usual_opinions", ()))
