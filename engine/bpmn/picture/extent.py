"""How much room a drawing takes."""

from __future__ import annotations

from collections.abc import Iterator

from engine.bpmn.model import Bounds, Diagram, Point

MARGIN = 20.0
LABEL = 36.0
"""Room below a shape whose label has no box of its own."""
SMALLEST = Bounds(0, 0, 200, 60)


def extent(diagram: Diagram) -> Bounds:
    """The box around everything drawn, with a margin; a small empty one when nothing is."""
    points = list(_points(diagram))
    if not points:
        return SMALLEST
    left, top = min(x for x, _ in points) - MARGIN, min(y for _, y in points) - MARGIN
    right, bottom = max(x for x, _ in points) + MARGIN, max(y for _, y in points) + MARGIN
    return Bounds(left, top, right - left, bottom - top)


def _points(diagram: Diagram) -> Iterator[Point]:
    for name, bounds in diagram.shapes.items():
        node = diagram.nodes.get(name)
        below = LABEL if node is not None and node.name and bounds.label is None and bounds.height < 60 else 0.0
        yield from _corners(bounds, below)
        if bounds.label is not None:
            yield from _corners(bounds.label, 0.0)
    for way in diagram.edges.values():
        yield from way
    for label in diagram.edge_labels.values():
        yield from _corners(label, 0.0)


def _corners(bounds: Bounds, below: float) -> Iterator[Point]:
    yield bounds.x, bounds.y
    yield bounds.x + bounds.width, bounds.y + bounds.height + below
