"""Times of acts, kept by name: wall time, the thread's own processor time, statements sent to the database."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import quantiles


@dataclass
class Times:
    """Every measurement of one act, in milliseconds; ``statements`` as the database was sent them."""

    wall: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)

    def p50(self) -> float:
        """The median wall time."""
        return percentile(self.wall, 50)

    def p95(self) -> float:
        """The wall time that 95 of 100 stay below."""
        return percentile(self.wall, 95)

    def p50_own(self) -> float:
        """The median of the processor time that this thread itself used: no disk, no other process."""
        return percentile(self.own, 50)

    def most(self) -> int:
        """The most statements that any of the acts sent."""
        return max(self.statements, default=0)


class Watch:
    """Takes times; ``counter`` tells how many statements were sent so far."""

    def __init__(self, counter: Callable[[], int] = lambda: 0) -> None:
        self.counter = counter
        self.times: dict[str, Times] = defaultdict(Times)

    @contextmanager
    def act(self, name: str) -> Iterator[None]:
        """Measures what happens inside, once, under a name."""
        sent, own, wall = self.counter(), time.thread_time(), time.perf_counter()
        yield
        wall, own = time.perf_counter() - wall, time.thread_time() - own
        kept = self.times[name]
        kept.wall.append(wall * 1e3)
        kept.own.append(own * 1e3)
        kept.statements.append(self.counter() - sent)

    def forget(self) -> None:
        """Begins anew: what was measured so far was only for warming up."""
        self.times.clear()


def percentile(values: list[float], percent: int) -> float:
    """That percentile; 0 where nothing was measured."""
    if len(values) < 2:
        return values[0] if values else 0.0
    return quantiles(values, n=100, method="inclusive")[percent - 1]
