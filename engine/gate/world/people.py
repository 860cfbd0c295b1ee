"""Sentences about who there is: who holds a post, who is away, who acts for whom, who looks after what."""

from __future__ import annotations

import datetime as dt

from engine.actions.appoint import appoint as appoint_person
from engine.actions.appoint import person_named, put_in_charge
from engine.actions.stand_in import delegate as delegate_to
from engine.actions.stand_in import pair as make_pair
from engine.actions.stand_in import post_id, record_absence
from engine.gate.world.scene import Scene, office_named, post_named
from engine.model.establishment import Absence

LONG_AGO = dt.date(2000, 1, 1)
"""What a scenario takes as given was always so, whatever its clock is set to afterwards."""


def appoint(scene: Scene, person: str, post: str) -> None:
    """Makes the person the post's only holder."""
    with scene.act() as work:
        appoint_person(work, person_named(work, person), post_named(work.jurisdiction, post), LONG_AGO)


def stand_in(scene: Scene, post: str, start: dt.date, end: dt.date, by: str) -> None:
    """Records the holder of a post as away and another post as acting for it in that time."""
    with scene.act() as work:
        post, by = post_named(work.jurisdiction, post), post_named(work.jurisdiction, by)
        # An absence of no kind brings no stand-in of its own: the one named here is the only one.
        work.session.add(Absence(post_id=post_id(work, post), kind="", since=start, until=end))
        delegate_to(work, post, by, start, end)


def delegate(scene: Scene, post: str, step: str, by: str, start: dt.date, end: dt.date) -> None:
    """Lets another post act for a post at one step in that time; refused where the rules never allow it."""
    with scene.act() as work:
        delegate_to(work, post_named(work.jurisdiction, post), post_named(work.jurisdiction, by), start, end, (step,))


def leave(scene: Scene, post: str, start: dt.date, end: dt.date, kind: str) -> None:
    """Records an absence of a kind; who stands in follows from the rules."""
    with scene.act() as work:
        record_absence(work, post_named(work.jurisdiction, post), kind, start, end)


def pair(scene: Scene, first: str, second: str) -> None:
    """Makes two posts each other's stand-in, and nobody else's."""
    with scene.act() as work:
        make_pair(work, post_named(work.jurisdiction, first), post_named(work.jurisdiction, second), LONG_AGO)


def portfolio(scene: Scene, post: str, offices: tuple[str, ...]) -> None:
    """Puts offices into a post's portfolio, each leaving whichever it was in."""
    with scene.act() as work:
        names = [office_named(work.jurisdiction, name) for name in offices]
        put_in_charge(work, post_named(work.jurisdiction, post), names, LONG_AGO)
