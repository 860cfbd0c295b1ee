"""When a join opens: one rule for the net and for the carrier, so that what is proved is what runs.

BPMN 2.0.2, 13.4.1 and 13.4.3.
"""

from __future__ import annotations

from collections.abc import Callable, Set


def parallel_opens(inputs: Set[str], arrived: Set[str]) -> bool:
    """A parallel join opens when each of its inputs holds a token."""
    return arrived >= inputs


def inclusive_opens(inputs: Set[str], arrived: Set[str], others: Set[str], upstream: Callable[[Set[str]], Set[str]]) -> bool:
    """An inclusive join opens when no token elsewhere can reach an empty input, unless it can reach a full one, too.

    ``others`` are the nodes at which other tokens of the level stand; ``upstream(nodes)`` gives these nodes and
    all from which they can be reached without going through the join.
    """
    empty = inputs - arrived
    if not empty or not others:
        return True
    return not (others & (upstream(empty) - upstream(arrived)))
