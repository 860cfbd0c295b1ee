"""How many statements acts send, which no noise of a machine blurs; and that promises are judged as they are written."""

from __future__ import annotations

from itertools import islice

import pytest

from bench.inboxes import fill, template
from bench.place import SQLITE, database
from bench.staff import STARTER, Staff
from bench.tables import Promise
from engine.queries import inbox


@pytest.fixture(scope="module")
def staff():
    with database(SQLITE) as url:
        made = Staff(url)
        yield made
        made.close()


# Where three branches open at once, SQLite is handed their three terms one by one.
@pytest.mark.parametrize(("procedure", "acts", "complete"), [("seq5", 6, 12), ("appr30", 12, 14)])
def test_an_act_sends_few_statements(staff: Staff, procedure: str, acts: int, complete: int) -> None:
    list(islice(staff.cases(procedure), acts))  # the first case of a procedure loads its Version
    staff.watch.forget()
    list(islice(staff.cases(procedure), acts))
    times = staff.watch.times
    assert times["complete"].most() <= complete and times["open"].most() <= 3 and times["start"].most() <= 13


def test_a_box_takes_four_statements_however_much_is_in_it(staff: Staff) -> None:
    case, task = template(staff)
    fill(staff, case, task, STARTER, 40)
    with staff.database.reading() as session:
        work, who = staff.work(session), staff.actor(STARTER)
        sent = staff.counter.sent
        page = inbox.box(work, who, "waiting")
        assert inbox.counts(work, who)["waiting"] == page.total > 40 and len(page.rows) == 30
    assert staff.counter.sent - sent == 4


@pytest.mark.parametrize(("promise", "met"), [
    (Promise(2.0, 2, "x"), True), (Promise(2.1, 2, "x"), False),
    (Promise(230, 230, "/s", least=True), True), (Promise(229, 230, "/s", least=True), False),
])
def test_a_promise_is_met_or_not(promise: Promise, met: bool) -> None:
    assert promise.met is met and ("not met" in str(promise)) is not met
