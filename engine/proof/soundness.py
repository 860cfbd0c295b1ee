"""What is wrong with the structure of a drawing, whatever its values: said at import, before anybody is stuck in it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn import Diagram
from engine.errors import Finding, Refusal
from engine.proof.markings import doubled, soon_doubled, stuck
from engine.proof.net import Net, Place, node_of

LARGE = 60
"""Nodes of a level from which on a fault near its start is told without judging the rest: that can take seconds."""


def check(diagram: Diagram) -> list[Finding]:
    """Findings on every level: places that can hold two tokens, joins that can wait for ever, and a level too entangled
    to tell (all errors: what cannot be judged is not released).

    Values are left open, so a drawing that is sound only because two choices always agree is found, too.
    """
    return [finding for level in diagram.levels for finding in _level(diagram, Net.of(diagram, level))]


def _level(diagram: Diagram, net: Net) -> Iterator[Finding]:
    early = soon_doubled(net) if len(net.nodes) > LARGE else frozenset()
    if early:
        yield from (_finding("proof.two_tokens", diagram, net, place) for place in sorted(early, key=str))
        return
    try:
        for place in sorted(doubled(net), key=str):
            yield _finding("proof.two_tokens", diagram, net, place)
        for join in sorted(stuck(net)):
            yield _finding("proof.stuck", diagram, net, join)
    except Refusal as wide:
        yield Finding(wide.code, "error", diagram.file, net.level, wide.facts)


def _finding(code: str, diagram: Diagram, net: Net, place: Place) -> Finding:
    node = net.nodes[node_of(place)]
    return Finding(code, "error", diagram.file, node.id, {"name": node.name or node.id})
