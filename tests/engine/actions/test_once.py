"""An act that carries a key of its own is done, once, and its answer is remembered."""

from __future__ import annotations

import threading

from sqlalchemy import func, select

from engine.actions.once import once
from engine.model.once import Once
from engine.worker.loop import Worker
from tests.play import Play


def test_the_act_is_done_and_a_retry_gets_its_answer(play: Play) -> None:
    done: list[int] = []

    def act() -> dict[str, int]:
        done.append(1)
        return {"number": len(done)}

    answers = []
    for _ in range(2):
        with play.acting() as work:
            answers.append(once(work, play.actor(work, "Clerk of Harbour Office"), "key", act))
    assert answers == [{"number": 1}] * 2 and len(done) == 1


def test_what_failed_is_not_remembered(play: Play) -> None:
    def fail() -> None:
        raise ValueError

    with play.acting() as work:
        who = play.actor(work, "Clerk of Harbour Office")
    try:
        with play.acting() as work:
            once(work, who, "key", fail)
    except ValueError:
        pass
    with play.acting() as work:
        assert once(work, who, "key", lambda: "done") == "done"


def test_keys_belong_to_their_person(play: Play) -> None:
    for post in ("Clerk of Harbour Office", "Surveyor"):
        with play.acting() as work:
            assert once(work, play.actor(work, post), "key", lambda post=post: post) == post


def test_the_worker_forgets_answers_after_two_days_and_not_before(play: Play) -> None:
    def kept() -> int:
        with play.looking() as work:
            return work.session.scalar(select(func.count()).select_from(Once)) or 0

    with play.acting() as work:
        once(work, play.actor(work, "Clerk of Harbour Office"), "key", lambda: 1)
    worker = Worker(play.database, play.clock, play.office)
    play.later(days=1)
    worker.tidy()
    assert kept() == 1
    play.later(days=2)
    worker.tidy()
    assert kept() == 0


def test_a_running_worker_tidies_up(play: Play) -> None:
    with play.acting() as work:
        once(work, play.actor(work, "Clerk of Harbour Office"), "key", lambda: 1)
    play.later(days=3)

    class Rested(threading.Event):
        """Stops the worker at its first rest."""

        def wait(self, timeout: float | None = None) -> bool:
            self.set()
            return True

    Worker(play.database, play.clock, play.office).run(Rested())
    with play.looking() as work:
        assert not work.session.scalar(select(func.count()).select_from(Once))
