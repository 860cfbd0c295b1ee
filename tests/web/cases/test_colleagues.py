"""Drawing others into a matter: offered only where it is allowed, refusals keep what was typed, the record says who."""

import io
import re

import pytest

from engine.actions.stand_in import delegate
from tests.web.site import send, words

CLERK, HEAD, WORKS, PROVOST, REGISTRAR = (
    "Clerk of Fisheries", "Head of Fisheries", "Head of Works", "Provost", "Registrar")


@pytest.fixture
def case(site):
    return site.play.open(CLERK, "notice-issue", title="Mooring fees")


@pytest.fixture
def countersigning(site, case):
    site.play.do(case, REGISTRAR, "Review")
    return site.play.task(case, "Countersign").id


@pytest.fixture
def signing(site, case, countersigning):
    site.play.do(case, HEAD, "Countersign")
    site.play.do(case, CLERK, "Amend")
    return site.play.task(case, "Sign").id


def post(client, page, address, **fields):
    return send(client, page, address, **fields)


def test_one_more_signer_is_offered_side_by_side_and_recorded(site, case, countersigning):
    head, page = site.signed_in(HEAD), f"/tasks/{countersigning}"
    shown = head.get(page).text
    assert f"<option>{WORKS}</option>" in shown and f"<option>{HEAD}</option>" not in shown.split('id="signer"')[1]
    assert post(head, page, f"{page}/signer", post=WORKS, reason="It is their quay").status_code == 303
    assert ("Countersign", WORKS) in site.play.open_steps(case)
    told = words(head.get(page))
    assert f"在“Countersign”中加签{WORKS}" in told and "It is their quay" in told


def test_a_signer_that_does_not_fit_is_refused_and_what_was_typed_stays(site, countersigning):
    head, page = site.signed_in(HEAD), f"/tasks/{countersigning}"
    refused = post(head, page, f"{page}/signer", post="Surveyor", reason="A long reason")
    assert refused.status_code == 422 and "A long reason" in refused.text
    assert '<details class="act" id="act-signer" open>' in refused.text


def test_a_step_done_by_one_says_why_nobody_is_added(site, case):
    task = site.play.task(case, "Review").id
    page = site.signed_in(REGISTRAR).get(f"/tasks/{task}")
    assert "/signer" not in page.text and "/recusal" not in page.text
    assert "不能加签： “Review”只由一个岗位办理，不能加签。 依据：第二条" in words(page)
    assert "不能回避： 本机构没有别的人可以接办“Review”。 依据：第二条" in words(page)


def test_another_s_task_is_no_place_to_add_or_step_aside(site, countersigning):
    works = site.signed_in(WORKS)
    key = {"_key": re.search(r'name="_key" value="([^"]+)"', works.get("/boxes/waiting").text)[1]}
    for act in ("signer", "recusal", "paper"):
        assert works.post(f"/tasks/{countersigning}/{act}", data={**key, "post": WORKS}).status_code == 404
    assert works.get(f"/tasks/{countersigning}/paper").status_code == 404


def test_stepping_aside_needs_a_reason_and_leads_to_the_head(site):
    permit = site.play.open("Clerk of Harbour Office", "harbour-permit")
    task = site.play.task(permit, "Survey").id
    surveyor, page = site.signed_in("Surveyor"), f"/tasks/{task}"
    assert "转由Head of Harbour Office办理" in words(surveyor.get(page))
    assert post(surveyor, page, f"{page}/recusal", reason=" ").status_code == 422
    assert post(surveyor, page, f"{page}/recusal", reason="My cousin's berth").status_code == 303
    assert ("Survey", "Head of Harbour Office") in site.play.open_steps(permit)
    assert "就“Survey”申请回避，转由Head of Harbour Office办理" in words(site.signed_in("Provost").get(f"/cases/{permit}"))


