"""A case sends a message to other cases: put into the outgoing work of its act, delivered in an act of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.bpmn.model import Node, feel_text
from engine.errors import Refusal
from engine.feel.values import to_json
from engine.model.document import Outgoing

if TYPE_CHECKING:
    from engine.actions.hand import Hand

DELIVER = "deliver"
"""The kind of outgoing work."""


def send_message(hand: "Hand", scope: str, node: Node) -> None:
    """Puts a message for other cases into the outgoing work: what ``sends``, ``to_cases`` and ``payload`` of the node say."""
    to = hand.evaluate(scope, feel_text(node.properties["to_cases"]) or "null", element=node.id)
    values = hand.evaluate(scope, feel_text(node.properties.get("payload")) or "{}", element=node.id)
    if not isinstance(values, Mapping):
        raise Refusal("case.not_a_context", element=node.id)
    told_values = {key: to_json(value) for key, value in values.items()}
    for number in to if isinstance(to, list) else [to]:
        if number is None:
            continue
        row = Outgoing(kind=DELIVER, ready_at=hand.work.now, payload={
            "case": int(number), "message": node.properties["sends"], "values": told_values, "from": hand.case.id})
        hand.work.session.add(row)
        hand.work.session.flush()
        hand.work.outbox.append(row.id)
