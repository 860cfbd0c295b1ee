"""How a node shows that the case is there now, or has been: by colour and always by a sign as well."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from engine.bpmn.model import Diagram
from engine.bpmn.picture import paint
from engine.bpmn.picture.paint import line, tag


@dataclass(frozen=True)
class Mark:
    """The colours of a node and the sign on it; ``word`` is its class."""

    word: str = ""
    fill: str = paint.PAPER
    stroke: str = paint.INK
    ink: str = paint.INK
    extra: float = 0.0

    @property
    def here(self) -> bool:
        """Whether the case stands here now."""
        return self.word == "here"


PLAIN = Mark()
DONE = Mark("done", fill=paint.DONE, stroke=paint.DONE_INK)
HERE = Mark("here", fill=paint.BLUE, stroke=paint.BLUE, ink=paint.PAPER, extra=1.5)


def mark_of(node_id: str, here: Collection[str], done: Collection[str]) -> Mark:
    """A node's mark; being there now outweighs having been there."""
    return HERE if node_id in here else DONE if node_id in done else PLAIN


def visible_places(diagram: Diagram, places: Collection[str]) -> frozenset[str]:
    """The nodes that show these places: the outermost closed sub-process around a place, or the node itself."""
    return frozenset(_visible(diagram, place) for place in places if place in diagram.nodes)


def _visible(diagram: Diagram, place: str) -> str:
    shown = place
    level: str | None = diagram.nodes[place].level
    while level in diagram.nodes:
        bounds = diagram.shapes.get(level)
        if bounds is not None and not bounds.expanded:
            shown = level
        level = diagram.levels.get(level)
    return shown


def sign(mark: Mark, right: float, top: float) -> str:
    """The sign at a node's upper right corner: a pin with a pointer for here, a tick for done."""
    if mark.here:
        disc = tag("circle", cx=right, cy=top, r=9, fill=paint.PAPER, stroke=paint.BLUE, stroke_width=2.5)
        pointer = [(right - 3, top - 4.5), (right + 5, top), (right - 3, top + 4.5)]
        return tag("g", None, disc + tag("path", d=line(pointer, True), fill=paint.BLUE), class_="sign")
    if mark.word == "done":
        disc = tag("circle", cx=right, cy=top, r=7, fill=paint.PAPER, stroke=paint.DONE_INK, stroke_width=1.2)
        tick = [(right - 3.5, top), (right - 1, top + 3), (right + 3.5, top - 3)]
        stroke = tag("path", d=line(tick), fill="none", stroke=paint.DONE_INK, stroke_width=1.8)
        return tag("g", None, disc + stroke, class_="sign")
    return ""
