"""Keeps the list of what cases wait for from others in line with their tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from engine.facts import CASE
from engine.model.awaited import Awaited
from engine.spiff import waiting

if TYPE_CHECKING:
    from engine.actions.hand import Hand


def keep_awaited(hand: "Hand") -> None:
    """Brings the list of what the case waits for into line with its tokens."""
    if not hand.compiled.messages:
        return
    session = hand.work.session
    events = [e for e in waiting(hand.compiled.spec, hand.case.state).events if e.kind == "message"] \
        if hand.case.status == "open" else []
    now = {(e.frames[-1].owner if e.frames else CASE, e.node_id): e.name for e in events}
    known = {(a.scope, a.node) for a in session.scalars(select(Awaited).where(Awaited.case_id == hand.case.id))}
    for scope, node in known - now.keys():
        session.execute(delete(Awaited).where(
            Awaited.case_id == hand.case.id, Awaited.scope == scope, Awaited.node == node))
    session.add_all(Awaited(case_id=hand.case.id, scope=s, node=n, message=now[s, n], since=hand.work.now)
                    for s, n in now.keys() - known)
