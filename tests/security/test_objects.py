"""Two people and every number in every address: what is another's is not there."""

import re

import pytest

from tests.security.conftest import SECRET, Matter, held
from tests.web.district import HEAD, PROCEDURE, REVIEWER, STRANGER, TITLE, Browser, District
from web.permissions import MATRIX

OWNED = {"case_id", "task_id", "file_id", "document_id", "draft_id"}
"""Names under which addresses carry what belongs to somebody."""
BY_ROLE = re.compile(r"^(admin|legal)\.")


def addressed(district: District, matter: Matter, method: str) -> list[tuple[str, str]]:
    """Endpoint and address, filled with the matter's own numbers, of everything that carries a number of somebody's."""
    filled = {"case_id": matter.case, "task_id": matter.task, "file_id": matter.file, "document_id": matter.document,
              "draft_id": matter.draft}
    found = []
    for rule in district.app.url_map.iter_rules():
        if method in rule.methods and rule.arguments & OWNED and MATRIX[rule.endpoint].kind != "public":
            values = {name: filled.get(name, 1) for name in rule.arguments}
            found.append((rule.endpoint, rule.build(values)[1]))
    return found


@pytest.mark.parametrize("method, least", [("GET", 6), ("POST", 13)])
def test_what_is_anothers_is_not_there(district, matter, method, least):
    stranger, before = district.browser(STRANGER), held(district)
    every = addressed(district, matter, method)
    assert len(every) >= least
    for endpoint, address in every:
        if MATRIX[endpoint].kind == "token":
            continue
        data = {"_key": stranger.key, "reason": "x", "post": STRANGER, "step": "合法性审查"} if method == "POST" else None
        answer = stranger.client.open(address, method=method, data=data)
        expected = 403 if MATRIX[endpoint].roles else 404
        assert answer.status_code == expected, (endpoint, answer.status_code, answer.text)
        assert SECRET not in answer.text and TITLE not in answer.text, endpoint
    assert held(district) == before


def test_the_owner_gets_there(district, matter):
    """What is refused above is refused for who asks, not for how."""
    head = district.browser(HEAD)
    pages = [address for endpoint, address in addressed(district, matter, "GET")
             if MATRIX[endpoint].kind != "token" and not MATRIX[endpoint].roles]
    answers = {address: head.get(address).status_code for address in pages}
    assert [address for address, status in answers.items() if status == 404] == []
    assert list(answers.values()).count(200) >= 6, answers


def test_a_number_that_does_not_exist_reads_like_anothers(district, matter):
    stranger = district.browser(STRANGER)
    for there, nowhere in ((f"/cases/{matter.case}", "/cases/987"), (f"/documents/{matter.document}", "/documents/987")):
        one, other = stranger.get(there), stranger.get(nowhere)
        digits = re.compile(r"\d+")
        assert digits.sub("", one.text) == digits.sub("", other.text)


def test_the_interface_for_programs_hides_the_same(district, matter):
    with district.play.acting() as work:
        from engine.actions.tokens import make_token
        from engine.model.account import Account

        account = Account(person_id=district.play.actor(work, STRANGER).person_id, login="stranger")
        work.session.add(account)
        work.session.flush()
        key = make_token(work, account.id, STRANGER, "x")
    client, before = district.stranger(), held(district)
    for method, body in (("GET", None), ("POST", {"answers": {}})):
        for endpoint, address in addressed(district, matter, method):
            if MATRIX[endpoint].kind == "token":
                answer = client.open(address, method=method, json=body, headers={"Authorization": f"Bearer {key}"})
                assert answer.status_code == 404 and SECRET not in answer.text, endpoint
                nobody = client.open(address, method=method, json=body, headers={"Authorization": "Bearer wrong"})
                assert nobody.status_code == 401, endpoint
    listed = client.get("/api/tasks", headers={"Authorization": f"Bearer {key}"})
    assert listed.json["total"] == 0
    assert held(district) == before


def test_a_key_of_another_is_not_taken_back(district, matter):
    stranger = district.browser(STRANGER)
    assert SECRET not in stranger.get("/tokens").text
    assert stranger.send(f"/tokens/{matter.token}/revocation").status_code == 404
    answer = district.stranger().get(f"/api/tasks/{matter.task}", headers={"Authorization": f"Bearer {matter.key}"})
    assert answer.status_code == 200


def test_nobody_speaks_for_anothers_post(district, matter):
    stranger, before = district.browser(STRANGER), held(district)
    dates = {"since": "2026-03-02", "until": "2026-03-03"}
    for address, fields in (
        (f"/stand-ins/delegations/{matter.delegation}/end", {}),
        ("/stand-ins/delegations", {"of": HEAD, "to": STRANGER, **dates}),
        ("/stand-ins/absences", {"post": HEAD, "kind": "出差", **dates}),
        ("/stand-ins/absences/return", {"post": HEAD}),
    ):
        answer = stranger.send(address, **fields)
        assert answer.status_code in (403, 404, 422), (address, answer.status_code)
    assert held(district) == before


def test_who_takes_part_sees_but_does_not_act_for_others(district, matter):
    """The reviewer's step is done: looking is fine, signing is the head's."""
    reviewer, before = district.browser(REVIEWER), held(district)
    assert reviewer.get(f"/tasks/{matter.task}").status_code == 200
    for act in ("completion", "claim", "return", "handover"):
        answer = reviewer.send(f"/tasks/{matter.task}/{act}", 意见="同意", step="合法性审查", reason="x", post=REVIEWER)
        assert answer.status_code == 403, (act, answer.status_code)
    assert reviewer.send(f"/drafts/{matter.draft}/removal").status_code == 404
    after = held(district)
    assert after == before


def test_searching_and_boxes_show_nothing_of_anothers(district, matter):
    stranger: Browser = district.browser(STRANGER)
    for box in ("waiting", "under_way", "handled", "ended", "started", "drafts"):
        page = stranger.get(f"/boxes/{box}?q={TITLE[:4]}&case={matter.case}&entry=2")
        assert page.status_code == 200 and TITLE not in page.text and SECRET not in page.text
    assert stranger.get(f"/procedures/{PROCEDURE}/cases").status_code == 200
    assert SECRET not in stranger.get(f"/procedures/{PROCEDURE}/cases").text
