"""A secretary enters what a leader decided on signed paper: the scan is attached, both names are on record."""

from __future__ import annotations

from typing import Any

from engine.actions.complete_task import may_do, read_answers, settle
from engine.actions.hand import Hand, take_task
from engine.actions.terms import must_be_late_enough
from engine.actions.uploads import bind_files
from engine.actions.work import Actor, Reading, Work
from engine.errors import Refusal
from engine.model.case import Task
from engine.model.entry import Entry
from engine.rulebook.organisation import Right

ENTERED = "entered"


def enter_for(work: Work, actor: Actor, task_id: str, leader: str, reading: Reading, scan: dict[str, Any]) -> Entry:
    """Completes a task as the holder of ``leader`` decided on paper.

    Refuses ``enter_for.not_allowed`` (the organisation's ``may_enter_for`` does not pair the two posts),
    ``enter_for.vacant``, ``enter_for.no_scan``, and what the leader's own act would be refused for.
    """
    hand, task = take_task(work, task_id)
    decider = may_enter_for(hand, actor, task, leader)
    if not scan:
        raise Refusal("enter_for.no_scan", step=task.name, leader=leader)
    node = hand.node(task)
    answers = dict(read_answers(hand, decider, task, node, reading).values)
    must_be_late_enough(hand, task, node, answers)
    bind_files(hand, {"scan": [scan]})
    return settle(hand, actor, task, Right(leader, ENTERED), answers,
                  also={"entered": {"person": decider.person, "scan": dict(scan)}})


def may_enter_for(hand: Hand, actor: Actor, task: Task, leader: str) -> Actor:
    """The leader as an actor, where the actor may enter what they decided on a task; every refusal but the scan's."""
    organisation = hand.work.jurisdiction.organisation
    if leader not in leaders_of(hand, actor):
        raise Refusal("enter_for.not_allowed", leader=leader, post=actor.post, step=task.name)
    holders = organisation.persons_of(leader, hand.day)
    if not holders:
        raise Refusal("enter_for.vacant", leader=leader)
    decider = Actor(holders[0], organisation.people[holders[0]], leader)
    may_do(hand, decider, task)
    return decider


def leaders_of(hand: Hand, actor: Actor) -> list[str]:
    """The posts for which the actor's post may enter (the organisation's ``may_enter_for``)."""
    pairs = hand.work.jurisdiction.organisation.rules.get("may_enter_for", ())
    return [rule["of"] for rule in pairs if rule["by"] == actor.post]
