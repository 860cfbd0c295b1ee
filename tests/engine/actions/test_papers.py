"""Numbers in two steps, registers, void results, more signers, reading round, recusal, entering for a leader."""

from sqlalchemy import select

from engine.actions.add_signer import add_signer
from engine.actions.circulate import circulate, read_circulated
from engine.actions.recuse import recuse
from engine.actions.send_back import send_back
from engine.actions.terminate import terminate
from engine.model.document import Document, Number
from engine.model.register import Circulation, RegisterLine
from engine.queries.visible import visible_to
from tests.engine.actions.refusing import refused
from tests.engine.actions.test_by_hand import act
from tests.engine.actions.test_rebuild import same


def to_sign(play, **given):
    case = play.open("Clerk of Fisheries", "notice-issue", **given)
    play.do(case, "Registrar", "Review")
    play.do(case, "Head of Fisheries", "Countersign")
    play.do(case, "Clerk of Fisheries", "Amend")
    return case


def numbers(play, case):
    with play.looking() as work:
        rows = work.session.scalars(select(Number).where(Number.case_id == case).order_by(Number.id))
        return [(row.text, row.void_reason) if row.void_at else row.text for row in rows]


def test_a_number_is_given_after_the_signature_from_the_series_chosen_before(play):
    case = to_sign(play, code="HN")
    assert numbers(play, case) == []
    play.do(case, "Provost", "Sign")
    assert numbers(play, case) == ["HN/2026/001"]
    play.do(case, "Registrar", "Check the print")
    with play.looking() as work:
        assert work.session.scalars(select(Document)).one().number == "HN/2026/001"
    assert same(play, case)


def test_an_abandoned_number_stays_accounted_for_and_is_not_given_again(play):
    case = to_sign(play)
    play.do(case, "Provost", "Sign")
    act(play, "Provost", terminate, case, "Withdrawn")
    assert numbers(play, case) == [("PN/2026/001", "Withdrawn")]
    other = to_sign(play)
    play.do(other, "Provost", "Sign")
    assert numbers(play, other) == ["PN/2026/002"]


def test_a_number_undone_by_a_send_back_is_void(play):
    case = to_sign(play)
    play.do(case, "Provost", "Sign")
    act(play, "Registrar", send_back, play.task(case, "Check the print").id, "Sign", "Misprint")
    play.do(case, "Provost", "Sign")
    assert numbers(play, case) == [("PN/2026/001", "Misprint"), "PN/2026/002"]
    assert same(play, case)


def test_every_use_of_a_seal_is_a_line_of_the_register(play):
    for _ in range(2):
        case = to_sign(play, copies="5")
        play.do(case, "Provost", "Sign")
        play.do(case, "Registrar", "Check the print")
    with play.looking() as work:
        rows = list(work.session.scalars(select(RegisterLine).order_by(RegisterLine.number)))
        assert [(r.register, r.number, r.values["number"], r.values["copies"]) for r in rows] == [
            ("Seals used", 1, "PN/2026/001", 5), ("Seals used", 2, "PN/2026/002", 5)]


def test_a_change_of_substance_voids_the_review(play):
    case = play.open("Clerk of Fisheries", "notice-issue")
    play.do(case, "Registrar", "Review")
    play.do(case, "Head of Fisheries", "Countersign")
    entry = play.do(case, "Clerk of Fisheries", "Amend", substantial="yes")
    assert entry.move["voided"] == ["Review"] and play.open_steps(case) == [("Review", "Registrar")]
    assert refused(lambda: play.do(case, "Provost", "Sign")).code == "step.not_open"
    assert same(play, case)


def test_one_more_signer_while_the_step_runs(play):
    case = play.open("Clerk of Fisheries", "notice-issue")
    play.do(case, "Registrar", "Review")
    act(play, "Head of Fisheries", add_signer, play.task(case, "Countersign").id, "Head of Works")
    assert ("Countersign", "Head of Works") in play.open_steps(case)
    play.do(case, "Head of Fisheries", "Countersign")
    assert play.open_steps(case) == [("Countersign", "Head of Works")]
    play.do(case, "Head of Works", "Countersign")
    assert play.open_steps(case) == [("Amend", "Clerk of Fisheries")] and same(play, case)


def test_who_cannot_be_added(play):
    case = play.open("Clerk of Fisheries", "notice-issue")
    review = play.task(case, "Review").id
    assert refused(lambda: act(play, "Registrar", add_signer, review, "Head of Works")).code == "add_signer.alone"
    play.do(case, "Registrar", "Review")
    task = play.task(case, "Countersign").id
    assert refused(lambda: act(play, "Head of Fisheries", add_signer, task, "Surveyor")).code == "add_signer.not_of_the_kind"
    assert refused(lambda: act(play, "Head of Fisheries", add_signer, task, "Head of Fisheries")).code == "add_signer.already"
    assert refused(lambda: act(play, "Head of Works", add_signer, task, "Head of Works")).code == "task.not_yours"


def test_what_is_passed_round_is_seen_and_receipted(play):
    from engine.model.case import Case

    case = play.open("Clerk of Fisheries", "notice-issue")

    def sees(post):
        with play.looking() as work:
            return work.session.scalars(select(Case.id).where(visible_to(work, play.actor(work, post)))).all() == [case]

    assert not sees("Head of Works")
    act(play, "Clerk of Fisheries", circulate, case, ["Head of Works"])
    assert sees("Head of Works")
    act(play, "Head of Works", read_circulated, case)
    with play.looking() as work:
        assert work.session.scalars(select(Circulation)).one().read_at is not None
    assert refused(lambda: act(play, "Head of Harbour Office", circulate, case, ["Surveyor"])).code == "case.not_yours"
    assert refused(lambda: act(play, "Surveyor", read_circulated, case)).code == "circulate.not_shown"


def test_whoever_recuses_cannot_take_it_up_again(play, permit):
    act(play, "Surveyor", recuse, play.task(permit, "Survey").id, "My cousin's berth")
    assert ("Survey", "Head of Harbour Office") in play.open_steps(permit)
    entry = play.do(permit, "Head of Harbour Office", "Survey")
    assert entry.person == "Bo Quill"
    assert refused(lambda: play.do(permit, "Surveyor", "Survey")).code in ("task.not_yours", "task.closed")
