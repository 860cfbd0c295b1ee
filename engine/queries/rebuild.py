"""A case's tokens and facts made anew from its record alone: replaying every entry in order.

What an act did is on record by addresses, not by the carrier's own ids, so the replay finds the same steps again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from engine import spiff
from engine.actions.hand import Hand, held
from engine.actions.host import CaseHost
from engine.actions.work import Work
from engine.bpmn.model import Node
from engine.facts import CASE, Facts
from engine.feel.values import from_json
from engine.model.case import Case
from engine.model.entry import Entry
from engine.spiff import Address, Move, Opened, address


@dataclass
class Rebuilt:
    """A case as the record tells it; ``ids`` maps recorded task ids to those of the replay."""

    hand: Hand
    state: bytes = b""
    ids: dict[str, str] = field(default_factory=dict)
    open: dict[str, Opened] = field(default_factory=dict)
    moves: int = 0


def rebuild(work: Work, case_id: int) -> Rebuilt:
    """Replays the record of a case on empty facts, with the clock of each entry."""
    case = work.session.get_one(Case, case_id)
    entries = list(work.session.scalars(select(Entry).where(Entry.case_id == case_id).order_by(Entry.number)))
    clock = Clock(entries[0].at)
    hand = held(Work(work.session, clock, work.office), case)
    hand.facts = Facts(hand.main.id, hand.compiled.declared, hand.facts.told)
    rebuilt = Rebuilt(hand)
    for entry in entries:
        clock.moment = entry.at
        hand.work = Work(work.session, clock, work.office)
        hand.host = ReplayHost(hand, (entry.move or {}).get("numbered", ()))
        hand.number = entry.number
        _replay(rebuilt, entry)
    return rebuilt


@dataclass
class Clock:
    """Stands still at the moment of the entry being replayed."""

    moment: dt.datetime

    def __call__(self) -> dt.datetime:
        """The moment."""
        return self.moment


class ReplayHost(CaseHost):
    """Gives no number, orders no document and writes no register a second time: what was given is on record."""

    def __init__(self, hand: Hand, given: Iterable[list[str]]) -> None:
        super().__init__(hand)
        self.given = iter(given)

    def number(self, scope: str, node: Node) -> None:
        """Gives the number that the act gave."""
        if "series" in node.properties:
            self.hand.facts.write(scope, {node.properties.get("number_as", "number"): next(self.given)[1]})

    def register(self, scope: str, node: Node) -> None:
        """The line is there already."""

    def send(self, scope: str, node: Node) -> None:
        """The message was sent already."""


def _replay(rebuilt: Rebuilt, entry: Entry) -> None:
    act = ACTS.get(entry.kind)
    if act is None:
        return
    move = act(rebuilt, entry)
    if move is not None:
        _took(rebuilt, entry, move)


def _took(rebuilt: Rebuilt, entry: Entry, move: Move) -> None:
    rebuilt.state = move.state
    rebuilt.moves += 1
    for closed in move.closed:
        rebuilt.open.pop(closed.task_id, None)
    now = {_key(address(o)): o for o in move.opened}
    for recorded, node, path in (entry.move or {}).get("opened", ()):
        opened = now[_key(Address(tuple((n, k) for n, k in path), node))]
        rebuilt.ids[recorded] = opened.task_id
    rebuilt.open.update({o.task_id: o for o in move.opened})


def _key(place: Address) -> str:
    return repr((place.path, place.node_id))


def _open(rebuilt: Rebuilt, entry: Entry) -> Move:
    hand, values = rebuilt.hand, _values(entry)
    told = (entry.move or {}).get("told", {})
    hand.facts.write(CASE, {name: from_json(value) for name, value in told.items()})
    hand.facts.write(CASE, values, step=entry.step, entry=entry.number)
    return spiff.start(hand.compiled.spec, hand.host)


def _complete(rebuilt: Rebuilt, entry: Entry) -> Move:
    hand, task_id = rebuilt.hand, rebuilt.ids[entry.task_id]
    opened = rebuilt.open[task_id]
    scope = opened.frames[-1].owner if opened.frames else CASE
    hand.facts.write(scope, _values(entry), step=entry.step, entry=entry.number)
    hand.facts.forget(scope, (entry.move or {}).get("voided", ()))
    return spiff.complete(hand.compiled.spec, rebuilt.state, hand.host, task_id)


def _timer(rebuilt: Rebuilt, entry: Entry) -> Move:
    return spiff.fire(rebuilt.hand.compiled.spec, rebuilt.state, rebuilt.hand.host)


def _back(rebuilt: Rebuilt, entry: Entry) -> Move:
    hand, answers = rebuilt.hand, entry.answers
    target = Address(tuple((n, k) for n, k in answers["path"]), answers["node"])
    move = spiff.send_back(hand.compiled.spec, rebuilt.state, hand.host, rebuilt.ids[entry.task_id], target)
    hand.facts.forget(_scope_at(hand, answers["path"]), answers["undone"])
    return move


def _added(rebuilt: Rebuilt, entry: Entry) -> Move:
    hand, answers = rebuilt.hand, entry.answers
    scope = _scope_at(hand, answers["path"])
    hand.facts.write(scope, {answers["list"]: [*(hand.view(scope)[answers["list"]] or []), answers["key"]]})
    place = Address(tuple((n, k) for n, k in answers["path"]), answers["node"])
    return spiff.add_instance(hand.compiled.spec, rebuilt.state, hand.host, place, answers["key"])


def _message(rebuilt: Rebuilt, entry: Entry) -> Move:
    hand, message = rebuilt.hand, entry.move["message"]
    for pending in spiff.waiting(hand.compiled.spec, rebuilt.state).events:
        if pending.kind == "message" and pending.name == message:
            scope = pending.frames[-1].owner if pending.frames else CASE
            node = hand.compiled.node(hand.facts.scopes[scope].procedure, pending.node_id)
            hand.facts.write(scope, _values(entry), step=node.name, entry=entry.number)
    return spiff.deliver(hand.compiled.spec, rebuilt.state, hand.host, message)


def _scope_at(hand: Hand, path: list[Any]) -> str:
    """The open scope that a path of (node, key) leads to."""
    scope = CASE
    for node_id, key in path:
        name = hand.compiled.node(hand.facts.scopes[scope].procedure, node_id).name
        scope = next(s.id for s in reversed(hand.facts.scopes.values())
                     if s.parent == scope and s.name == name and s.key == key and not s.closed)
    return scope


def _correct(rebuilt: Rebuilt, entry: Entry) -> None:
    hand = rebuilt.hand
    for scope in hand.facts.scopes.values():
        if scope.done.get(entry.step) == entry.corrects:
            for name, value in entry.answers.items():
                if scope.values.get(name) == scope.steps[entry.step].get(name):
                    scope.values[name] = from_json(value)
                scope.steps[entry.step][name] = from_json(value)


def _terminate(rebuilt: Rebuilt, entry: Entry) -> Move:
    return spiff.halt(rebuilt.hand.compiled.spec, rebuilt.state, rebuilt.hand.host)


def _values(entry: Entry) -> dict[str, Any]:
    return {name: from_json(value) for name, value in (entry.answers or {}).items()}


ACTS: Mapping[str, Any] = {
    "open": _open, "complete": _complete, "timer": _timer, "send_back": _back, "withdraw": _back,
    "add_signer": _added, "correct": _correct, "message": _message, "terminate": _terminate,
}
"""Kinds of entries that move tokens or change facts; the others leave both as they are."""


def picture(hand: Hand, state: bytes) -> Any:
    """Tokens and facts without ids: equal for a case and its rebuilt self."""
    places = [
        (tuple((f.node_id, f.key) for f in frames), level, tuple(sorted(map(str, found))))
        for frames, (level, found) in spiff.marking(hand.compiled.spec, state).items()
    ]
    return sorted(places, key=str), sorted(_told(hand.facts), key=str)


def _told(facts: Facts) -> list[Any]:
    def path(scope_id: str | None) -> tuple[Any, ...]:
        scope = facts.scopes.get(scope_id or "")
        return (*path(scope.parent), (scope.name, scope.key)) if scope else ()

    return [(path(s.id), s.kind, sorted(s.values.items(), key=str), sorted(s.steps.items()), sorted(s.done.items()))
            for s in facts.scopes.values() if not s.closed]
