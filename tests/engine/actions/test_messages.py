"""Messages between cases: an item waits for a sitting, a sitting answers all its items."""

from engine.actions.awaiting import awaiting, offered
from engine.actions.deliver_message import deliver_message
from engine.actions.hand import held
from engine.facts import CASE
from engine.model.case import Case
from engine.worker.loop import Worker
from tests.engine.actions.refusing import refused
from tests.engine.actions.test_rebuild import same


def items(play, *titles):
    cases = [play.open("Clerk of Fisheries", "council-item", title=title) for title in titles]
    for case in cases:
        play.do(case, "Clerk of Fisheries", "Get ready")
    return cases


def sitting(play):
    case = play.open("Registrar", "council-sitting", title="The third")
    play.do(case, "Registrar", "Agenda")
    return case


def worker(play):
    return Worker(play.database, play.clock, play.office)


def test_a_sitting_offers_what_waits_and_answers_each(play):
    first, second = items(play, "Nets", "Buoys")
    with play.looking() as work:
        assert [(r.case_id, r.title) for r in awaiting(work, "Heard")] == [(first, "Nets"), (second, "Buoys")]
    case = sitting(play)
    play.do(case, "Provost", "Hear the item")
    assert play.open_steps(first) == []
    play.do(case, "Provost", "Hear the item")
    while worker(play).round():
        pass
    for item in (first, second):
        assert play.open_steps(item) == [("Tell", "Clerk of Fisheries")] and same(play, item)
        play.do(item, "Clerk of Fisheries", "Tell")
        assert play.case(item).result == "granted"
    with play.looking() as work:
        assert awaiting(work, "Heard") == []
    assert play.case(case).status == "done" and same(play, case)


def test_what_is_offered_brings_the_named_facts_and_null_for_one_it_does_not_know(play):
    first, _second = items(play, "Nets", "Buoys")
    with play.looking() as work:
        told = offered(work, "Heard", ("title", "done", "nowhere"))
    assert told[0] == {"value": str(first), "label": "Nets", "title": "Nets", "done": "yes", "nowhere": None}
    with play.looking() as work:
        assert offered(work, "Heard") == [{"value": one["value"], "label": one["label"]} for one in told]


def test_what_was_taken_up_can_be_read_by_later_steps(play):
    first, _second = items(play, "Nets", "Buoys")
    case = play.open("Registrar", "council-sitting", title="The third")
    play.do(case, "Registrar", "Agenda", items=[str(first)])
    with play.looking() as work:
        facts = held(work, work.session.get_one(Case, case)).view(CASE)
        assert facts["ready_items"] == [{"value": str(first), "label": "Nets"}]


def test_an_item_put_on_no_agenda_waits_on(play):
    waiting, = items(play, "Nets")
    later = play.open("Clerk of Fisheries", "council-item", title="Late")
    case = sitting(play)
    play.do(case, "Provost", "Hear the item")
    while worker(play).round():
        pass
    assert play.open_steps(waiting) and play.open_steps(later) == [("Get ready", "Clerk of Fisheries")]


def test_a_message_that_nobody_waits_for_is_refused_and_kept_for_the_operator(play):
    case = play.open("Clerk of Fisheries", "council-item", title="Nets")
    with play.acting() as work:
        assert refused(lambda: deliver_message(work, case, "Heard", {})).code == "message.not_awaited"
    assert len(play.entries(case)) == 1


def test_a_message_is_delivered_once(play):
    item, = items(play, "Nets")
    case = sitting(play)
    play.do(case, "Provost", "Hear the item")
    assert worker(play).outgoing() == 1
    assert worker(play).outgoing() == 0
    assert [entry.kind for entry in play.entries(item)].count("message") == 1
