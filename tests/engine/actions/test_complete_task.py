"""Completing a step: who may, when, with what; and that a refusal leaves everything as it was."""

import datetime as dt

from sqlalchemy import select

from engine.actions.claim_task import claim_task
from engine.actions.complete_task import complete_task
from engine.errors import Invalid
from engine.model.document import Document, Outgoing
from engine.model.public import Publication
from tests.engine.actions.refusing import refused

ALL = [("Hear", "Head of Fisheries"), ("Hear", "Head of Works"), ("Notice", "Clerk of Harbour Office"), ("Survey", "Surveyor")]


def to_decide(play, case: int) -> None:
    play.do(case, "Surveyor", "Survey")
    play.do(case, "Head of Fisheries", "Hear")
    play.do(case, "Head of Works", "Hear")
    play.later(days=6)
    play.do(case, "Clerk of Harbour Office", "Notice")
    play.do(case, "Head of Harbour Office", "Weigh")


def test_the_way_from_start_to_end(play, permit):
    assert play.open_steps(permit) == ALL
    to_decide(play, permit)
    assert play.open_steps(permit) == [("Decide", "First Bailie")]
    play.do(permit, "First Bailie", "Decide", decision="grant")
    case = play.case(permit)
    assert (case.status, case.result, case.title) == ("done", "granted", "A berth")
    with play.looking() as work:
        document = work.session.scalars(select(Document)).one()
        assert (document.name, document.number, document.status) == ("Permit", "HP/2026/001", "waiting")
        assert work.session.scalars(select(Outgoing)).one().payload == {"document": document.id}


def test_the_same_task_twice_names_who_was_first(play, permit):
    task = play.task(permit, "Survey")
    play.do(permit, "Surveyor", "Survey")
    with play.acting() as work:
        actor = play.actor(work, "Surveyor")
        refusal = refused(lambda: complete_task(work, actor, task.id, play.reading(work, {})))
    assert refusal.code == "task.closed"
    assert refusal.facts["who"] == "Flo Umber" and refusal.facts["at"] == play.moment


def test_another_post_is_told_who_does_it_and_by_which_article(play, permit):
    refusal = refused(lambda: play.do(permit, "Head of Works", "Survey"))
    assert (refusal.code, refusal.articles) == ("task.not_yours", ("2",))
    assert refusal.facts["holder"] == "Surveyor"


def test_a_step_that_is_not_open_names_what_stands_before_it(play, permit):
    refusal = refused(lambda: play.do(permit, "First Bailie", "Decide"))
    assert (refusal.code, refusal.articles, refusal.facts["before"]) == ("step.not_open", ("2",), "Survey")


def test_an_unknown_step_is_named(play, permit):
    refusal = refused(lambda: play.do(permit, "First Bailie", "Dance"))
    assert refusal.code == "step.unknown" and "Decide" in refusal.facts["known"]


def test_answers_that_cannot_stand_change_nothing(play, permit):
    before = len(play.entries(permit))
    refusal = refused(lambda: play.do(permit, "Head of Works", "Hear", view="perhaps"))
    assert isinstance(refusal, Invalid) and set(refusal.fields) == {"view"}
    assert len(play.entries(permit)) == before and play.open_steps(permit) == ALL


def test_a_start_form_with_a_broken_rule_starts_nothing(play):
    refusal = refused(lambda: play.open("Clerk of Fisheries", "harbour-permit", berths="0"))
    assert isinstance(refusal, Invalid) and refusal.articles == ("1",)


def test_only_who_may_starts(play):
    refusal = refused(lambda: play.open("Provost", "harbour-permit"))
    assert (refusal.code, refusal.articles) == ("procedure.not_yours", ("1",))


def test_a_minimum_must_pass_first(play, permit):
    play.later(days=4)
    refusal = refused(lambda: play.do(permit, "Clerk of Harbour Office", "Notice"))
    assert (refusal.code, refusal.articles) == ("step.too_early", ("3",))
    assert refusal.facts["earliest"] == dt.date(2026, 3, 8)
    play.later(days=2)
    play.do(permit, "Clerk of Harbour Office", "Notice")


def test_a_minimum_yields_to_what_the_drawing_excuses(play):
    case = play.open("Clerk of Harbour Office", "harbour-permit", urgent="yes")
    play.do(case, "Clerk of Harbour Office", "Notice")
    assert ("Notice", "Clerk of Harbour Office") not in play.open_steps(case)


def test_a_completion_condition_closes_the_other_instances(play, permit):
    play.do(permit, "Head of Fisheries", "Hear", view="against")
    assert not [step for step, _ in play.open_steps(permit) if step == "Hear"]
    assert play.task(permit, "Hear", "Head of Works").status == "interrupted"


def test_whoever_did_the_one_step_may_not_do_the_other(play, permit):
    from engine.actions.appoint import appoint, person_named

    with play.acting() as work:
        appoint(work, person_named(work, "Flo Umber"), "First Bailie", dt.date(2026, 3, 1))
    to_decide(play, permit)
    refusal = refused(lambda: play.do(permit, "First Bailie", "Decide"))
    assert (refusal.code, refusal.facts["before"]) == ("task.recused", "Survey")


def test_a_claimed_task_is_not_anothers(play, permit):
    from engine.actions.appoint import appoint, person_named

    with play.acting() as work:
        appoint(work, person_named(work, "Second Surveyor"), "Surveyor", dt.date(2026, 1, 1), only=False)
    task = play.task(permit, "Survey")
    with play.acting() as work:
        claim_task(work, play.actor(work, "Surveyor"), task.id)
    with play.acting() as work:
        from engine.actions.work import Actor

        other = Actor(person_named(work, "Second Surveyor").id, "Second Surveyor", "Surveyor")
        refusal = refused(lambda: complete_task(work, other, task.id, play.reading(work, {})))
    assert (refusal.code, refusal.facts["who"]) == ("task.claimed", "Flo Umber")


def test_a_round_back_asks_everybody_again(play, permit):
    to_decide(play, permit)
    play.do(permit, "First Bailie", "Decide", decision="revise")
    assert play.open_steps(permit) == ALL


def test_a_consultation_is_public_while_its_step_is_open(play, permit):
    with play.looking() as work:
        row = work.session.scalars(select(Publication)).one()
        assert (row.title, row.closed_at, row.closes) == ("A berth", None, dt.date(2026, 3, 7))
    play.later(days=6)
    play.do(permit, "Clerk of Harbour Office", "Notice", heard="Two voices")
    with play.looking() as work:
        row = work.session.scalars(select(Publication)).one()
        assert row.closed_at is not None and row.taken_up == "Two voices"
