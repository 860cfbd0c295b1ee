"""The task page, and completing a task."""

import datetime as dt

import pytest
from sqlalchemy import event

from tests.web.district import COMPLETE, HEAD, REVIEWER, STARTER, STRANGER, TITLE, task_of
from tests.web.site import words


@pytest.fixture
def task(district):
    return district.started()


def test_the_page_shows_what_was_written_my_part_and_all_beside_it(district, task):
    page = district.browser(REVIEWER).get(f"/tasks/{task}")
    told = words(page)
    assert TITLE in told and "送审稿.pdf" in told
    assert "为什么有这一环节" in told and "第十九条" in told and "司法局审稿" in told
    assert "收到 3月2日 + 7 个工作日" in told and "= 3月11日" in told
    assert "郑示例（区教育和体育局承办人）" in told and "发起“送审”" in told
    assert 'aria-current="step"' in page.text and 'name="结论"' not in told
    assert f'action="/tasks/{task}/completion"' in page.text


def test_completing_moves_the_case_on(district, task):
    browser = district.browser(REVIEWER)
    answer = browser.send(f"/tasks/{task}/completion", **COMPLETE)
    assert answer.status_code == 303
    assert f"现在由 {HEAD} 办理“审签”" in words(browser.get(answer.headers["Location"]))
    assert "已办理" in words(browser.get(f"/tasks/{task}"))


def test_a_refused_submission_keeps_every_field(district, task):
    browser = district.browser(REVIEWER)
    answer = browser.send(f"/tasks/{task}/completion", **{**COMPLETE, "权限审查": "不符合"})
    told = words(answer)
    assert answer.status_code == 422 and "审查清单中有一项不符合的，结论不能是“合法”" in told and "第二十五条" in told
    assert "经审查，符合法律规定。" in answer.text and 'value="不符合" checked' in answer.text
    assert "经审查，符合法律规定。" in browser.get(f"/tasks/{task}").text, "it is a draft now"


def test_the_same_click_twice_is_done_once(district, task):
    browser = district.browser(REVIEWER)
    first = browser.send(f"/tasks/{task}/completion", **COMPLETE)
    second = browser.send(f"/tasks/{task}/completion", **COMPLETE)
    assert second.status_code == 303 and second.headers["Location"] == first.headers["Location"]
    assert "办理“合法性审查”" in words(browser.get(second.headers["Location"]))
    assert [e.kind for e in district.play.entries(1)] == ["open", "complete"]


