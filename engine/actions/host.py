"""Answers the token carrier out of one case's facts: scopes, expressions, decisions, the work of service tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.actions.documents import give_number, order_document
from engine.actions.registers import add_line
from engine.actions.send_message import send_message
from engine.bpmn.model import Node, feel_text, listed
from engine.calendar import parse_amount
from engine.errors import Refusal
from engine.facts import CALL, CASE, EACH, SUB, Scope, View
from engine.feel import EvaluationError
from engine.feel.values import to_json
from engine.spiff import Frame

if TYPE_CHECKING:
    from engine.actions.hand import Hand

Frames = tuple[Frame, ...]


class CaseHost:
    """The carrier's host for one act on one case; what was decided on the way is gathered for the record."""

    def __init__(self, hand: "Hand") -> None:
        self.hand = hand
        self.decided: list[dict[str, Any]] = []

    def now(self) -> dt.datetime:
        """The case's clock."""
        return self.hand.work.now

    def scope(self, frames: Frames) -> str:
        """The scope that a path of frames ends in."""
        return frames[-1].owner if frames else CASE

    def procedure(self, frames: Frames) -> str:
        """The procedure whose drawing holds what stands inside these frames."""
        return self.hand.facts.scopes[self.scope(frames)].procedure

    def opened(self, frames: Frames) -> None:
        """Opens the scope that a token entered and hands a called procedure its inputs."""
        frame, outer = frames[-1], self.scope(frames[:-1])
        around = self.hand.facts.scopes[outer]
        node = self.hand.compiled.node(around.procedure, frame.node_id)
        kind = CALL if node.kind == "callActivity" else SUB if frame.key is None else EACH
        called = node.called if kind == CALL and node.called else around.procedure
        scope = Scope(frame.owner, outer, kind, called, node.name, frame.activation, frame.key)
        if node.properties.get("each_name") and frame.key is not None:
            scope.values[node.properties["each_name"]] = frame.key
        if kind == CALL:
            scope.values.update(self._inputs(node, outer, scope.values))
            scope.outputs = listed(self.hand.compiled.procedures[called].properties.get("outputs"))
        self.hand.facts.open(scope)

    def _inputs(self, node: Node, outer: str, own: Mapping[str, Any]) -> dict[str, Any]:
        text = feel_text(node.properties.get("inputs"))
        if text is None:
            return {}
        given = self.hand.evaluate(outer, text, extra=own, element=node.id)
        return dict(given) if isinstance(given, Mapping) else {}

    def evaluate(self, frames: Frames, text: str) -> Any:
        """The value of a drawn expression."""
        return self.hand.evaluate(self.scope(frames), text.lstrip().removeprefix("="))

    def evaluate_timer(self, frames: Frames, text: str) -> dt.datetime:
        """When a drawn timer is due: a FEEL moment, day or duration, or an amount in days or working days."""
        feel = feel_text(text)
        value = self.hand.evaluate(self.scope(frames), feel if feel is not None else _as_feel(text)) \
            if feel is not None or _is_iso(text) else None
        if value is None:
            term = self.hand.work.jurisdiction.calendar.add(self.hand.work.today, parse_amount(text), roll=True)
            return self.hand.work.jurisdiction.calendar.end_of(term.due)
        return self._moment(value)

    def _moment(self, value: Any) -> dt.datetime:
        zone = self.hand.work.jurisdiction.zone
        if isinstance(value, dt.datetime):
            return value if value.tzinfo else value.replace(tzinfo=zone)
        if isinstance(value, dt.date):
            return dt.datetime.combine(value, dt.time(), zone)
        try:
            return self.hand.work.now + value
        except TypeError:
            raise EvaluationError("feel.not_a_time", 0, value=str(value)) from None

    def decide(self, frames: Frames, node_id: str) -> None:
        """Runs the decision of a business rule task; its result is a fact, the rows that hit go on record."""
        scope = self.scope(frames)
        node = self.hand.compiled.node(self.procedure(frames), node_id)
        name = node.properties["decision"]
        decisions = self.hand.compiled.procedures[self.procedure(frames)].decisions[name]
        decided = decisions.decide(name, self.hand.view(scope), now=self.hand.work.now)
        self.hand.facts.write(scope, {node.properties.get("result", name): decided.value})
        rows = [{"table": hit.table, "row": hit.row} for hit in decided.hits]
        self.decided.append({"node": node_id, "decision": name, "value": to_json(decided.value), "rows": rows})

    def perform(self, frames: Frames, node_id: str, task_id: str) -> None:
        """Does a service task: sets facts, gives a number, orders a document, adds to a register."""
        scope = self.scope(frames)
        node = self.hand.compiled.node(self.procedure(frames), node_id)
        text = feel_text(node.properties.get("set"))
        if text is not None:
            values = self.hand.evaluate(scope, text, element=node_id)
            if not isinstance(values, Mapping):
                raise Refusal("case.not_a_context", element=node_id)
            self.hand.facts.write(scope, values)
        if "document" in node.properties or "series" in node.properties:
            self.number(scope, node)
        if "register" in node.properties:
            self.register(scope, node)
        if "sends" in node.properties:
            self.send(scope, node)

    def number(self, scope: str, node: Node) -> None:
        """Gives a number, and orders the document that bears it where the drawing names one."""
        act = order_document if "document" in node.properties else give_number
        act(self.hand, scope, node)

    def register(self, scope: str, node: Node) -> None:
        """Adds a line to a register."""
        add_line(self.hand, scope, node)

    def send(self, scope: str, node: Node) -> None:
        """Sends a message to other cases."""
        send_message(self.hand, scope, node)

    def view(self, frames: Frames) -> View:
        """The facts seen from inside these frames."""
        return self.hand.view(self.scope(frames))


def _is_iso(text: str) -> bool:
    return text.strip().startswith(("P", "-P")) or (len(text.strip()) >= 10 and text.strip()[4:5] == "-")


def _as_feel(text: str) -> str:
    kind = "duration" if text.strip().startswith(("P", "-P")) else "date and time" if "T" in text else "date"
    return f'{kind}("{text.strip()}")'
