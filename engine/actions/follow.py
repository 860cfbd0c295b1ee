"""Brings the record into line with what the tokens did: tasks opened and closed, parties, publications, the end."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, select
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
    join(hand, *(task.post_id for task in opened if task.post_id is not None))
    hand.case.wakes_at = move.wakes_at
    _mended(hand, {closed.task_id for closed in move.closed})
    if move.ended:
        _end(hand, move.end_node)
    return opened


def _mended(hand: "Hand", closed: set[str]) -> None:
    """An incident is over when the task that it came from has gone through after all."""
    if hand.case.incident is not None and hand.case.incident.get("task") in closed:
        hand.case.incident = None


def told(move: Move, hand: "Hand") -> dict[str, Any]:
    """What of a Move goes on record, so that state can be rebuilt and the path be shown."""
    kept: dict[str, Any] = {
        "closed": [[c.task_id, c.how] for c in move.closed],
        "opened": [[o.task_id, o.node_id, [[f.node_id, f.key] for f in o.frames]] for o in move.opened],
        "passed": _by_procedure(move),
    }
    if hand.host.decided:
        kept["decided"] = hand.host.decided
    if hand.numbered:
        kept["numbered"] = hand.numbered
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


def join(hand: "Hand", *post_ids: int) -> None:
    """Posts take part in the case from now on, and may see it."""
    rows = [{"post_id": post_id, "case_id": hand.case.id} for post_id in dict.fromkeys(post_ids)]
    if rows:
        session = hand.work.session
        session.execute(_keep(Party.__table__, session.get_bind().dialect.name), rows)


@cache
def _keep(table: Table, dialect: str) -> Any:
    """Inserts rows of a table, or changes those of the same key to what is given; built once for each database."""
    insert = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    changed = {column.name: insert.excluded[column.name] for column in table.columns if not column.primary_key}
    if not changed:
        return insert.on_conflict_do_nothing()
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=changed)


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
    rows = [_listed(hand, name, value) for name, value in hand.listed().items() if value != before.get(name)]
    if rows:
        session = hand.work.session
        session.execute(_keep(ListedField.__table__, session.get_bind().dialect.name), rows)


def _listed(hand: "Hand", name: str, value: Any) -> dict[str, Any]:
    return {
        "case_id": hand.case.id, "name": name, "text": hand.work.jurisdiction.writing.text(value)[:200],
        "number": float(value) if hasattr(value, "as_tuple") else None,
        "day": value if isinstance(value, dt.date) and not isinstance(value, dt.datetime) else None,
    }


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


