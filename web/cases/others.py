"""Whom one may draw into a matter: more signers, readers, somebody in one's place; asked of the verbs' own checks."""

from __future__ import annotations

from dataclasses import dataclass

from engine.actions.add_signer import addable, may_add_signer
from engine.actions.circulate import must_take_part
from engine.actions.complete_task import may_do
from engine.actions.enter_for import leaders_of, may_enter_for
from engine.actions.hand import Hand
from engine.actions.recuse import heir_of
from engine.actions.work import Actor
from engine.errors import Refusal
from engine.queries.cases import CaseView
from engine.queries.tasks import TaskView
from web.cases.offers import refusal_of

Groups = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Colleagues:
    """Whom one may draw into a task: ``signers`` to choose from, ``heir`` who would do it instead, ``leaders`` for whom
    one may enter; ``against`` what stands against the rest, each with the act's name."""

    signers: tuple[str, ...]
    heir: str
    leaders: tuple[str, ...]
    against: tuple[tuple[str, Refusal], ...]


def colleagues(view: TaskView, who: Actor) -> Colleagues:
    """What may be done to a task with others."""
    hand, task = view.hand, view.task
    leaders = tuple(one for one in leaders_of(hand, who)
                    if refusal_of(lambda one=one: may_enter_for(hand, who, task, one)) is None)
    if refusal_of(lambda: may_do(hand, who, task)) is not None:
        return Colleagues((), "", leaders, ())
    adding, aside = refusal_of(lambda: may_add_signer(hand, who, task)), refusal_of(lambda: heir_of(hand, task))
    against = [(name, refusal) for name, refusal in (("加签", adding), ("回避", aside)) if refusal is not None]
    return Colleagues(
        () if adding else tuple(addable(hand, task)), "" if aside else heir_of(hand, task), leaders, tuple(against))


def readers(view: CaseView | TaskView, who: Actor) -> Groups:
    """The posts that a case may be shown to, by office; none where the actor has no part in it.

    On the page of one's own task nobody is asked: whose task it is takes part.
    """
    own = isinstance(view, TaskView) and view.task.asked_post == who.post
    if not own and (isinstance(view, TaskView) or refusal_of(lambda: must_take_part(view.hand, who)) is not None):
        return ()
    return _by_office(view.hand, who)


def _by_office(hand: Hand, who: Actor) -> Groups:
    organisation = hand.work.jurisdiction.organisation
    groups: dict[str, list[str]] = {}
    for post in sorted(organisation.posts.values(), key=lambda p: (p.rank, p.name)):
        if post.name != who.post and organisation.anybody(post.name, hand.day):
            groups.setdefault(post.office, []).append(post.name)
    order = sorted(groups, key=lambda name: (organisation.offices.get(name, {}).get("order", 999), name))
    return tuple((office, tuple(groups[office])) for office in order)
