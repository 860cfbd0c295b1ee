"""The boxes on the left, first page, with few and with many lines in them and behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import insert, select, text

from bench.place import POSTGRESQL, SQLITE, database
from bench.staff import STARTER, Staff
from bench.tables import Lines, Promise
from engine.model.case import Case, Party, Task
from engine.queries import inbox

BATCH = 2000
OTHER = "乙岗"


def run(quick: bool) -> None:
    """Measures on both databases and prints the table."""
    lines = Lines("Boxes, first page with the counts of all boxes, ms", (
        "database · subject", "page p50", "page p95", "counts p50", "statements"))
    for kind in (SQLITE, POSTGRESQL):
        with database(kind) as url:
            staff = Staff(url)
            case, task = template(staff)
            many = 5_000 if quick else 50_000
            _look(lines, f"{kind} · 100 wait for me", staff, fill(staff, case, task, STARTER, 100), 5)
            fill(staff, case, task, OTHER, many)
            _look(lines, f"{kind} · 105 wait for me, {many:,} for another", staff, fill(staff, case, task, STARTER, 5), 5)
            _look(lines, f"{kind} · 5,000 wait for me", staff, fill(staff, case, task, STARTER, 4_895), 6)
            if not quick:
                _look(lines, f"{kind} · 50,000 wait for me", staff, fill(staff, case, task, STARTER, 45_000), 6)
            ended = 5_000 if quick else 100_000
            fill(staff, case, task, STARTER, ended, ended=True)
            _look(lines, f"{kind} · my ended cases, {ended:,} of them", staff, None, 8, "ended")
            staff.close()
    lines.show()


def _look(lines: Lines, name: str, staff: Staff, _filled: Any, allowed: float, box: str = "waiting") -> None:
    staff.watch.forget()
    who = staff.actor(STARTER)
    for turn in range(23):
        if turn == 3:
            staff.watch.forget()
        with staff.database.reading() as session:
            work = staff.work(session)
            with staff.watch.act("page"):
                inbox.box(work, who, box)
                with staff.watch.act("counts"):
                    inbox.counts(work, who)
    page = staff.watch.times["page"]
    lines.add(name, page.p50(), page.p95(), staff.watch.times["counts"].p50(), page.most(),
              promises=[Promise(round(page.p50(), 2), allowed, " ms")])


def template(staff: Staff) -> tuple[dict[str, Any], dict[str, Any]]:
    """A real case with its one open task, as rows to make many of."""
    number = staff.start("seq5")
    with staff.database.reading() as session:
        case = session.execute(select(Case.__table__).where(Case.id == number)).mappings().one()
        task = session.execute(select(Task.__table__).where(Task.case_id == number)).mappings().one()
    return dict(case), dict(task)


def fill(staff: Staff, case: dict[str, Any], task: dict[str, Any], post: str, number: int, ended: bool = False) -> None:
    """That many cases like the template, each waiting for a post, or ended and started by its holder."""
    with staff.database.writing() as session:
        post_id = staff.work(session).jurisdiction.post_ids[post]
        first = (session.execute(text('SELECT max(id) FROM "case"')).scalar_one()) + 1
        told = {"status": "done", "result": "x"} if ended else {}
        opener = {"opened_person": case["opened_person"] if ended else staff.actor("管理岗").person_id}
        for some in _batches(range(first, first + number)):
            session.execute(insert(Case.__table__), [{**case, **told, **opener, "id": n, "title": f"{case['title']} {n}"} for n in some])
            session.execute(insert(Party.__table__), [{"post_id": post_id, "case_id": n} for n in some])
            if not ended:
                session.execute(insert(Task.__table__), [
                    {**task, "id": f"t{n}", "case_id": n, "post_id": post_id, "asked_post": post} for n in some])
        if staff.database.engine.dialect.name == "postgresql":
            session.execute(text("ANALYZE"))  # as its autovacuum would soon do; SQLite is never told, here as elsewhere


def _batches(numbers: range) -> Iterator[range]:
    for at in range(0, len(numbers), BATCH):
        yield numbers[at : at + BATCH]
