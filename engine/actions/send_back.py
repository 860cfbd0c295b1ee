"""Back to an earlier step: as little as the drawing allows is withdrawn, and what is undone no longer answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.actions.complete_task import may_do
from engine.actions.documents import void_numbers
from engine.actions.follow import follow, told
from engine.actions.hand import Hand, take_task
from engine.actions.suspend import must_give
from engine.actions.work import Actor, Work
from engine.bpmn.model import listed
from engine.errors import Refusal
from engine.facts import CASE
from engine.model.case import Task
from engine.model.entry import Entry
from engine.proof.beside import side_by_side
from engine.proof.between import between
from engine.proof.net import node_of
from engine.rulebook.organisation import Right
from engine.spiff import Address, marking
from engine.spiff import send_back as move_back


@dataclass(frozen=True)
class Target:
    """Where a case goes back to: the scope the step stands in, its drawn id and its address for the carrier."""

    scope: str
    step: str
    node: str
    address: Address


def send_back(work: Work, actor: Actor, task_id: str, step: str, reason: str) -> Entry:
    """Sends an open task back to an earlier step of its branch, or to one before the split.

    Refuses: ``reason.missing``, ``send_back.unknown`` (no such step around the task), ``send_back.not_visited``,
    ``send_back.unreachable`` (the drawing allows no such place), and whatever completing the task would refuse.
    """
    hand, task = take_task(work, task_id)
    right = may_do(hand, actor, task)
    must_give(reason)
    target = target_of(hand, task, step)
    _must_not_stand_beside(hand, task, target)
    return go_back(hand, actor, task, target, right, "send_back", reason)


def _must_not_stand_beside(hand: Hand, task: Task, target: Target) -> None:
    """Refuses a step of another branch of the same split: it is not behind the task, whatever the drawing could reach."""
    depth = len(target.address.path)
    here = task.frames[depth][1] if len(task.frames) > depth else task.node
    level = hand.procedure(target.scope).diagram.nodes[target.node].level
    if side_by_side(hand.compiled.spec.net(level), target.node, here):
        raise Refusal("send_back.unreachable", _articles(hand, task), step=task.name, target=target.step)


def target_of(hand: Hand, task: Task, step: str) -> Target:
    """The step of that name nearest around the task: in its own procedure first, then in what called it."""
    for depth in range(len(task.frames), -1, -1):
        scope = task.frames[depth - 1][0] if depth else CASE
        node = hand.procedure(scope).steps.get(step)
        if node is None:
            continue
        place = _depth_of(hand, task, depth, node.level)
        path = tuple((frame[1], frame[3]) for frame in task.frames[:place])
        inner = task.frames[place - 1][0] if place else CASE
        if not hand.facts.is_done(inner, step):
            raise Refusal("send_back.not_visited", _articles(hand, task), step=task.name, target=step)
        return Target(inner, step, node.id, Address(path, node.id))
    raise Refusal("send_back.unknown", step=task.name, target=step)


def _depth_of(hand: Hand, task: Task, depth: int, level: str) -> int:
    """How many frames around the task lie around the level the step is drawn in."""
    while depth and task.frames[depth - 1][1] != level:
        called = hand.facts.scopes[task.frames[depth - 1][0]].kind == "call"
        if called and hand.facts.scopes[task.frames[depth - 1][0]].procedure == level:
            break
        depth -= 1
    return depth


def go_back(
    hand: Hand, actor: Actor, task: Task, target: Target, right: Right, kind: str, reason: str
) -> Entry:
    """Moves the tokens back, lets what is undone answer no longer, and stores."""
    spec, state = hand.compiled.spec, hand.case.state
    try:
        move = move_back(spec, state, hand.host, task.id, target.address)
    except Refusal as refusal:
        if refusal.code != "spiff.no_way_back":
            raise
        raise Refusal("send_back.unreachable", _articles(hand, task), step=task.name, target=target.step) from None
    undone = _undone(hand, target, state, move.state)
    hand.facts.forget(target.scope, undone)
    nodes = hand.procedure(target.scope).diagram.nodes.values()
    void_numbers(hand, [(target.scope, node.id) for node in nodes if node.name in undone], reason)
    follow(hand, move, actor)
    entry = hand.record(kind, actor, task=task, right=right, note=reason, articles=_articles(hand, task),
                        answers=_said(target, undone), move=told(move, hand))
    hand.store(move.state)
    return entry


def _said(target: Target, undone: list[str]) -> dict[str, Any]:
    path = [list(step) for step in target.address.path]
    return {"to": target.step, "node": target.node, "path": path, "undone": undone}


def _undone(hand: Hand, target: Target, before: bytes, after: bytes) -> list[str]:
    """Names of the steps on the target's level between it and the tokens that were withdrawn."""
    spec = hand.compiled.spec
    was, now = marking(spec, before), marking(spec, after)
    for frames, (level, places) in was.items():
        if tuple((f.node_id, f.key) for f in frames) == target.address.path:
            left = now.get(frames, (level, frozenset()))[1]
            gone = {node_of(place) for place in places - left}
            nodes = between(spec.net(level), target.node, gone)
            drawn = hand.procedure(target.scope).diagram.nodes
            return sorted(drawn[n].name for n in nodes if n in drawn and drawn[n].name)
    return [target.step]


def _articles(hand: Hand, task: Task) -> tuple[str, ...]:
    return listed(hand.node(task).properties.get("articles"))
