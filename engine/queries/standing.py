"""Why a step cannot be done yet: which step, and which article, stand before it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from engine.actions.hand import Hand
from engine.bpmn.model import Node, listed
from engine.errors import Refusal
from engine.facts import CASE
from engine.model.case import Task
from engine.model.entry import Entry
from engine.proof.markings import stands_before
from engine.rulebook.procedure import Precedence, Procedure
from engine.spiff import marking


def why_not_open(hand: Hand, step: str) -> Refusal:
    """The refusal for a step that has no open task now."""
    where = _where(hand, step)
    if where is None:
        return Refusal("step.unknown", step=step, known=_all_steps(hand))
    if _was_done(hand, step):
        return _done(hand, step)
    due = undue(hand, step)
    if due is not None:
        return due
    for guarantee in hand.main.guarantees:
        if guarantee.kind == "precedence" and guarantee.parts.get("then") == step and _unmet(hand, guarantee):
            return Refusal("step.not_open", guarantee.articles, step=step, before=guarantee.parts["first"],
                           sentence=guarantee.sentence)
    before = _standing(hand, *where)
    articles = [a for node in before for a in listed(node.properties.get("articles"))]
    names = [node.name for node in before]
    own = listed(where[1].properties.get("articles"))
    return Refusal("step.not_open", tuple(dict.fromkeys([*articles, *own])), step=step,
                   before=names[0] if names else "", all_before=names)


def _where(hand: Hand, step: str) -> tuple[Procedure, Node] | None:
    """The drawn step of that name: in the case's own procedure first, then in what it calls."""
    for procedure in (hand.main, *hand.compiled.procedures.values()):
        for node in procedure.diagram.nodes.values():
            if node.name == step and node.kind in ("userTask", "callActivity"):
                return procedure, node
    return None


def _all_steps(hand: Hand) -> list[str]:
    return list(hand.main.steps)


def _was_done(hand: Hand, step: str) -> bool:
    query = select(Task.id).where(Task.case_id == hand.case.id, Task.name == step, Task.status == "done")
    return hand.work.session.scalars(query.limit(1)).first() is not None and hand.facts.is_done(CASE, step)


def _done(hand: Hand, step: str) -> Refusal:
    query = select(Entry).where(Entry.case_id == hand.case.id, Entry.step == step, Entry.kind == "complete")
    entry = hand.work.session.scalars(query.order_by(Entry.number.desc())).first()
    return Refusal("task.closed", step=step, who=entry.person if entry else "", at=entry.at if entry else None,
                   status="done")


def undue(hand: Hand, step: str) -> Refusal | None:
    """A step that the case's table says is not due, refused with the table's reason."""
    row = next((r for r in due_steps(hand) if r["step"] == step and not r["due"]), None)
    return Refusal("step.not_due", row["articles"], step=step, reason=row["reason"]) if row else None


def due_steps(hand: Hand) -> list[dict[str, Any]]:
    """What the case's table says of each step: ``{"step", "due", "reason", "articles"}``, once each, in the table's order.

    The node with ``due_steps`` names its columns in ``due_columns`` and the words for yes in ``due_word``.
    """
    found = []
    for node in hand.main.diagram.nodes.values():
        if node.properties.get("due_steps") != "true":
            continue
        columns = listed(node.properties.get("due_columns"))
        view = hand.view(CASE)
        name = node.properties.get("result", node.properties["decision"])
        rows = view[name] if name in hand.main.names else None
        for row in rows or ():
            step, due, reason, basis = (row.get(column) for column in columns)
            found.append({"step": step, "due": due == node.properties.get("due_word", due) and due is not False,
                          "reason": reason, "articles": _numbers(basis)})
    return _one_each(found)


SEMICOLON = "\uff1b"
"""Stands between several reasons."""


def _one_each(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A step that several rows speak of is told once: due where one of them says so, for all reasons that say so."""
    merged: dict[str, dict[str, Any]] = {}
    for row in rows:
        known = merged.get(row["step"])
        if known is None or (row["due"] and not known["due"]):
            merged[row["step"]] = dict(row)
        elif row["due"] == known["due"]:
            known["reason"] = SEMICOLON.join(filter(None, map(str, (known["reason"], row["reason"]))))
            known["articles"] = tuple(dict.fromkeys([*known["articles"], *row["articles"]]))
    return list(merged.values())


def _numbers(basis: Any) -> tuple[str, ...]:
    if basis is None:
        return ()
    return tuple(map(str, basis)) if isinstance(basis, list) else listed(str(basis))


def _unmet(hand: Hand, guarantee: Precedence) -> bool:
    """Whether what must come first has not been done in this round with one of its results."""
    parts = guarantee.parts
    when = parts.get("when")
    if when and hand.evaluate(CASE, str(when).removeprefix("=")) is not True:
        return False
    view = hand.view(CASE)
    first = view[parts["first"]] if parts["first"] in hand.main.names else None
    if first is None:
        return True
    if not parts.get("field"):
        return False
    given = first.get(parts["field"]) if isinstance(first, dict) else None
    return given not in parts.get("values", ())


def _standing(hand: Hand, procedure: Procedure, node: Node) -> list[Node]:
    """The open nodes of a level that stand before a node on it, nearest first."""
    for level, places in marking(hand.compiled.spec, hand.case.state).values():
        if level == node.level:
            names = stands_before(hand.compiled.spec.net(level), places, node.id)
            return [procedure.diagram.nodes[n] for n in names if n in procedure.diagram.nodes]
    names = [t.name for t in hand.work.session.scalars(
        select(Task).where(Task.case_id == hand.case.id, Task.status == "open"))]
    return [n for name in names for p in hand.compiled.procedures.values() for n in [p.steps.get(name)] if n][:3]
