"""State can be rebuilt from the record alone, whatever was done to the case."""

from engine.actions.hand import take
from engine.actions.suspend import resume, suspend
from engine.queries.rebuild import picture, rebuild
from tests.engine.actions.test_by_hand import act, back
from tests.engine.actions.test_complete_task import to_decide


def same(play, case) -> bool:
    with play.acting() as work:
        made, hand = rebuild(work, case), take(work, case)
        return picture(made.hand, made.state) == picture(hand, hand.case.state)


def test_after_every_act_of_a_long_way(play, permit):
    assert same(play, permit)
    to_decide(play, permit)
    assert same(play, permit)
    play.do(permit, "First Bailie", "Decide", decision="revise")
    assert same(play, permit)
    act(play, "Provost", suspend, permit, "A storm")
    act(play, "Provost", resume, permit)
    to_decide(play, permit)
    play.do(permit, "First Bailie", "Decide", decision="grant")
    assert same(play, permit)


def test_after_a_send_back_in_a_called_procedure_and_a_timer(play, permit):
    from engine.actions.fire_timers import due_cases, fire_timers

    play.do(permit, "Surveyor", "Survey")
    play.do(permit, "Head of Fisheries", "Hear", view="against")
    play.later(days=6)
    play.do(permit, "Clerk of Harbour Office", "Notice")
    play.do(permit, "Head of Harbour Office", "Weigh", clear="no")
    back(play, permit, "Clerk of Harbour Office", "Explain", "Weigh")
    assert same(play, permit)
    play.later(days=12)
    with play.looking() as work:
        assert due_cases(work) == [permit]
    with play.acting() as work:
        assert fire_timers(work, permit).kind == "timer"
    assert play.open_steps(permit) == [("Decide", "First Bailie")]
    assert same(play, permit)


def test_a_changed_answer_is_noticed(play, permit):
    play.do(permit, "Surveyor", "Survey")
    with play.acting() as work:
        made, hand = rebuild(work, permit), take(work, permit)
        hand.facts.scopes["case"].values["findings"] = "something else"
        assert picture(made.hand, made.state) != picture(hand, hand.case.state)
