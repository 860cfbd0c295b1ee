"""What a form can read while it is filled in: the facts of its scope, and for which post the person acts."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from engine.actions.hand import Hand
from engine.actions.work import Actor


def form_facts(hand: Hand, who: Actor, scope: str) -> Mapping[str, Any]:
    """The facts seen from a scope, with the acting post under the name that the organisation's data give."""
    acting = hand.work.jurisdiction.told.get("acting_post")
    return ChainMap({acting: who.post} if acting else {}, hand.view(scope))  # type: ignore[arg-type]