def test_who_comes_second_reads_who_was_first_and_keeps_the_text(district, task):
    with district.play.acting() as work:
        from engine.actions.stand_in import delegate

        delegate(work, REVIEWER, HEAD, dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    assert district.browser(REVIEWER).send(f"/tasks/{task}/completion", **COMPLETE).status_code == 303
    answer = district.browser(HEAD).send(f"/tasks/{task}/completion", **{**COMPLETE, "理由": "我也写了意见"})
    assert answer.status_code == 409
    assert "胡示例" in words(answer) and "已有人先办" in words(answer) and "我也写了意见" in answer.text


def test_who_acts_for_another_stands_in_the_record_with_both(district, task):
    with district.play.acting() as work:
        from engine.actions.stand_in import delegate

        delegate(work, REVIEWER, HEAD, dt.date(2026, 3, 1), dt.date(2026, 3, 31))
    district.browser(HEAD).send(f"/tasks/{task}/completion", **COMPLETE)
    assert f"（{HEAD}代{REVIEWER}）" in words(district.browser(STARTER).get("/cases/1"))


def test_anothers_task_is_not_there(district, task):
    browser = district.browser(STRANGER)
    assert browser.get(f"/tasks/{task}").status_code == 404
    for act in ("completion", "draft", "claim", "return", "handover", "urge"):
        answer = browser.send(f"/tasks/{task}/{act}", **COMPLETE)
        assert answer.status_code == 404 and TITLE not in answer.text, act
    assert len(district.play.entries(1)) == 1


def test_who_may_look_but_not_act_reads_whose_it_is(district, task):
    page = district.browser(STARTER).get(f"/tasks/{task}")
    assert "现在不能办理" in words(page) and REVIEWER in words(page) and "催办" in words(page)
    assert f'action="/tasks/{task}/completion"' not in page.text
    assert district.browser(STARTER).send(f"/tasks/{task}/completion", **COMPLETE).status_code == 403


def test_a_draft_is_shown_again_with_its_moment(district, task):
    browser = district.browser(REVIEWER)
    browser.send(f"/tasks/{task}/draft", 材料是否齐全="否", 缺少的材料="起草说明")
    page = browser.get(f"/tasks/{task}")
    assert "起草说明" in page.text and "已暂存 3月2日 09:00" in words(page)


def test_a_button_that_changes_the_sheet_completes_nothing(district, task):
    browser = district.browser(REVIEWER)
    answer = browser.send(f"/tasks/{task}/completion", **COMPLETE, _rows="refresh")
    assert answer.status_code == 200 and "经审查，符合法律规定。" in answer.text
    assert len(district.play.entries(1)) == 1
    alone = browser.client.post(f"/tasks/{task}/completion", headers={"X-Requested-With": "fetch"},
                                data={"_key": browser.key, "材料是否齐全": "否", "_rows": "refresh"})
    assert 'name="缺少的材料"' in alone.text and "<nav" not in alone.text


def test_the_clock_stands_still_while_material_is_completed(district, task):
    district.browser(REVIEWER).send(f"/tasks/{task}/completion", 材料是否齐全="否", 缺少的材料="起草说明")
    starter = district.browser(STARTER)
    assert "现在停计" in words(starter.get("/cases/1"))
    district.play.later(days=3)
    own = task_of(district.browser(STARTER).get("/boxes/waiting"))
    import io

    answer = district.browser(STARTER).send(
        f"/tasks/{own}/completion", 补正说明="已补齐", 补充材料=(io.BytesIO(b"%PDF-1.4"), "说明.pdf"))
    assert answer.status_code == 303
    page = words(district.browser(REVIEWER).get("/cases/1"))
    assert "扣除补正材料 3 日 = 3月16日" in page


def test_an_expression_that_fails_leaves_a_shown_incident_and_the_text(district, task, monkeypatch):
    from engine.actions import complete_task
    from engine.actions.hand import Incident

    def broken(*_arguments):
        raise Incident("case.incident", expression="1 / x", element="need-adviser", problem="feel.null", detail={})

    monkeypatch.setattr(complete_task, "complete", broken)
    browser = district.browser(REVIEWER)
    answer = browser.send(f"/tasks/{task}/completion", **COMPLETE)
    assert answer.status_code == 500 and "经审查，符合法律规定。" in answer.text
    assert "流程规则出了故障" in words(browser.get("/cases/1")) and "need-adviser" in words(browser.get("/cases/1"))
    monkeypatch.undo()
    assert "经审查，符合法律规定。" in browser.get(f"/tasks/{task}").text
    assert browser.send(f"/tasks/{task}/completion", **COMPLETE).status_code == 303


def test_opening_keeping_and_submitting_takes_few_statements(district, task):
    browser = district.browser(REVIEWER)
    browser.get(f"/tasks/{task}")
    said: list[str] = []
    engine = district.app.extensions["guicheng"].database.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: said.append(statement))
    browser.get(f"/tasks/{task}")
    browser.client.post(f"/tasks/{task}/draft", data={"_key": browser.key, **COMPLETE}, headers={"X-Requested-With": "x"})
    assert browser.send(f"/tasks/{task}/completion", **COMPLETE).status_code == 303
    acts = [s for s in said if not s.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]
    assert len(acts) <= 24, "\n".join(s.replace("\n", " ")[:110] for s in acts)
