"""What is done to a case by hand: back, withdrawn, handed over, urged, suspended, ended, corrected."""

import datetime as dt

import pytest

from engine.actions.claim_task import claim_task
from engine.actions.correct import correct
from engine.actions.hand_over import hand_over
from engine.actions.send_back import send_back
from engine.actions.suspend import resume, suspend
from engine.actions.terminate import terminate
from engine.actions.urge import urge
from engine.actions.withdraw import withdraw
from tests.engine.actions.refusing import refused
from tests.engine.actions.test_complete_task import ALL, to_decide


def act(play, post, verb, *arguments):
    """One verb by whoever holds a post."""
    with play.acting() as work:
        return verb(work, play.actor(work, post), *arguments)


def back(play, case, post, step, target, reason="Look again"):
    return act(play, post, send_back, play.task(case, step).id, target, reason)


class TestSendBack:
    """Back to an earlier step."""

    def test_into_one_branch_after_the_join_is_refused(self, play, permit):
        to_decide(play, permit)
        refusal = refused(lambda: back(play, permit, "First Bailie", "Decide", "Survey"))
        assert refusal.code == "send_back.unreachable"
        assert play.open_steps(permit) == [("Decide", "First Bailie")]

    def test_inside_a_called_procedure(self, play, permit):
        to_decide_but_one(play, permit)
        play.do(permit, "Head of Harbour Office", "Weigh", clear="no")
        back(play, permit, "Clerk of Harbour Office", "Explain", "Weigh")
        assert play.open_steps(permit) == [("Weigh", "Head of Harbour Office")]

    def test_a_step_never_done_is_refused(self, play, permit):
        assert refused(lambda: back(play, permit, "Surveyor", "Survey", "Decide")).code == "send_back.not_visited"

    def test_an_unknown_step_and_a_missing_reason_are_refused(self, play, permit):
        assert refused(lambda: back(play, permit, "Surveyor", "Survey", "Dance")).code == "send_back.unknown"
        assert refused(lambda: back(play, permit, "Surveyor", "Survey", "Survey", " ")).code == "reason.missing"

    def test_what_is_undone_no_longer_answers(self, play, permit):
        to_decide_but_one(play, permit)
        play.do(permit, "Head of Harbour Office", "Weigh", clear="no")
        back(play, permit, "Clerk of Harbour Office", "Explain", "Weigh")
        with play.acting() as work:
            from engine.actions.hand import take

            hand = take(work, permit)
            inner = next(s for s in hand.facts.scopes.values() if s.procedure == "fee-waiver")
            assert "Weigh" not in inner.steps and "clear" in inner.values


def to_decide_but_one(play, case):
    play.do(case, "Surveyor", "Survey")
    play.do(case, "Head of Fisheries", "Hear")
    play.do(case, "Head of Works", "Hear")
    play.later(days=6)
    play.do(case, "Clerk of Harbour Office", "Notice")


class TestWithdraw:
    """Taking one's own step back."""

    def test_until_the_next_one_acts(self, play, permit):
        to_decide_but_one(play, permit)
        play.do(permit, "Head of Harbour Office", "Weigh", clear="no")
        act(play, "Head of Harbour Office", withdraw, permit, "Weigh")
        assert play.open_steps(permit) == [("Weigh", "Head of Harbour Office")]

    def test_not_once_the_next_one_has_signed_for_it(self, play, permit):
        to_decide_but_one(play, permit)
        play.do(permit, "Head of Harbour Office", "Weigh", clear="no")
        act(play, "Clerk of Harbour Office", claim_task, play.task(permit, "Explain").id)
        refusal = refused(lambda: act(play, "Head of Harbour Office", withdraw, permit, "Weigh"))
        assert (refusal.code, refusal.facts["next"]) == ("withdraw.too_late", "Explain")

    def test_not_somebody_elses(self, play, permit):
        play.do(permit, "Surveyor", "Survey")
        assert refused(lambda: act(play, "Head of Works", withdraw, permit, "Survey")).code == "withdraw.nothing"


