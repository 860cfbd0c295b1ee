"""Acting for another: by pair, by deputy, by delegation; dated, never chained, and never for what is reserved."""

import datetime as dt

from engine.actions.appoint import vacate
from engine.actions.stand_in import delegate, end_absence, record_absence
from engine.queries.inbox import box, exceptions
from tests.engine.actions.refusing import refused
from tests.engine.actions.test_complete_task import to_decide

FROM, TO = dt.date(2026, 3, 1), dt.date(2026, 3, 31)


def away(play, post, since=FROM, until=TO):
    with play.acting() as work:
        record_absence(work, post, "leave", since, until)


def test_the_pair_acts_and_the_record_says_for_whom(play, permit):
    away(play, "First Bailie")
    to_decide(play, permit)
    entry = play.do(permit, "Second Bailie", "Decide", decision="refuse")
    assert (entry.post, entry.behalf, entry.right) == ("Second Bailie", "First Bailie", "stand_in")


def test_a_stand_in_sees_the_task_only_while_the_other_is_away(play, permit):
    to_decide(play, permit)

    def waiting():
        with play.looking() as work:
            return [row.step for row in box(work, play.actor(work, "Second Bailie"), "waiting").rows]

    assert waiting() == []
    away(play, "First Bailie")
    assert waiting() == ["Decide"]
    with play.acting() as work:
        end_absence(work, "First Bailie", play.moment.date())
    assert waiting() == []


def test_what_is_reserved_waits_for_the_post_itself(play):
    case = play.open("Clerk of Harbour Office", "harbour-permit", berths="11")
    away(play, "First Bailie")
    to_decide(play, case)
    assert refused(lambda: play.do(case, "Second Bailie", "Decide")).code == "task.not_yours"


def test_a_delegation_reaches_only_the_steps_it_names(play, permit):
    with play.acting() as work:
        delegate(work, "Surveyor", "Clerk of Fisheries", FROM, TO, ("Survey",))
        delegate(work, "Head of Works", "Clerk of Fisheries", FROM, TO, ("Dance",))
    assert play.do(permit, "Clerk of Fisheries", "Survey").right == "delegation"
    assert refused(lambda: play.do(permit, "Clerk of Fisheries", "Hear")).code == "task.not_yours"


def test_acting_is_never_passed_on(play, permit):
    with play.acting() as work:
        delegate(work, "Surveyor", "Head of Works", FROM, TO)
        delegate(work, "Head of Works", "Clerk of Fisheries", FROM, TO)
    assert refused(lambda: play.do(permit, "Clerk of Fisheries", "Survey")).code == "task.not_yours"


def test_a_delegation_ends_with_its_last_day(play, permit):
    with play.acting() as work:
        delegate(work, "Surveyor", "Head of Works", FROM, play.moment.date())
    play.later(days=1)
    assert refused(lambda: play.do(permit, "Head of Works", "Survey")).code == "task.not_yours"


def test_what_rules_refuse_cannot_be_delegated(play):
    with play.acting() as work:
        refusal = refused(lambda: delegate(work, "Provost", "First Bailie", FROM, TO))
    assert (refusal.code, refusal.articles) == ("delegation.refused", ("5",))


def test_a_vacant_posts_tasks_are_exceptions(play, permit):
    with play.looking() as work:
        assert exceptions(work) == []
    with play.acting() as work:
        vacate(work, "Surveyor", play.moment.date() - dt.timedelta(days=1))
    with play.looking() as work:
        assert [(row.step, row.post) for row in exceptions(work)] == [("Survey", "Surveyor")]
