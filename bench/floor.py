"""The least an act can cost: one move of tokens from bytes to bytes, and one durable transaction in plain SQL.

The transaction locks the case, closes a task, opens the next ones, adds an entry and stores the state.  There are no
rights, no form, no deadline and no record that could be checked: ours is measured as a multiple of this.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import Any

from bench.place import MODELS, POSTGRESQL, SQLITE, empty
from bench.tables import Lines
from bench.timing import Watch
from engine.rulebook.compiled import compile_bundle
from engine.rulebook.load import load_bundle, load_jurisdiction
from engine.spiff import Move, Spec, complete, start

TABLES = (
    'CREATE TABLE "case" (id INTEGER PRIMARY KEY, state {bytes} NOT NULL, entries INTEGER NOT NULL)',
    "CREATE TABLE task (id TEXT PRIMARY KEY, case_id INTEGER NOT NULL, node TEXT NOT NULL, post INTEGER NOT NULL, "
    "status TEXT NOT NULL, opened_at TEXT NOT NULL, done_at TEXT)",
    "CREATE INDEX task_box ON task (post, status)",
    "CREATE TABLE entry (case_id INTEGER NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, "
    "task TEXT NOT NULL, answers TEXT NOT NULL, PRIMARY KEY (case_id, number))",
)
ANSWERS = json.dumps({"opinion": "agreed", "note": "x" * 40})


class Agreeing:
    """A host that costs nothing: every condition that asks for consent is true, the others are not."""

    def opened(self, frames: Any) -> None:
        """Keeps no scope."""

    def evaluate(self, frames: Any, text: str) -> Any:
        """Goes the straight way through appr30."""
        return text.endswith('"同意"')

    def evaluate_timer(self, frames: Any, text: str) -> dt.datetime:
        """A moment that never comes."""
        return dt.datetime.max.replace(tzinfo=dt.UTC)

    def decide(self, frames: Any, node_id: str) -> None:
        """Decides nothing."""

    def perform(self, frames: Any, node_id: str, task_id: str) -> None:
        """Does nothing."""

    def now(self) -> dt.datetime:
        """The machine's clock."""
        return dt.datetime.now(dt.UTC)


class Plain:
    """Plain SQL on either database, one connection, statements spelt once."""

    def __init__(self, url: str) -> None:
        self.sqlite = url.startswith("sqlite")
        if self.sqlite:
            self.connection: Any = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL"):
                self.connection.execute(f"PRAGMA {pragma}")
        else:
            import psycopg

            self.connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
        self.begin = "BEGIN IMMEDIATE" if self.sqlite else "BEGIN"
        self.lock = "" if self.sqlite else " FOR UPDATE"
        for name in ("task", "entry", '"case"'):
            self.run(f"DROP TABLE IF EXISTS {name}")
        for table in TABLES:
            self.run(table.format(bytes="BLOB" if self.sqlite else "BYTEA"))

    def run(self, text: str, *values: Any) -> Any:
        """One statement; ``?`` stands for a value on both."""
        return self.connection.execute(text if self.sqlite else text.replace("?", "%s"), values)

    def close(self) -> None:
        """Gives the connection back."""
        self.connection.close()


def spec_of(procedure: str) -> Spec:
    """The compiled spec of one of the yardstick's procedures."""
    return compile_bundle(load_bundle(MODELS, procedure), load_jurisdiction(MODELS)).spec


def moves(procedure: str, watch: Watch) -> Iterator[None]:
    """Case after case, tokens alone, one completed step between two values given back; times under ``tokens``."""
    spec, host = spec_of(procedure), Agreeing()
    while True:
        move = start(spec, host)
        waiting = [step.task_id for step in move.opened]
        while waiting:
            task = waiting.pop(0)
            with watch.act("tokens"):
                move = complete(spec, move.state, host, task)
            waiting += [step.task_id for step in move.opened]
            yield


def cases(url: str, procedure: str, watch: Watch) -> Iterator[str]:
    """Case after case, one act between two values given back (its name, as it is kept in ``watch``)."""
    plain, spec, host, number = Plain(url), spec_of(procedure), Agreeing(), 0
    try:
        while True:
            number += 1
            with watch.act("start"):
                waiting = _start(plain, spec, host, number)
            yield "start"
            while waiting:
                task = waiting.pop(0)
                with watch.act("complete"):
                    waiting += _complete(plain, spec, host, number, task)
                yield "complete"
    finally:
        plain.close()


def _start(plain: Plain, spec: Spec, host: Agreeing, case: int) -> list[str]:
    plain.run(plain.begin)
    move = start(spec, host)
    plain.run('INSERT INTO "case" (id, state, entries) VALUES (?, ?, 1)', case, move.state)
    opened = _follow(plain, move, case, 1, "open", "")
    plain.run("COMMIT")
    return opened


def _complete(plain: Plain, spec: Spec, host: Agreeing, case: int, task: str) -> list[str]:
    plain.run(plain.begin)
    query = f'SELECT state, entries FROM "case" WHERE id = ?{plain.lock}'
    state, entries = plain.run(query, case).fetchone()
    move = complete(spec, bytes(state), host, task)
    plain.run("UPDATE task SET status = 'done', done_at = ? WHERE id = ?", host.now().isoformat(), task)
    opened = _follow(plain, move, case, entries + 1, "complete", task)
    plain.run('UPDATE "case" SET state = ?, entries = ? WHERE id = ?', move.state, entries + 1, case)
    plain.run("COMMIT")
    return opened


def _follow(plain: Plain, move: Move, case: int, number: int, kind: str, task: str) -> list[str]:
    now = plain_now()
    for step in move.opened:
        plain.run("INSERT INTO task (id, case_id, node, post, status, opened_at) VALUES (?, ?, ?, 1, 'open', ?)",
                  step.task_id, case, step.node_id, now)
    plain.run("INSERT INTO entry (case_id, number, at, kind, task, answers) VALUES (?, ?, ?, ?, ?, ?)",
              case, number, now, kind, task, ANSWERS)
    return [step.task_id for step in move.opened]


def plain_now() -> str:
    """The moment as text."""
    return dt.datetime.now(dt.UTC).isoformat()


def run(quick: bool) -> None:
    """Measures the floor by itself, tokens and transaction apart, and prints it."""
    lines = Lines("The floor, ms", ("database · procedure", "tokens p50", "start p50", "complete p50", "complete p95", "own p50"))
    for kind in (SQLITE, POSTGRESQL):
        for procedure in ("seq5", "appr30"):
            with empty(kind) as url:
                watch = Watch()
                for _ in islice(zip(cases(url, procedure, watch), moves(procedure, watch)), 60 if quick else 300):
                    pass
                done = watch.times["complete"]
                lines.add(f"{kind} · {procedure}", watch.times["tokens"].p50(), watch.times["start"].p50(),
                          done.p50(), done.p95(), done.p50_own())
    lines.show()
