"""Whoever runs a case: the carrier asks it for every value, and tells it of every scope before anything reads it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from engine.spiff.move import Frame

Frames = tuple[Frame, ...]


class Host(Protocol):
    """Bound to the facts of one case for the time of one act.  ``frames`` are outermost first, () is the case."""

    def opened(self, frames: Frames) -> None:
        """A token entered a scope: ``frames[-1]`` is new and still empty; called before any node inside it runs."""

    def evaluate(self, frames: Frames, text: str) -> Any:
        """The value of an author's expression in that scope; ``text`` comes without a leading "="."""

    def evaluate_timer(self, frames: Frames, text: str) -> datetime:
        """The aware moment at which a timer drawn as ``text`` is due, counted from now."""

    def decide(self, frames: Frames, node_id: str) -> None:
        """Run the decision of a business rule task and keep its result in the scope."""

    def perform(self, frames: Frames, node_id: str, task_id: str) -> None:
        """Do the work of a service task; what is slow is only ordered here."""

    def now(self) -> datetime:
        """The case's clock, aware."""
