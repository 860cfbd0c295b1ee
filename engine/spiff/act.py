"""The frame of every act: load, let it happen, come to rest, compact, look for life, dump.

After an exception there is nothing to undo: the tokens are thrown away and the bytes stay what they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from SpiffWorkflow.exceptions import SpiffWorkflowException

from engine.errors import Refusal
from engine.spiff import timers
from engine.spiff.bridge import Bridge
from engine.spiff.carrier import Carrier, check_alive, settle
from engine.spiff.compact import compact
from engine.spiff.host import Host
from engine.spiff.look import steps
from engine.spiff.move import Closed, Move, Opened
from engine.spiff.scopes import BODY, owners
from engine.spiff.spec import Spec
from engine.spiff.state import dump, load

AUTOMATIC = 900
"""Automatic steps of one act; well below the depth of 1,000 past which the stock engine finds nothing."""

How = dict[str, str]
"""How the steps that vanish in an act were closed; those not named were interrupted."""


def act(spec: Spec, state: bytes, host: Host, happen: Callable[[Carrier], How], limit: int) -> Move:
    """Let something happen to a case and bring it to rest."""
    top = load(state, spec, Bridge(host, limit))
    before, around = steps(spec, top), owners(top)
    with refusing(limit):
        how = happen(top)
        return rest(spec, top, before, around, how)


@contextmanager
def refusing(limit: int) -> Iterator[None]:
    """Errors of the carrier become refusals; those of the host pass through as they are."""
    try:
        yield
    except SpiffWorkflowException as wrong:
        raise Refusal("spiff.failed", reason=str(wrong)) from wrong
    except RecursionError as wrong:
        raise Refusal("spiff.no_rest", step="", limit=limit) from wrong


def rest(spec: Spec, top: Carrier, before: dict[str, Opened], around: list[str], how: How) -> Move:
    """Bring a case to rest and say what has become of it."""
    bridge = top.script_engine
    settle(top)
    compact(top)
    check_alive(top)
    after, standing = steps(spec, top), set(owners(top))
    return Move(
        state=dump(top),
        opened=tuple(step for id_, step in after.items() if id_ not in before),
        closed=tuple(Closed(id_, how.get(id_, "interrupted")) for id_ in before if id_ not in after),
        left=tuple(id_ for id_ in dict.fromkeys([*around, *bridge.scopes]) if id_ not in standing),
        passed=tuple(node for _, node in bridge.passed),
        passed_in=tuple(spec.procedures[level.removesuffix(BODY)] for level, _ in bridge.passed),
        ended=top.is_completed(),
        end_node=bridge.end_node if top.is_completed() else None,
        wakes_at=min((due for due, *_ in timers.waiting(top)), default=None),
        thrown=tuple(event.event_definition.name or "" for event in top.get_events()),
    )
