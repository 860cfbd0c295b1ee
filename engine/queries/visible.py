"""Who may see which case: one condition for every query."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, exists, or_, select, true, type_coerce

from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.model.base import canonical
from engine.model.case import Case, Party, Task
from engine.rulebook.organisation import Right

SEES_ALL = ("oversight", "audit")
"""Roles of posts that see every case which is not confidential."""
KEPT = 1024
"""Conditions kept for who asks again: building one costs more than the question itself."""


def visible_to(work: Work, actor: Actor) -> ColumnElement[bool]:
    """The condition on ``Case`` under which the actor may see it: their post, or one they act for now, takes part.

    A case with a list of readers is seen by those alone.
    """
    organisation = work.jurisdiction.organisation
    posts = {number: work.jurisdiction.posts_by_id[number] for number in reach(work, actor)}
    return _visible(tuple(posts), tuple(posts.values()), any(organisation.has_role(actor.post, role) for role in SEES_ALL))


@lru_cache(maxsize=KEPT)
def _visible(posts: tuple[int, ...], names: tuple[str, ...], sees_all: bool) -> ColumnElement[bool]:
    takes_part: Any = exists(select(Party.case_id).where(Party.case_id == Case.id, Party.post_id.in_(posts)))
    if sees_all:
        takes_part = true()
    listed = or_(*(_reads(name) for name in names)) if names else Case.reserved.is_(None)
    return and_(takes_part, or_(Case.reserved.is_(None), listed))


def _reads(post: str) -> ColumnElement[bool]:
    """Whether a case's list of readers, JSON as it was written, has a post under its whole name."""
    text, name = type_coerce(Case.reserved, Text), canonical(post)
    return or_(text.startswith(f"[{name}", autoescape=True), text.contains(f",{name}", autoescape=True))


def rights(work: Work, actor: Actor) -> list[Right]:
    """What posts the actor may act for today."""
    return work.jurisdiction.organisation.rights(actor.post, work.today)


def reach(work: Work, actor: Actor) -> list[int]:
    """The numbers of the posts that the actor may act for today, their own first."""
    ids = work.jurisdiction.post_ids
    return [ids[right.post] for right in rights(work, actor) if right.post in ids]


def mine(work: Work, actor: Actor) -> ColumnElement[bool]:
    """The condition on ``Task`` under which it waits for the actor: by post, and by step where a delegation says so."""
    ids = work.jurisdiction.post_ids
    return _mine(tuple((ids[right.post], right.steps) for right in rights(work, actor) if right.post in ids))


@lru_cache(maxsize=KEPT)
def _mine(posts: tuple[tuple[int, tuple[str, ...]], ...]) -> ColumnElement[bool]:
    whole = [post for post, steps in posts if not steps]
    limited = [and_(Task.post_id == post, Task.name.in_(steps)) for post, steps in posts if steps]
    return or_(Task.post_id.in_(whole), *limited)


def must_see(work: Work, actor: Actor, case_id: int) -> None:
    """Refuses with ``case.unknown`` unless there is such a case and the actor may see it."""
    if work.session.scalar(select(Case.id).where(Case.id == case_id, visible_to(work, actor))) is None:
        raise Refusal("case.unknown", case=case_id)
