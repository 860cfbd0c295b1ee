"""A process that dies before any statement of an act leaves the case before it or after it, nothing between."""

import os

import pytest
from sqlalchemy import event

from engine.queries.record_chain import verify
from tests.engine.actions.test_complete_task import ALL
from tests.engine.actions.test_rebuild import same
from tests.play import Play

MOST = 80
"""More statements than any act has."""


def attempt(url: str, moment, act, k: int) -> bool:
    """Runs an act in a process of its own that is killed before its k-th statement; whether it got through."""
    child = os.fork()
    if child == 0:
        mortal = Play(url, moment)
        seen = iter(range(1, MOST))

        def count(*_):
            if next(seen) == k:
                os._exit(9)

        event.listen(mortal.database.engine, "before_cursor_execute", count)
        event.listen(mortal.database.engine, "commit", count)
        try:
            act(mortal)
        except BaseException:
            os._exit(3)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 9), "the act failed by itself"
    return code == 0


def states(play, case):
    """What may be seen of a case: open steps, the length of the record, rows beside it."""
    with play.looking() as work:
        assert list(verify(work.session, {})) == []
    assert same(play, case)
    return play.open_steps(case), len(play.entries(case))


@pytest.mark.parametrize(("before", "act", "after"), [
    pytest.param(ALL, lambda p: p.do(1, "Surveyor", "Survey"), ALL[:3], id="complete"),
    pytest.param(ALL, lambda p: p.do(1, "Head of Works", "Hear", view="against"), [ALL[2], ALL[3]], id="complete-and-interrupt"),
])
def test_complete(play, databases, permit, before, act, after):
    assert permit == 1
    play.database.engine.dispose()
    for k in range(1, MOST):
        play.database.engine.dispose(close=False)
        through = attempt(play.database.url, play.moment, act, k)
        expected = (after, 2) if through else (before, 1)
        assert states(play, permit) == expected, f"killed before statement {k}"
        if through:
            break
    assert 5 < k < MOST, "no statement was ever counted"


def test_open(play):
    play.database.engine.dispose()
    for k in range(1, MOST):
        through = attempt(play.database.url, play.moment, lambda p: p.open("Clerk of Fisheries", "harbour-permit"), k)
        with play.looking() as work:
            from sqlalchemy import func, select

            from engine.model.case import Case, Task
            from engine.model.entry import Entry

            rows = [work.session.scalar(select(func.count()).select_from(t)) for t in (Case, Task, Entry)]
        assert rows == ([1, 4, 1] if through else [0, 0, 0]), f"killed before statement {k}"
        if through:
            break
    assert 5 < k < MOST
