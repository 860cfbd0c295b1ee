"""Who calls: the person and post of the key in the Authorization header."""

from __future__ import annotations

from flask import request

from engine.actions.tokens import find_token
from engine.actions.work import Actor, Work
from engine.errors import Refusal


def caller(work: Work) -> Actor:
    """The Actor of the request's key; ``token.wrong`` where there is none, ``sign_in.no_post`` without a post."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    found = find_token(work, key.strip()) if scheme.lower() == "bearer" and key else None
    if found is None:
        raise Refusal("token.wrong")
    person, post_id = found
    organisation = work.jurisdiction.organisation
    posts, name = organisation.posts_of(person, work.today), work.jurisdiction.posts_by_id.get(post_id or 0, "")
    if not posts or (name and name not in posts):
        raise Refusal("sign_in.no_post", person=organisation.people.get(person, ""))
    return Actor(person, organisation.people[person], name or posts[0])
