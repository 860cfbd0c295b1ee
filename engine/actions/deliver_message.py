"""A message reaches a case, under that case's own lock."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.actions.follow import follow, project, told
from engine.actions.hand import Hand, take
from engine.actions.work import CLOCK, Work
from engine.errors import Refusal
from engine.facts import CASE
from engine.feel.values import from_json
from engine.model.entry import Entry
from engine.spiff import Pending, deliver, waiting


def deliver_message(work: Work, case_id: int, message: str, values: Mapping[str, Any], sender: int | None = None) -> Entry:
    """A message reaches a case: what it brings is kept where it was waited for, and the tokens go on.

    ``values`` are JSON.  Refuses ``message.not_awaited`` and what the tokens refuse.
    """
    hand = take(work, case_id)
    places = _places(hand, message)
    if not places or hand.case.status != "open":
        raise Refusal("message.not_awaited", message=message, case=hand.case.title)
    before = hand.listed()
    given = {key: from_json(value) for key, value in values.items()}
    for pending in places:
        scope = pending.frames[-1].owner if pending.frames else CASE
        node = hand.compiled.node(hand.facts.scopes[scope].procedure, pending.node_id)
        hand.facts.write(scope, given, step=node.name, entry=hand.number)
    move = deliver(hand.compiled.spec, hand.case.state, hand.host, message)
    follow(hand, move, CLOCK)
    project(hand, before)
    note = f"{message} < {sender}" if sender else message
    entry = hand.record("message", CLOCK, note=note, answers=dict(values), move={**told(move, hand), "message": message})
    hand.store(move.state)
    return entry


def _places(hand: Hand, message: str) -> list[Pending]:
    events = waiting(hand.compiled.spec, hand.case.state).events
    return [event for event in events if event.kind == "message" and event.name == message]
