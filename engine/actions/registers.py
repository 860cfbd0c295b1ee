"""Registers: lists that accumulate by acts of cases; a line is numbered and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.actions.documents import next_of
from engine.bpmn.model import Node, feel_text
from engine.errors import Refusal
from engine.feel.values import to_json
from engine.model.register import RegisterLine

if TYPE_CHECKING:
    from engine.actions.hand import Hand

WHOLE_LIFE = 0
"""A register counts through all years."""


def add_line(hand: "Hand", scope: str, node: Node) -> RegisterLine:
    """Adds what the node's ``line`` says to its register, under the next number."""
    name = node.properties["register"]
    values = hand.evaluate(scope, feel_text(node.properties.get("line")) or "{}", element=node.id)
    if not isinstance(values, Mapping):
        raise Refusal("case.not_a_context", element=node.id)
    number = next_of(hand.work.session, f"register {name}", WHOLE_LIFE)
    line = RegisterLine(
        register=name, number=number, case_id=hand.case.id, entry_number=hand.number, at=hand.work.now,
        values={key: to_json(value) for key, value in values.items()},
    )
    hand.work.session.add(line)
    hand.work.session.flush()
    return line
