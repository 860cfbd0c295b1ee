"""Who may record that a post's holder is away, or that another acts for the post."""

from __future__ import annotations

from engine.actions.work import Actor, Work
from engine.errors import Refusal

OVERSIGHT = "oversight"


def must_speak_for(work: Work, actor: Actor, post: str) -> None:
    """Refuses ``stand_in.not_yours`` unless the actor holds the post, oversees all, or is the post that the rules
    let name stand-ins where they name none themselves."""
    organisation = work.jurisdiction.organisation
    names = (organisation.rules.get("unregulated") or {}).get("names_stand_in")
    if actor.post not in (post, names) and not organisation.has_role(actor.post, OVERSIGHT):
        raise Refusal("stand_in.not_yours", post=post, by=actor.post)


def speaks_for(work: Work, actor: Actor, post: str) -> bool:
    """Whether the actor may."""
    try:
        must_speak_for(work, actor, post)
    except Refusal:
        return False
    return True
