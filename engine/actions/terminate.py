"""A case ends before its end: by who started it or who oversees, as long as nobody has decided on it."""

from engine.actions.documents import void_numbers
from engine.actions.follow import follow, open_tasks, told
from engine.actions.hand import Hand, take
from engine.actions.suspend import must_give
from engine.actions.work import Actor, Work
from engine.bpmn.model import listed
from engine.errors import Refusal
from engine.facts import CASE
from engine.model.entry import Entry
from engine.spiff import halt


def terminate(work: Work, actor: Actor, case_id: int, reason: str) -> Entry:
    """Ends an open or suspended case with a reason.

    Refuses: ``case.not_yours``, ``reason.missing``, ``case.closed``, and ``terminate.too_late`` once a step that
    the drawing names (``terminate_until``) is open or done.
    """
    hand = take(work, case_id)
    may_terminate(hand, actor)
    must_give(reason)
    places = _unfinished(hand)
    move = halt(hand.compiled.spec, hand.case.state, hand.host)
    follow(hand, move, actor)
    hand.case.status, hand.case.closed_at, hand.case.wakes_at = "terminated", work.now, None
    hand.case.result = ""
    void_numbers(hand, places, reason)
    entry = hand.record("terminate", actor, note=reason, move=told(move, hand))
    hand.store(move.state)
    return entry


def may_terminate(hand: Hand, actor: Actor) -> None:
    """Refuses whoever may not end the case now, whatever the reason."""
    _may(hand, actor)
    if hand.case.status not in ("open", "suspended"):
        raise Refusal("case.closed", case=hand.case.title, status=hand.case.status)
    _in_time(hand)


def _may(hand: Hand, actor: Actor) -> None:
    starter = hand.work.jurisdiction.post_ids.get(actor.post) == hand.case.opened_by
    if not starter and not hand.work.jurisdiction.organisation.has_role(actor.post, "oversight"):
        raise Refusal("case.not_yours", post=actor.post)


def _unfinished(hand: Hand) -> list[tuple[str, str]]:
    """Where numbers may have been given for something that now comes to nothing: scopes that have not ended."""
    scopes = {CASE} | {frame[0] for task in open_tasks(hand) for frame in task.frames}
    return [(scope, node) for scope in scopes if scope in hand.facts.scopes
            for node in hand.procedure(scope).diagram.nodes]


def _in_time(hand: Hand) -> None:
    for step in listed(hand.main.properties.get("terminate_until")):
        if hand.facts.is_done(CASE, step):
            articles = listed(hand.main.properties.get("terminate_articles"))
            raise Refusal("terminate.too_late", articles, step=step)
