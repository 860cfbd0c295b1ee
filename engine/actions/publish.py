"""What a case shows the public while a step is open (a consultation) or once it is done (a decision)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from engine.bpmn.model import Node, feel_text
from engine.feel.values import to_json
from engine.model.case import Task
from engine.model.public import Publication

if TYPE_CHECKING:
    from engine.actions.hand import Hand

CONSULTATION = "consultation"


def open_publication(hand: "Hand", task: Task, node: Node) -> None:
    """Opens a consultation together with its step: the public fields of the case, and when it ends."""
    if node.properties["publishes"] != CONSULTATION or _withheld(hand, task, node, {}):
        return
    closes = task.earliest - dt.timedelta(days=1) if task.earliest else None
    hand.work.session.add(Publication(
        case_id=hand.case.id, task_id=task.id, kind=CONSULTATION, title=hand.case.title, closes=closes,
        shown=_shown(hand, task, {}), published_at=hand.work.now,
    ))


def close_publication(hand: "Hand", task: Task, node: Node, answers: dict[str, Any] | None) -> None:
    """Ends a consultation (``answers`` None: it was broken off), or publishes what the step decided."""
    if node.properties["publishes"] == CONSULTATION:
        row = hand.work.session.scalars(select(Publication).where(Publication.task_id == task.id)).one_or_none()
        if row is not None:
            row.closed_at = hand.work.now
            answer = (answers or {}).get(node.properties.get("published_answer", ""))
            row.taken_up = hand.work.jurisdiction.writing.text(answer)
            row.shown = _shown(hand, task, answers or {})
    elif answers is not None and not _withheld(hand, task, node, answers):
        hand.work.session.add(Publication(
            case_id=hand.case.id, task_id=task.id, kind=node.properties["publishes"], title=hand.case.title,
            shown=_shown(hand, task, answers), published_at=hand.work.now,
        ))


def _withheld(hand: "Hand", task: Task, node: Node, answers: dict[str, Any]) -> bool:
    text = feel_text(node.properties.get("unpublished_when"))
    return text is not None and hand.evaluate(task.scope, text, extra=answers, element=node.id) is True


def _shown(hand: "Hand", task: Task, answers: dict[str, Any]) -> list[Any]:
    """Label and value of every field that a form marks as public, the step's own answers last."""
    view, writing, shown = hand.view(task.scope), hand.work.jurisdiction.writing, []
    fields = {f.key: f for form in hand.procedure(task.scope).forms.values() for f in form.public()}
    for key, field in fields.items():
        value = answers.get(key, view[key] if key in view.facts.declared.get(hand.procedure(task.scope).id, ()) else None)
        if value is None:
            continue
        files = to_json([f for f in value if isinstance(f, dict)]) if field.kind == "filepicker" else []
        shown.append({"label": field.label or key, "text": writing.text(value), "files": files})
    return shown
