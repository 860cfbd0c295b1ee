"""Brings the record into line with what the tokens did: tasks opened and closed, parties, publications, the end."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from engine.actions.publish import close_publication, open_publication
from engine.actions.terms import close_terms, open_terms
from engine.actions.work import Actor
from engine.bpmn.model import Node, feel_text
from engine.facts import CASE
from engine.model.case import ListedField, Party, Task
from engine.spiff import Move, Opened

if TYPE_CHECKING:
    from engine.actions.hand import Hand


def follow(hand: "Hand", move: Move, actor: Actor, *, answers: dict[str, Any] | None = None) -> list[Task]:
    """Applies a Move to the record and gives back the tasks that it opened."""
    for closed in move.closed:
        _close(hand, closed.task_id, closed.how, actor, answers or {})
    opened = [_open(hand, item, actor) for item in move.opened]
    hand.case.wakes_at = move.wakes_at
    if move.ended:
        _end(hand, move.end_node)
    return opened


def told(move: Move, hand: "Hand") -> dict[str, Any]:
    """What of a Move goes on record, so that state can be rebuilt and the path be shown."""
    kept: dict[str, Any] = {
        "closed": [[c.task_id, c.how] for c in move.closed],
        "opened": [[o.task_id, o.node_id, [[f.node_id, f.key] for f in o.frames]] for o in move.opened],
        "passed": _by_procedure(move),
    }
    if hand.host.decided:
        kept["decided"] = hand.host.decided
    if move.ended:
        kept["ended"] = move.end_node
    return {key: value for key, value in kept.items() if value}


def _by_procedure(move: Move) -> dict[str, list[str]]:
    """The nodes passed, by the procedure they are drawn in: ids are unique in one drawing only."""
    found: dict[str, list[str]] = {}
    for procedure, node in zip(move.passed_in, move.passed, strict=True):
        found.setdefault(procedure, []).append(node)
    return found


def _close(hand: "Hand", task_id: str, how: str, actor: Actor, answers: dict[str, Any]) -> None:
    task = hand.work.session.get(Task, task_id)
    if task is None:
        return
    task.status = "done" if how == "completed" else how
    node = hand.node(task)
    if how == "completed":
        task.done_person, task.done_at = actor.person_id, hand.work.now
        task.done_post = hand.work.jurisdiction.post_ids.get(actor.post)
    close_terms(hand, task, node)
    if "publishes" in node.properties:
        close_publication(hand, task, node, answers if how == "completed" else None)


def _open(hand: "Hand", opened: Opened, actor: Actor) -> Task:
    node = hand.compiled.node(opened.process_id, opened.node_id)
    scope = opened.frames[-1].owner if opened.frames else CASE
    asked, post_id = _performer(hand, scope, node)
    task = Task(
        id=opened.task_id, case_id=hand.case.id, procedure=opened.process_id, node=opened.node_id, name=node.name,
        scope=scope, frames=[[f.owner, f.node_id, f.name, f.key] for f in opened.frames], post_id=post_id,
        asked_post=asked, status="open", from_name=actor.post, opened_at=hand.work.now,
    )
    hand.work.session.add(task)
    if post_id is not None:
        join(hand, post_id)
    open_terms(hand, task, node)
    if "publishes" in node.properties:
        open_publication(hand, task, node)
    return task


def _performer(hand: "Hand", scope: str, node: Node) -> tuple[str, int | None]:
    """The post a step is for: its name as resolved today, and its number when there is just one such post."""
    asked = node.properties.get("post", "")
    organisation = hand.work.jurisdiction.organisation
    names = organisation.resolve(asked, lambda text: hand.evaluate(scope, text, element=node.id), hand.day)
    if len(names) != 1 or not organisation.in_office(names[0], hand.day):
        return (names[0] if len(names) == 1 else asked), None
    return names[0], hand.work.jurisdiction.post_ids.get(names[0])


def join(hand: "Hand", post_id: int) -> None:
    """A post takes part in the case from now on, and may see it."""
    session = hand.work.session
    begin = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(begin(Party).values(post_id=post_id, case_id=hand.case.id).on_conflict_do_nothing())


def _end(hand: "Hand", end_node: str | None) -> None:
    case = hand.case
    case.status, case.closed_at, case.wakes_at = "done", hand.work.now, None
    node = hand.main.diagram.nodes.get(end_node or "")
    text = node.properties.get("result", "") if node else ""
    feel = feel_text(text)
    value = hand.evaluate(CASE, feel, element=end_node or "") if feel is not None else text
    case.result = hand.work.jurisdiction.writing.text(value)[:80]


def project(hand: "Hand", before: dict[str, Any]) -> None:
    """Copies the fields that lists and reports filter by, where they changed, into their typed table."""
    changed = {name: value for name, value in hand.listed().items() if value != before.get(name)}
    if not changed:
        return
    query = select(ListedField).where(ListedField.case_id == hand.case.id, ListedField.name.in_(changed))
    known = {row.name: row for row in hand.work.session.scalars(query)}
    for name, value in changed.items():
        row = known.get(name) or ListedField(case_id=hand.case.id, name=name)
        hand.work.session.add(row)
        row.text = hand.work.jurisdiction.writing.text(value)[:200]
        row.number = float(value) if hasattr(value, "as_tuple") else None
        row.day = value if isinstance(value, dt.date) and not isinstance(value, dt.datetime) else None


def open_tasks(hand: "Hand") -> list[Task]:
    """The tasks of the case that wait now."""
    hand.work.session.flush()
    query = select(Task).where(Task.case_id == hand.case.id, Task.status == "open").order_by(Task.opened_at, Task.id)
    return list(hand.work.session.scalars(query))


def title_of(hand: "Hand") -> str:
    """The case's title by the drawing, at most 200 characters."""
    text = feel_text(hand.main.properties.get("title"))
    value = hand.evaluate(CASE, text) if text else None
    return hand.work.jurisdiction.writing.text(value)[:200] or hand.main.name


