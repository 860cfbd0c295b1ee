"""A diagram drawn on the server from its own coordinates, in BPMN's notation, for screen, print and readers.

No script, no inline style, no style element, no reference to anything outside: colours are presentation
attributes, which a strict content security policy allows; classes (``node``, ``here``, ``done`` …) and ``data-node`` are
there for a page's own stylesheet.  Knows no language: every word comes from the diagram or the caller.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from engine.bpmn.model import Diagram, Node
from engine.bpmn.picture.activities import activity
from engine.bpmn.picture.events import event
from engine.bpmn.picture.extent import extent
from engine.bpmn.picture.flows import edge, flow_name
from engine.bpmn.picture.frames import artifact, lane, pool
from engine.bpmn.picture.gateways import gateway
from engine.bpmn.picture.marks import Mark, mark_of, visible_places
from engine.bpmn.picture.paint import FONT, number, tag

__all__ = ["svg"]


def svg(
    diagram: Diagram,
    *,
    here: Collection[str] = frozenset(),
    done: Collection[str] = frozenset(),
    title: str = "",
    text: str = "",
) -> str:
    """The drawing as one ``<svg>`` element.

    ``here`` and ``done`` are ids of nodes; one inside a closed sub-process marks that. ``title`` (default: the
    diagram's name) and ``text``, which tells in words where the case stands, are for who cannot see the picture.
    """
    here, done = visible_places(diagram, here), visible_places(diagram, done)
    box = extent(diagram)
    name = f"diagram-{diagram.id}"
    head = tag("title", title or diagram.name or diagram.id, id=f"{name}-title")
    described = {"aria_describedby": f"{name}-text"} if text else {}
    if text:
        head += tag("desc", text, id=f"{name}-text")
    return tag(
        "svg", None, head + "".join(_parts(diagram, here, done)),
        xmlns="http://www.w3.org/2000/svg", class_="diagram", role="img",
        aria_labelledby=f"{name}-title", **described,
        viewBox=" ".join(number(side) for side in (box.x, box.y, box.width, box.height)),
        width=box.width, height=box.height, font_family=FONT, font_size=13,
    )


def _parts(diagram: Diagram, here: frozenset[str], done: frozenset[str]) -> Iterator[str]:
    for found in diagram.pools:
        yield pool(diagram, found)
    for found in diagram.lanes:
        yield lane(diagram, found)
    marked = [(node, mark_of(node.id, here, done)) for node in _outer_first(diagram)]
    opened = [(n, m) for n, m in marked if n.kind == "subProcess" and diagram.shapes[n.id].expanded]
    yield from (_node(diagram, node, mark) for node, mark in opened)
    yield from (artifact(diagram, found) for found in diagram.artifacts.values())
    yield from (edge(diagram, name) for name in diagram.edges)
    later = [pair for pair in marked if pair not in opened]
    yield from (_node(diagram, node, mark) for node, mark in later if node.kind != "boundaryEvent")
    yield from (_node(diagram, node, mark) for node, mark in later if node.kind == "boundaryEvent")
    yield from (flow_name(diagram, name) for name in diagram.edges)


def _outer_first(diagram: Diagram) -> list[Node]:
    def depth(node: Node) -> int:
        level, found = node.level, 0
        while level is not None:
            level, found = diagram.levels.get(level), found + 1
        return found

    return sorted((n for n in diagram.nodes.values() if n.id in diagram.shapes), key=depth)


def _node(diagram: Diagram, node: Node, mark: Mark) -> str:
    bounds = diagram.shapes[node.id]
    if node.kind.endswith("Event"):
        inside = event(node, bounds, mark)
    elif node.kind.endswith("Gateway"):
        inside = gateway(node, bounds, mark)
    else:
        inside = activity(node, bounds, mark)
    classes = " ".join(filter(None, ("node", node.kind, mark.word)))
    current = {"aria_current": "step"} if mark.here else {}
    return tag("g", None, tag("title", node.name or node.id) + inside, class_=classes, data_node=node.id, **current)
