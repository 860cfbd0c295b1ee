"""An act that carries a key of its own is done, once, and its answer is remembered."""

from __future__ import annotations

from engine.actions.once import once
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
