"""Acts in this process, beside their floor in the same run: start, open, complete, side by side; bytes kept."""

from __future__ import annotations

import threading
import time
from itertools import islice

from bench import floor
from bench.kept import size
from bench.place import POSTGRESQL, SQLITE, database, empty
from bench.staff import Staff
from bench.tables import Lines, Promise
from bench.timing import Times, Watch, percentile

PROCEDURES = ("seq5", "appr30")
KEPT = {"seq5": 10.0, "appr30": 20.0}
"""Kilobytes that a finished case may take."""


def run(quick: bool) -> None:
    """Measures on both databases and prints the tables."""
    acts = Lines("Acts in this process, ms (own: processor time of this thread alone)", (
        "database · procedure · act", "p50", "p95", "own p50", "statements", "floor p50", "floor own", "ours ÷ floor"))
    more = Lines("Side by side, and what is kept", ("database · subject", "measured"))
    for kind in (SQLITE, POSTGRESQL):
        for procedure in PROCEDURES:
            with database(kind) as url, empty(kind) as base:
                staff = Staff(url)
                _acts(acts, f"{kind} · {procedure}", staff, procedure, base, 60 if quick else 250)
                if procedure == "appr30":
                    _together(more, kind, staff, 5 if quick else 20)
                _kept(more, kind, staff, procedure, 40 if quick else 150)
                staff.close()
    acts.show()
    more.show()


def _acts(lines: Lines, name: str, staff: Staff, procedure: str, base: str, number: int) -> None:
    ours, least, watch = staff.cases(procedure), floor.cases(base, procedure, under := Watch()), staff.watch
    for _ in islice(zip(ours, least), 30):
        pass
    watch.forget()
    under.forget()
    for _ in islice(zip(ours, least), number):
        pass
    least.close()
    for act in ("start", "open", "complete"):
        lines.add(f"{name} · {act}", *_told(watch.times[act], under.times.get(act)),
                  promises=_promises(act, watch.times[act], under.times.get(act)))


def _told(ours: Times, least: Times | None) -> list[object]:
    told: list[object] = [ours.p50(), ours.p95(), ours.p50_own(), ours.most()]
    return told + ([least.p50(), least.p50_own(), f"{ours.p50() / least.p50():.1f}x"] if least else ["", "", ""])


def _promises(act: str, ours: Times, least: Times | None) -> list[Promise]:
    if act == "complete" and least:
        return [Promise(round(ours.p50() / least.p50(), 2), 2, "x"), Promise(ours.most(), 12, " statements")]
    return [Promise(ours.most(), 10, " statements")] if act == "open" else []


def at_the_split(staff: Staff) -> list[tuple[str, str]]:
    """A case of appr30 driven to where three branches wait at once: their tasks and posts."""
    case = staff.start("appr30")
    while len(waiting := staff.waiting(case)) < 3:
        staff.complete(*waiting[0])
    return waiting


def _together(lines: Lines, kind: str, staff: Staff, rounds: int) -> None:
    """Three people hand in the three branches of one case at the same moment."""
    took = []
    for _ in range(rounds):
        barrier, done = threading.Barrier(4), []

        def hand_in(task: str, post: str, barrier: threading.Barrier = barrier, done: list[float] = done) -> None:
            barrier.wait()
            staff.complete(task, post)
            done.append(time.perf_counter())

        people = [threading.Thread(target=hand_in, args=one) for one in at_the_split(staff)]
        for person in people:
            person.start()
        begun = time.perf_counter()
        barrier.wait()
        for person in people:
            person.join()
        took.append((max(done) - begun) * 1e3)
        if len(done) != 3:
            raise RuntimeError("a branch that was handed in is missing")
    last = percentile(took, 50)
    lines.add(f"{kind} · three branches of one case at once, last one done, ms p50", last, promises=[Promise(last, 40, " ms")])


def _kept(lines: Lines, kind: str, staff: Staff, procedure: str, cases: int) -> None:
    staff.finish(procedure, 1)
    before = size(staff.database)
    staff.finish(procedure, cases)
    kilobytes = (size(staff.database) - before) / cases / 1024
    lines.add(f"{kind} · kept per finished case of {procedure}, kB", kilobytes,
              promises=[Promise(round(kilobytes, 1), KEPT[procedure], " kB")])
