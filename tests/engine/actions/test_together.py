"""Several at once: one task is done once, different tasks of one case all succeed, numbers have no gap."""

import threading

from sqlalchemy import select

from engine.actions.complete_task import complete_task
from engine.errors import Refusal
from engine.model.document import Number
from tests.engine.actions.test_complete_task import to_decide


def together(acts):
    """Runs acts at a barrier; their outcomes in order: None, or the refusal."""
    barrier, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index, act):
        barrier.wait()
        try:
            act()
        except Refusal as refusal:
            outcomes[index] = refusal

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def completing(play, task, post):
    def act():
        with play.acting() as work:
            complete_task(work, play.actor(work, post), task, play.reading(work, {}))
    return act


def test_one_task_is_done_once_and_the_others_read_who_was_first(play, permit):
    task = play.task(permit, "Survey").id
    outcomes = together([completing(play, task, "Surveyor")] * 12)
    assert outcomes.count(None) == 1
    assert {r.code for r in outcomes if r} == {"task.closed"} and {r.facts["who"] for r in outcomes if r} == {"Flo Umber"}
    assert [e.step for e in play.entries(permit)].count("Survey") == 1


def test_different_tasks_of_one_case_all_succeed(play, permit):
    posts = [("Survey", "Surveyor"), ("Hear", "Head of Fisheries"), ("Hear", "Head of Works")]
    acts = [completing(play, play.task(permit, step, post).id, post) for step, post in posts]
    assert together(acts) == [None, None, None]
    assert play.open_steps(permit) == [("Notice", "Clerk of Harbour Office")]


def test_numbers_have_no_gap_and_no_double(play):
    cases = [play.open("Clerk of Harbour Office", "harbour-permit", urgent="yes") for _ in range(8)]
    for case in cases:
        to_decide(play, case)
    outcomes = together([completing(play, play.task(case, "Decide").id, "First Bailie") for case in cases])
    assert outcomes == [None] * 8
    with play.looking() as work:
        assert sorted(work.session.scalars(select(Number.serial))) == list(range(1, 9))
