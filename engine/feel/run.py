"""One evaluation under way: its clock, its strictness, and what it may still spend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import EvaluationError


@dataclass(frozen=True)
class Budget:
    """How much one evaluation may do: steps (turns of loops, calls, values touched), list entries, characters."""

    steps: int = 100_000
    entries: int = 50_000
    characters: int = 200_000


ORDINARY = Budget()


class Run:
    """What every closure of one evaluation shares; ``now`` is the caller's clock, the system's is never read."""

    __slots__ = ("now", "strict", "budget", "steps", "hits")

    def __init__(self, now: dt.datetime, strict: bool = True, budget: Budget | None = None) -> None:
        self.now = now
        self.strict = strict
        self.budget = budget or ORDINARY
        self.steps = self.budget.steps
        self.hits: list[Any] = []

    def spend(self, steps: int = 1, position: int = 0) -> None:
        """Count work; raises EvaluationError when nothing is left."""
        self.steps -= steps
        if self.steps < 0:
            raise EvaluationError("feel.budget.steps", position, limit=self.budget.steps)

    def entries(self, count: int, position: int = 0) -> None:
        """Refuse a list of more entries than allowed, before it is built; counts them as work."""
        if count > self.budget.entries:
            raise EvaluationError("feel.budget.entries", position, limit=self.budget.entries)
        self.spend(count, position)

    def characters(self, count: int, position: int = 0) -> None:
        """Refuse a text longer than allowed; counts it as work."""
        if count > self.budget.characters:
            raise EvaluationError("feel.budget.characters", position, limit=self.budget.characters)
        self.spend(count >> 4, position)

    def fail(self, code: str, position: int, **facts: Any) -> None:
        """A value that cannot be had: raises when strict, else the standard's null."""
        if self.strict:
            raise EvaluationError(code, position, **facts)


class Frame:
    """The names visible at one place: its own, then those around it; ``values`` of the outermost is the scope."""

    __slots__ = ("values", "up", "run")

    def __init__(self, values: Mapping[str, Any], up: Frame | None, run: Run) -> None:
        self.values = values
        self.up = up
        self.run = run
