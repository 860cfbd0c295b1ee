"""Rules that fail while a case moves: shown on the case, nothing typed is lost, and it goes on after repair."""

import pytest

from engine.worker.loop import Worker
from tests.security import authored
from tests.security.authored import POST, form, line, process, step, way
from tests.web.district import DIRECTOR, STRANGER, District
from tests.web.site import words

DIVIDES = process(
    '<startEvent id="s"/><endEvent id="e"/><endEvent id="e2"/><exclusiveGateway id="g" default="f_g_e"/>'
    + step("填写", form="number") + line("s", "填写", "g", "e") + way("g", "e2", "=1 / 除数 > 0"))
NUMBER = form({"type": "number", "key": "除数", "label": "除数", "validate": {"required": True}},
              {"type": "textarea", "key": "意见", "label": "意见"}, name="number")


@pytest.fixture
def divided(district: District) -> str:
    """A case at the step whose answer a condition divides by; the id of its task."""
    authored.release(district.play, authored.bundle(DIVIDES, **{"forms/authored/number.json": NUMBER}))
    case = district.play.open(POST, authored.NAME, 标题="除法", 数=1)
    return district.play.task(case, "填写").id


def test_a_division_by_zero_is_shown_and_what_was_typed_is_kept(district, divided):
    browser = district.browser(STRANGER)
    answer = browser.send(f"/tasks/{divided}/completion", 除数="0", 意见="写了很久的意见")
    assert answer.status_code == 500 and "写了很久的意见" in answer.text
    assert "写了很久的意见" in browser.get(f"/tasks/{divided}").text
    page = words(browser.get("/cases/1"))
    assert "流程规则出了故障" in page and "1 / 除数 > 0" in page and "除数为零" in page
    assert [entry.kind for entry in district.play.entries(1)] == ["open"]
    assert district.play.case(1).incident["task"] == divided


def test_it_goes_on_with_other_data_and_the_incident_is_gone(district, divided):
    browser = district.browser(STRANGER)
    browser.send(f"/tasks/{divided}/completion", 除数="0")
    assert browser.send(f"/tasks/{divided}/completion", 除数="2").status_code == 303
    assert district.play.case(1).incident is None and district.play.case(1).status == "done"


def test_who_oversees_clears_it_and_nobody_else(district, divided):
    district.browser(STRANGER).send(f"/tasks/{divided}/completion", 除数="0")
    director = district.browser(DIRECTOR)
    assert "解除故障" in words(director.get("/cases/1"))
    assert "解除故障" not in words(district.browser(STRANGER).get("/cases/1"))
    assert district.browser(STRANGER).send("/cases/1/incident-clearance").status_code == 403
    assert director.send("/cases/1/incident-clearance", reason="规则已修好").status_code == 303
    assert district.play.case(1).incident is None
    page = words(director.get("/cases/1"))
    assert "流程规则出了故障" not in page and "解除故障" in page and "规则已修好" in page
    assert director.send("/cases/1/incident-clearance").status_code == 422


BY_TIME = process(
    '<startEvent id="s"/><endEvent id="e"/><endEvent id="e2"/><exclusiveGateway id="g" default="f_g_e"/>'
    + '<boundaryEvent id="b" attachedToRef="填写"><timerEventDefinition><timeDuration>PT1H</timeDuration>'
    + "</timerEventDefinition></boundaryEvent>"
    + step("填写") + line("s", "填写", "e") + line("b", "g", "e") + way("g", "e2", "=1 / 数 > 0"))


def test_a_timer_that_fails_waits_for_repair_and_does_not_spin(district):
    drawing = BY_TIME
    authored.release(district.play, authored.bundle(drawing))
    case = district.play.open(POST, authored.NAME, 标题="到时", 数=0)
    told: list[str] = []
    worker = Worker(district.play.database, district.play.clock, district.play.office, told.append)
    district.play.later(hours=2)
    assert [worker.timers() for _ in range(5)] == [0] * 5
    assert len(told) == 1 and district.play.case(case).incident["task"] == ""
    director = district.browser(DIRECTOR)
    assert "流程规则出了故障" in words(director.get(f"/cases/{case}"))
    director.send(f"/cases/{case}/incident-clearance", reason="再试")
    assert worker.timers() == 0 and len(told) == 2
    starter = district.browser(STRANGER)
    answer = starter.send(f"/tasks/{district.play.task(case, '填写').id}/completion", 意见="办完")
    assert answer.status_code == 303 and district.play.case(case).status == "done"


def test_a_fault_of_the_program_in_one_case_does_not_stop_the_timers_of_others(district, monkeypatch):
    drawing = BY_TIME.replace(b"=1 / \xe6\x95\xb0 &gt; 0", b"=\xe6\x95\xb0 = 99")
    authored.release(district.play, authored.bundle(drawing))
    first, second = (district.play.open(POST, authored.NAME, 标题=title, 数=1) for title in "甲乙")
    from engine.worker import loop

    usual = loop.fire_timers

    def falls(work, case_id):
        if case_id == first:
            raise RecursionError("a fault of ours")
        return usual(work, case_id)

    monkeypatch.setattr(loop, "fire_timers", falls)
    worker = Worker(district.play.database, district.play.clock, district.play.office)
    district.play.later(hours=2)
    assert worker.timers() == 1
    assert district.play.case(second).status == "done" and district.play.case(first).incident is not None
    assert worker.timers() == 0