class TestHandOver:
    """To another post of the office."""

    def test_within_the_office(self, play, permit):
        act(play, "Surveyor", hand_over, play.task(permit, "Survey").id, "Clerk of Harbour Office")
        play.do(permit, "Clerk of Harbour Office", "Survey")

    @pytest.mark.parametrize(("post", "code"), [
        ("Clerk of Fisheries", "hand_over.other_office"), ("Juggler", "hand_over.unknown_post")])
    def test_nowhere_else(self, play, permit, post, code):
        task = play.task(permit, "Survey").id
        assert refused(lambda: act(play, "Surveyor", hand_over, task, post)).code == code


class TestSuspend:
    """Standing still and going on."""

    def test_nothing_can_be_done_meanwhile_and_terms_stand_still(self, play, permit):
        due = play.task(permit, "Survey").due
        act(play, "Provost", suspend, permit, "A storm")
        assert refused(lambda: play.do(permit, "Surveyor", "Survey")).code == "case.suspended"
        play.later(days=1)
        act(play, "Provost", resume, permit)
        assert play.task(permit, "Survey").due == due + dt.timedelta(days=1)
        play.do(permit, "Surveyor", "Survey")

    def test_only_by_who_oversees(self, play, permit):
        assert refused(lambda: act(play, "Surveyor", suspend, permit, "x")).code == "case.not_yours"

    def test_not_twice(self, play, permit):
        act(play, "Provost", suspend, permit, "A storm")
        assert refused(lambda: act(play, "Provost", suspend, permit, "x")).code == "case.suspended"


class TestTerminate:
    """Ending before the end."""

    def test_by_the_starter(self, play, permit):
        act(play, "Clerk of Harbour Office", terminate, permit, "No longer wanted")
        assert (play.case(permit).status, play.open_steps(permit)) == ("terminated", [])
        assert refused(lambda: play.do(permit, "Surveyor", "Survey")).code == "case.closed"

    def test_not_by_anybody(self, play, permit):
        assert refused(lambda: act(play, "Surveyor", terminate, permit, "x")).code == "case.not_yours"

    def test_not_once_decided(self, play, permit):
        to_decide(play, permit)
        play.do(permit, "First Bailie", "Decide", decision="revise")
        refusal = refused(lambda: act(play, "Provost", terminate, permit, "x"))
        assert (refusal.code, refusal.articles) == ("terminate.too_late", ("4",))


class TestCorrect:
    """A wrong entry superseded by a new one."""

    def correct(self, play, case, post, step, field, value, reason="A slip"):
        with play.acting() as work:
            return correct(work, play.actor(work, post), case, step, field, play.reading(work, {field: value}), reason)

    def test_both_stay_visible_and_the_new_one_counts(self, play, permit):
        play.do(permit, "Surveyor", "Survey", findings="Mud")
        entry = self.correct(play, permit, "Surveyor", "Survey", "findings", "Rock")
        kinds = [(e.kind, e.corrects, (e.answers or {}).get("findings")) for e in play.entries(permit)]
        assert ("complete", None, "Mud") in kinds and ("correct", entry.corrects, "Rock") in kinds

    def test_not_what_decided_the_way(self, play, permit):
        to_decide(play, permit)
        play.do(permit, "First Bailie", "Decide", decision="revise")
        refusal = refused(lambda: self.correct(play, permit, "First Bailie", "Decide", "decision", "grant"))
        assert refusal.code == "correct.decides_path"

    def test_not_by_another_and_not_what_was_never_answered(self, play, permit):
        play.do(permit, "Surveyor", "Survey")
        assert refused(lambda: self.correct(play, permit, "Head of Works", "Survey", "findings", "x")).code == "correct.not_yours"
        assert refused(lambda: self.correct(play, permit, "Surveyor", "Survey", "colour", "x")).code == "correct.nothing"


def test_urging_is_on_record_and_not_for_outsiders(play, permit):
    act(play, "Clerk of Harbour Office", urge, play.task(permit, "Survey").id)
    assert play.task(permit, "Survey").urged == 1 and play.entries(permit)[-1].kind == "urge"
    assert refused(lambda: act(play, "Clerk of Fisheries", urge, play.task(permit, "Survey").id)).code == "case.not_yours"
    assert refused(lambda: act(play, "Surveyor", urge, play.task(permit, "Survey").id)).code == "urge.yourself"


def test_everything_waits_again_after_a_round(play, permit):
    to_decide(play, permit)
    play.do(permit, "First Bailie", "Decide", decision="revise")
    assert play.open_steps(permit) == ALL
