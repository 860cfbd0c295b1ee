"""The product as it is served, asked over the wire: the interface for programs and the pages, two workers, real sign-ins."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from itertools import islice
from queue import Empty, SimpleQueue
from typing import Any

from bench import floor
from bench.client import Browser, Program
from bench.in_process import PROCEDURES, at_the_split
from bench.inboxes import fill, template
from bench.place import POSTGRESQL, SQLITE, database, empty
from bench.site import Site, serve
from bench.staff import STARTER, Staff
from bench.tables import Lines, Promise
from bench.timing import Watch, percentile
from engine.actions.tokens import make_token
from engine.model.account import Account

POSTS = ("甲岗", "乙岗", "丙岗")
SLOWEST = {"seq5": {"complete": 4, "start": 8}, "appr30": {"complete": 5, "start": 8}}
"""Milliseconds that an act may take at the median, by procedure."""
PEER = {SQLITE: 20, POSTGRESQL: 23}
"""Tasks of seq5 that the peer completes a second with four clients."""
Waiting = list[tuple[str, str]]


def run(quick: bool) -> None:
    """Measures on both databases and prints the tables."""
    acts = Lines("Acts over HTTP, ms", ("database · procedure · by · act", "p50", "p95", "floor p50", "ours ÷ floor"))
    more = Lines("Over HTTP, two workers", ("database · subject", "measured"))
    for kind in (SQLITE, POSTGRESQL):
        with database(kind) as url, empty(kind) as base:
            staff = Staff(url)
            keys = {post: key(staff, post) for post in POSTS}
            with serve(url) as site:
                for procedure in PROCEDURES:
                    _acts(acts, kind, procedure, staff, site, keys, base, 12 if quick else 40)
                _throughput(more, kind, staff, site, keys, base, 60 if quick else 200)
                _together(more, kind, staff, site, keys, 5 if quick else 20)
                _boxes(more, kind, staff, site, keys, quick)
                memory = max(site.memory())
                more.add(f"{kind} · memory of a worker, MB", memory, promises=[Promise(round(memory), 130, " MB")])
                more.add(f"{kind} · cold start to first page, s", site.cold, promises=[Promise(round(site.cold, 1), 1.5, " s")])
            staff.close()
    acts.show()
    more.show()


def key(staff: Staff, post: str) -> str:
    """A key for whoever holds a post."""
    with staff.database.writing() as session:
        account = Account(person_id=staff.actor(post).person_id, login=f"bench-{post}", password="")
        session.add(account)
        session.flush()
        return make_token(staff.work(session), account.id, post, "bench")


def typed(staff: Staff, procedure: str) -> dict[str, dict[str, Any]]:
    """The sample answers of every form of a procedure as text, by the name of its step; the start form's under ""."""
    found: dict[str, dict[str, Any]] = {}
    with staff.database.reading() as session:
        work = staff.work(session)
        compiled = next(c for c in (work.compiled(*one) for one in _versions(session)) if c.main == procedure)
        main = compiled.procedures[procedure]
        for name, form in [("", main.start_form), *((n, main.form_of(node)) for n, node in main.steps.items())]:
            answers = form.samples({}, work.now, {}) if form else {}
            found[name] = {field: work.jurisdiction.writing.text(value) for field, value in answers.items()}
    return found


def _versions(session: Any) -> list[tuple[int, str]]:
    from sqlalchemy import select

    from engine.model.version import Version

    return [(one, told) for one, told in session.execute(select(Version.id, Version.hash))]


