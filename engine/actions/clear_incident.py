"""An incident is over: the rules or the data were mended, timers run again and what was refused may be tried again."""

from engine.actions.hand import take
from engine.actions.suspend import must_oversee
from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.model.entry import Entry


def clear_incident(work: Work, actor: Actor, case_id: int, note: str = "") -> Entry:
    """Takes the incident off a case; refuses ``case.not_yours`` (does not oversee) and ``case.no_incident``."""
    hand = take(work, case_id)
    must_oversee(hand, actor)
    if hand.case.incident is None:
        raise Refusal("case.no_incident", case=hand.case.title)
    hand.case.incident = None
    entry = hand.record("clear_incident", actor, note=note)
    work.session.flush()
    return entry
