"""A case stands still and goes on: its terms do not run meanwhile."""

from engine.actions.hand import Hand, take
from engine.actions.terms import pause_all, resume_all
from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.model.entry import Entry


def suspend(work: Work, actor: Actor, case_id: int, reason: str) -> Entry:
    """Stops an open case; only who oversees all cases may, and a reason is needed."""
    hand = take(work, case_id)
    must_oversee(hand, actor)
    hand.must_be_running()
    must_give(reason)
    hand.case.status = "suspended"
    pause_all(hand)
    return _stored(hand, hand.record("suspend", actor, note=reason))


def resume(work: Work, actor: Actor, case_id: int, note: str = "") -> Entry:
    """Lets a suspended case go on."""
    hand = take(work, case_id)
    must_oversee(hand, actor)
    if hand.case.status != "suspended":
        raise Refusal("case.not_suspended", case=hand.case.title)
    hand.case.status = "open"
    resume_all(hand)
    return _stored(hand, hand.record("resume", actor, note=note))


def must_oversee(hand: Hand, actor: Actor) -> None:
    """Refuses whoever does not carry the role of overseeing all cases."""
    if not hand.work.jurisdiction.organisation.has_role(actor.post, "oversight"):
        raise Refusal("case.not_yours", post=actor.post)


def must_give(reason: str) -> None:
    """Refuses an act that needs a reason and has none."""
    if not reason.strip():
        raise Refusal("reason.missing")


def _stored(hand: Hand, entry: Entry) -> Entry:
    hand.work.session.flush()
    return entry
