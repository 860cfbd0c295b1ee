"""Which places of a level stand side by side: what is another branch of the same split, and no way back."""

from __future__ import annotations

from engine.proof.markings import space
from engine.proof.net import Net, Place


def side_by_side(net: Net, one: Place, other: Place) -> bool:
    """Whether two places may hold tokens at once."""
    return one != other and space(net).together(one, other)