def test_what_is_shown_waits_to_be_read_and_the_receipt_is_seen(site, case):
    clerk, works, page = site.signed_in(CLERK), site.signed_in(WORKS), f"/cases/{case}"
    assert works.get(page).status_code == 404
    assert post(clerk, page, f"{page}/circulation", posts=[WORKS, "Surveyor"], reason="For your quay").status_code == 303
    box = works.get("/boxes/to_read")
    assert "待阅（1）" in box.text and box.text.count("<tr>") == 2 and f'href="{page}"' in box.text and CLERK in words(box)
    opened = words(works.get(page))
    assert f"{CLERK}请您阅知" in opened and "For your quay" in opened and "送阅，未阅" in opened
    assert post(works, page, f"{page}/receipt").headers["Location"] == "/boxes/to_read"
    assert "待阅（0）" in works.get("/boxes/to_read").text and "请您阅知" not in words(works.get(page))
    told = words(clerk.get(page))
    assert "Head of Works Ed Tarn 3月2日" in told and "已阅" in told and "传阅给Head of Works、Surveyor" in told


def test_nobody_chosen_is_refused_and_the_note_stays(site, case):
    clerk, page = site.signed_in(CLERK), f"/cases/{case}"
    refused = post(clerk, page, f"{page}/circulation", reason="A long note")
    assert refused.status_code == 422 and "A long note" in refused.text and "没有写传阅给谁" in words(refused)


def test_who_only_oversees_is_not_offered_to_show_it_round(site, case):
    provost = site.signed_in(PROVOST)
    assert "/circulation" not in provost.get(f"/cases/{case}").text
    assert post(provost, f"/cases/{case}", f"/cases/{case}/circulation", posts=[WORKS]).status_code == 403


def test_entering_for_a_leader_needs_the_scan_and_keeps_it(site, case, signing):
    registrar, page = site.signed_in(REGISTRAR), f"/tasks/{signing}/paper"
    assert f"代录{PROVOST}的决定" in words(registrar.get(f"/tasks/{signing}"))
    assert "Ivy Yarrow" in words(registrar.get(page))
    bare = post(registrar, page, page, leader=PROVOST, signed="yes")
    assert bare.status_code == 422 and "扫描件" in words(bare) and "checked" in bare.text
    wrong = post(registrar, page, page, leader=PROVOST, _scan=(io.BytesIO(b"%PDF-1.4 signed"), "signed.pdf"))
    assert wrong.status_code == 422 and "已上传：signed.pdf" in words(wrong)
    kept = re.search(r'name="_kept_scan" value="([^"]+)"', wrong.text)[1]
    answer = post(registrar, page, page, leader=PROVOST, signed="yes", _kept_scan=kept)
    assert answer.status_code == 303 and ("Check the print", REGISTRAR) in site.play.open_steps(case)
    told = words(registrar.get(f"/cases/{case}"))
    assert f"代录{PROVOST}的“Sign”" in told and f"按Ivy Yarrow（{PROVOST}）的签字件录入，扫描件：signed.pdf" in told
    assert "Jo Zell（Registrar）" in told and "signed.pdf" in told


def test_nobody_enters_for_a_leader_without_leave(site, case, signing):
    clerk = site.signed_in(CLERK)
    assert "代录" not in clerk.get(f"/tasks/{signing}").text
    assert clerk.get(f"/tasks/{signing}/paper?leader={PROVOST}").status_code == 403
    answer = post(clerk, "/boxes/waiting", f"/tasks/{signing}/paper", leader=PROVOST, signed="yes")
    assert answer.status_code == 403 and site.play.task(case, "Sign").status == "open"


def test_a_paper_entered_after_somebody_signed_is_told_who_was_first(site, case, signing):
    registrar, page = site.signed_in(REGISTRAR), f"/tasks/{signing}/paper"
    with site.play.acting() as work:
        delegate(work, PROVOST, "Second Bailie", work.today, work.today, ("Sign",))
    site.play.do(case, "Second Bailie", "Sign")
    late = registrar.post(page, data={
        "_key": re.search(r'name="_key" value="([^"]+)"', registrar.get("/boxes/waiting").text)[1], "leader": PROVOST,
        "signed": "yes", "_scan": (io.BytesIO(b"%PDF-1.4 signed"), "signed.pdf")})
    assert late.status_code == 409 and "Hal Wick" in late.text


def test_what_a_change_made_void_stands_in_the_record_in_words(site, case, countersigning):
    site.play.do(case, HEAD, "Countersign")
    site.play.do(case, CLERK, "Amend", substantial="yes")
    told = words(site.signed_in(CLERK).get(f"/cases/{case}"))
    assert "“Review”的结论失效，因为The draft has changed in substance。" in told