def _acts(
    lines: Lines, kind: str, procedure: str, staff: Staff, site: Site, keys: dict[str, str], base: str, cases: int
) -> None:
    """Cases one after another, first by programs and then on the pages, the floor in between."""
    answers, under = typed(staff, procedure), Watch()
    least = floor.cases(base, procedure, under)
    for by, make in (("interface", lambda p: Program(site.port, keys[p])), ("pages", lambda p: Browser(site.port, p))):
        people, watch = {post: make(post) for post in POSTS}, Watch()
        deque(_whole(procedure, staff, people, answers, watch, 3, iter(())), 0)
        watch.forget()
        deque(_whole(procedure, staff, people, answers, watch, cases if by == "interface" else cases // 2, least), 0)
        for act in ("start", "open", "complete"):
            ours, low = watch.times[act], under.times.get(act)
            ratio = ours.p50() / low.p50() if low else 0.0
            promises = [Promise(round(ours.p50(), 1), most, " ms")] if (most := SLOWEST[procedure].get(act)) else []
            promises += [Promise(round(ratio, 2), 3, "x")] if act == "complete" else []
            lines.add(f"{kind} · {procedure} · {by} · {act}", ours.p50(), ours.p95(), low.p50() if low else "",
                      f"{ratio:.1f}x" if low else "", promises=promises)
        for person in people.values():
            person.close()
    least.close()


def _whole(
    procedure: str, staff: Staff, people: dict[str, Any], answers: dict[str, dict[str, Any]], watch: Watch, cases: int,
    between: Iterator[Any],
) -> Iterator[None]:
    """Whole cases; which tasks wait is looked up beside the server, unmeasured."""
    for _ in range(cases):
        before, carried = staff.newest(), people[STARTER].ready(procedure)
        with watch.act("start"):
            people[STARTER].start(procedure, {**carried, **answers[""]})
        case = staff.newest()
        if case == before:
            raise RuntimeError("no case was started")
        while waiting := staff.waiting(case, names=True):
            task, post, step = waiting[0]
            with watch.act("open"):
                people[post].open(task)
            with watch.act("complete"):
                people[post].complete(task, answers[step])
            next(between, None)
            yield


def _throughput(
    lines: Lines, kind: str, staff: Staff, site: Site, keys: dict[str, str], base: str, cases: int
) -> None:
    """Tasks of seq5 completed a second with one and four clients, beside the floor in one process."""
    answers = typed(staff, "seq5")
    least = floor.cases(base, "seq5", Watch())
    begun = time.perf_counter()
    done = sum(act == "complete" for act in islice(least, cases * 2))
    lowest = done / (time.perf_counter() - begun)
    least.close()
    lines.add(f"{kind} · floor, tasks a second, one process", lowest)
    for clients in (1, 4):
        starter = Program(site.port, keys[STARTER])
        numbers = [starter.start("seq5", answers[""]) for _ in range(cases if clients > 1 else cases // 2)]
        took, done = 0.0, 0
        while waiting := [one for number in numbers for one in staff.waiting(number, names=True)]:
            took += _drain(waiting, clients, lambda: {post: Program(site.port, keys[post]) for post in POSTS}, answers)
            done += len(waiting)
        each = done / took
        promises = [Promise(round(each), 10 * PEER[kind], "/s", least=True),
                    Promise(round(each / lowest, 2), 0.4, " of the floor", least=True)] if clients == 4 else []
        lines.add(f"{kind} · tasks of seq5 a second, {clients} client{'s' if clients > 1 else ''}", each, promises=promises)
        starter.close()


def _drain(
    waiting: list[tuple[str, ...]], clients: int, connect: Callable[[], dict[str, Program]], answers: dict[str, dict[str, Any]]
) -> float:
    """Completes what waits by so many clients at once; seconds from the first to the last."""
    queue: SimpleQueue[tuple[str, ...]] = SimpleQueue()
    for one in waiting:
        queue.put(one)
    barrier, wrong = threading.Barrier(clients + 1), []

    def work() -> None:
        people = connect()
        barrier.wait()
        try:
            while True:
                task, post, step = queue.get_nowait()
                people[post].complete(task, answers[step])
        except Empty:
            pass
        except Exception as error:  # told to whoever waits for the thread
            wrong.append(error)
        for person in people.values():
            person.close()

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    barrier.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return time.perf_counter() - begun


def _together(lines: Lines, kind: str, staff: Staff, site: Site, keys: dict[str, str], rounds: int) -> None:
    """The three branches of one case of appr30 handed in at the same moment."""
    answers, took = typed(staff, "appr30"), []
    for _ in range(rounds):
        tasks = {task for task, _ in at_the_split(staff)}
        waiting = [one for one in staff.waiting(staff.newest(), names=True) if one[0] in tasks]
        took.append(_drain(waiting, 3, lambda: {post: Program(site.port, keys[post]) for post in POSTS}, answers) * 1e3)
    last = percentile(took, 50)
    lines.add(f"{kind} · three branches of one case at once, last one done, ms p50", last, promises=[Promise(round(last), 40, " ms")])


def _boxes(lines: Lines, kind: str, staff: Staff, site: Site, keys: dict[str, str], quick: bool) -> None:
    """The first page of what waits, by program and on the page."""
    case, task = template(staff)
    program, browser, waits = Program(site.port, keys[STARTER]), Browser(site.port, STARTER), 0
    for number, allowed in ((100, 5), (5_000, 6)):
        fill(staff, case, task, STARTER, number - waits)
        waits, took = number, defaultdict(list)
        for _ in range(10 if quick else 30):
            for by, one in (("interface", program), ("page", browser)):
                begun = time.perf_counter()
                one.box()
                took[by].append((time.perf_counter() - begun) * 1e3)
        for by, times in took.items():
            median = percentile(times, 50)
            lines.add(f"{kind} · {number:,} wait for me, first page, {by}, ms p50", median,
                      promises=[Promise(round(median, 1), allowed, " ms")])
    program.close()
    browser.close()
