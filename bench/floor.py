"""The floor under a completed task: one move of the tokens and one durable transaction, measured by themselves.

``python -m bench.floor`` prints it for both yardstick models.  Nothing an act does can cost less, so every other
figure is told as a ratio to the sum of the two in the same run (design: at most 2 in-process, 3 over HTTP).
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.bpmn import read
from engine.spiff import Frame, Spec, compile_spec, complete, start, waiting

MODELS = Path(__file__).parent / "models" / "processes"
NAMES = ("seq5", "appr30")
TABLES = """
create table task (id text primary key, case_id text, step text, post text, opened text, closed text, state text);
create index waiting on task (post, closed);
create table entry (id integer primary key, case_id text, task_id text, post text, at text, answers text);
"""


@dataclass(frozen=True)
class Floor:
    """Milliseconds of the median: one move, one transaction, and both; ``state`` is the largest state in bytes."""

    model: str
    move: float
    transaction: float
    state: int

    @property
    def both(self) -> float:
        """What a completed task costs at the very least."""
        return self.move + self.transaction


class Agreeing:
    """A host that costs nothing: every condition that asks for consent is true, the others are not."""

    def opened(self, frames: tuple[Frame, ...]) -> None:
        """Keeps nothing."""

    def evaluate(self, frames: tuple[Frame, ...], text: str) -> Any:
        """Goes the straight way through appr30."""
        return text.endswith('"同意"')

    def evaluate_timer(self, frames: tuple[Frame, ...], text: str) -> datetime:
        """Not asked by these models."""
        return self.now()

    def decide(self, frames: tuple[Frame, ...], node_id: str) -> None:
        """Keeps nothing."""

    def perform(self, frames: tuple[Frame, ...], node_id: str, task_id: str) -> None:
        """Keeps nothing."""

    def now(self) -> datetime:
        """The system's clock."""
        return datetime.now(UTC)


def spec_of(model: str) -> Spec:
    """The Spec of a yardstick model."""
    path = MODELS / model / f"{model}.bpmn"
    diagram = read(path.read_bytes(), path.name)
    return compile_spec({diagram.id: diagram}, diagram.id)


def moves(spec: Spec, cases: int) -> Iterator[tuple[float, int]]:
    """(milliseconds, bytes of the new state) of each completed step of some cases, from bytes to bytes."""
    host = Agreeing()
    for _ in range(cases):
        move = start(spec, host)
        while not move.ended:
            task = waiting(spec, move.state).steps[0].task_id
            begun = time.perf_counter()
            move = complete(spec, move.state, host, task)
            yield (time.perf_counter() - begun) * 1e3, len(move.state)


def transactions(path: Path, times: int) -> Iterator[float]:
    """Milliseconds of one durable SQLite transaction each: a task closed, a task opened, an entry."""
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("pragma journal_mode = wal; pragma synchronous = full;" + TABLES)
    task, now = uuid.uuid4().hex, datetime.now(UTC).isoformat()
    _open(database, task, now)
    for _ in range(times):
        following = uuid.uuid4().hex
        begun = time.perf_counter()
        database.execute("begin immediate")
        database.execute("update task set closed = ?, state = 'completed' where id = ?", (now, task))
        _open(database, following, now)
        database.execute(
            "insert into entry (case_id, task_id, post, at, answers) values (?, ?, ?, ?, ?)",
            ("case", task, "post", now, "{}"),
        )
        database.execute("commit")
        yield (time.perf_counter() - begun) * 1e3
        task = following
    database.close()


def _open(database: sqlite3.Connection, task: str, now: str) -> None:
    database.execute("insert into task values (?, 'case', 'step', 'post', ?, null, 'open')", (task, now))


def transaction_floor(times: int = 300) -> float:
    """Median milliseconds of a durable transaction, on the disk that temporary files are kept on."""
    with tempfile.TemporaryDirectory() as folder:
        return statistics.median(transactions(Path(folder) / "floor.sqlite", times))


def floor(model: str, cases: int = 60, transaction: float | None = None) -> Floor:
    """The floor of a model; a transaction that was measured before in this run need not be measured again."""
    measured = list(moves(spec_of(model), cases))
    took = transaction_floor() if transaction is None else transaction
    return Floor(model, statistics.median(ms for ms, _ in measured), took, max(size for _, size in measured))


def throughput(model: str, seconds: float = 1.0) -> float:
    """Completed tasks a second of one process that does nothing but the floor."""
    spec, done = spec_of(model), 0
    with tempfile.TemporaryDirectory() as folder:
        stored = transactions(Path(folder) / "floor.sqlite", 10**9)
        moved = moves(spec, 10**9)
        begun = time.perf_counter()
        while time.perf_counter() - begun < seconds:
            next(moved), next(stored)
            done += 1
        stored.close()
    return done / seconds


def table(row: Callable[..., str] = "{:<8}{:>10}{:>14}{:>10}{:>10}{:>12}".format) -> str:
    """The floors of both models, to be printed."""
    transaction = transaction_floor()
    lines = [row("model", "move ms", "transaction ms", "both ms", "state B", "tasks/s")]
    for one in (floor(model, transaction=transaction) for model in NAMES):
        figures = (f"{one.move:.3f}", f"{one.transaction:.3f}", f"{one.both:.3f}", one.state)
        lines.append(row(one.model, *figures, f"{throughput(one.model):.0f}"))
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
