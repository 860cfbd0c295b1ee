"""A case is shown to posts to be read: they see it from then on, and their receipt is recorded."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from engine.actions.follow import join
from engine.actions.hand import Hand, take
from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.model.case import Party
from engine.model.entry import Entry
from engine.model.register import Circulation


def circulate(work: Work, actor: Actor, case_id: int, posts: Iterable[str], note: str = "") -> Entry:
    """Passes a case round; only who takes part may, and a post that has it already is not asked twice.

    Refuses ``case.not_yours``, ``circulate.nobody``, ``post.unknown``.
    """
    hand = take(work, case_id)
    must_take_part(hand, actor)
    names = list(dict.fromkeys(posts))
    if not names:
        raise Refusal("circulate.nobody")
    for name in names:
        _show(hand, actor, name, note)
    entry = hand.record("circulate", actor, note=note, answers={"to": names})
    work.session.flush()
    return entry


def read_circulated(work: Work, actor: Actor, case_id: int) -> Entry:
    """The receipt: the post has read it; refuses ``circulate.not_shown``."""
    hand = take(work, case_id)
    query = select(Circulation).where(
        Circulation.case_id == case_id, Circulation.post_id == work.jurisdiction.post_ids.get(actor.post))
    row = work.session.scalars(query).one_or_none()
    if row is None:
        raise Refusal("circulate.not_shown", post=actor.post)
    if row.read_at is None:
        row.read_at, row.read_by = work.now, actor.person_id
    entry = hand.record("read", actor)
    work.session.flush()
    return entry


def must_take_part(hand: Hand, actor: Actor) -> None:
    """Refuses with ``case.not_yours`` a post that has no part in the case."""
    post_id = hand.work.jurisdiction.post_ids.get(actor.post)
    if hand.work.session.get(Party, (post_id, hand.case.id)) is None:
        raise Refusal("case.not_yours", post=actor.post)


def _show(hand: Hand, actor: Actor, name: str, note: str) -> None:
    post_id = hand.work.jurisdiction.post_ids.get(name)
    if post_id is None:
        raise Refusal("post.unknown", post=name)
    known = select(Circulation.id).where(Circulation.case_id == hand.case.id, Circulation.post_id == post_id)
    if hand.work.session.scalars(known).first() is None:
        hand.work.session.add(Circulation(
            case_id=hand.case.id, post_id=post_id, by=actor.post, note=note[:400], at=hand.work.now))
    join(hand, post_id)
