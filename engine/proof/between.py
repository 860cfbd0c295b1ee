"""The nodes that lie between two places of a level: what a send-back undoes."""

from __future__ import annotations

from collections.abc import Iterable

from engine.proof.net import Net


def between(net: Net, target: str, ends: Iterable[str]) -> frozenset[str]:
    """Nodes on a way from ``target`` to any of ``ends`` that does not come by ``target`` again, both included."""
    before: dict[str, set[str]] = {}
    ahead, todo = {target}, [target]
    while todo:
        name = todo.pop()
        for following in (*net.after[name], *net.events[name]):
            before.setdefault(following, set()).add(name)
            if following not in ahead:
                ahead.add(following)
                todo.append(following)
    found, todo = set(), [end for end in ends if end in ahead]
    while todo:
        name = todo.pop()
        if name in found:
            continue
        found.add(name)
        if name != target:
            todo.extend(before.get(name, ()))
    return frozenset(found | {target})
