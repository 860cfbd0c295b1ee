"""Who acts for which post in this request."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import g

from engine.actions.work import Actor, Work
from engine.errors import Refusal
from web.sign_in import Found


@dataclass(frozen=True)
class Signed:
    """Who has signed in: the Actor, all posts they hold today, and the sign-in itself."""

    actor: Actor
    posts: tuple[str, ...]
    roles: frozenset[str]
    found: Found = field(repr=False)


def signed() -> Signed | None:
    """Who has signed in, or None."""
    return g.get("signed")


def actor() -> Actor:
    """The Actor of this request; only for endpoints that ask for a sign-in."""
    return g.signed.actor


def actor_of(work: Work, found: Found) -> Signed:
    """Whom a sign-in stands for today: the post chosen while it is held, else the highest one held.

    Refuses ``sign_in.no_post`` where the person holds none.
    """
    organisation = work.jurisdiction.organisation
    posts = organisation.posts_of(found.person_id, work.today)
    if not posts:
        raise Refusal("sign_in.no_post", person=organisation.people.get(found.person_id, ""))
    chosen = work.jurisdiction.posts_by_id.get(found.post_id or 0, "")
    post = chosen if chosen in posts else posts[0]
    made = Actor(found.person_id, organisation.people[found.person_id], post)
    return Signed(made, tuple(posts), frozenset(organisation.posts[post].roles), found)
