"""Sentences acted on the shipped rules: what a scenario may rely on beyond what the features themselves show."""

import inspect

import pytest

from engine.gate.play import Unmet
from engine.gate.report import PASSED
from engine.gate.runner import run_text
from engine.gate.world import Government
from engine.gate.world.answers import referred
from engine.gate.world.operations import OPERATIONS
from engine.rulebook.load import load_bundle, load_jurisdiction
from tests.engine.gate.language import LANGUAGE, ROOT
from web.errors import word_whole


@pytest.fixture(scope="module")
def government():
    bundles = [load_bundle(ROOT, name) for name in ("legality-review", "legal-adviser", "fair-competition-review")]
    with Government.made(load_jurisdiction(ROOT), bundles, LANGUAGE, word_whole) as found:
        yield found


@pytest.fixture
def play(government):
    def run(*sentences: str):
        text = "功能：甲\n  场景：乙\n" + "".join(f"    {s}\n" for s in ("假如 现在是“2026年3月2日 9:00”", *sentences))
        return run_text("a.feature", text, LANGUAGE, government.world, word_whole).scenarios[0]

    return run


OPEN = "当 “区商务局承办人”发起“法律顾问意见”"


def test_every_offered_sentence_has_an_operation_that_takes_its_arguments():
    for sentence in LANGUAGE.sentences:
        if not LANGUAGE.offers(sentence) or sentence.refusal:
            continue
        given = {*sentence.slots, *sentence.fixed, *([sentence.table] if sentence.table else [])}
        takes = inspect.signature(OPERATIONS[sentence.means]).parameters
        assert given <= set(takes), sentence.id


def test_every_operation_is_meant_by_a_sentence():
    assert set(OPERATIONS) == {s.means for s in LANGUAGE.sentences if LANGUAGE.offers(s) and not s.refusal}


@pytest.mark.parametrize("sentences, code, nearest", [
    (["当 “区商务局经办人”发起“法律顾问意见”"], "gate.no_post", "区商务局承办人"),
    (["当 “区商务局承办人”发起“法律顾问”"], "gate.no_procedure", "法律顾问意见"),
    ([OPEN, "当 “区政府法律顾问”办理“顾问意见”"], "gate.no_step", "法律顾问意见"),
    ([OPEN, "当 “区政府法律顾问”办理“法律顾问意见”，“结果”为“同意”"], "gate.no_field", "结论"),
    (["假如 “副区长甲”分管“区教育局”"], "gate.no_office", "区教育和体育局"),
])
def test_a_name_that_nobody_knows_is_told_with_the_nearest(play, sentences, code, nearest):
    refusal = play(*sentences, "那么 被拒绝").stopped_at.refusal
    assert isinstance(refusal, Unmet)
    assert refusal.code == code
    if code != "gate.no_field":
        assert refusal.facts["nearest"] == nearest


@pytest.mark.parametrize("sentences, code", [
    (["那么 事项未办结"], "gate.no_case"),
    ([OPEN, OPEN, "那么 事项未办结"], "gate.which_case"),
    ([OPEN, "那么 事项未办结（事项“别的”）"], "gate.no_such_case"),
    ([OPEN, "当 时间到“2026年3月1日 9:00”"], "gate.clock_back"),
    ([OPEN, "那么 事项办结，结果为“同意”"], "gate.not_ended"),
    ([OPEN, "那么 “法律顾问意见”已超期"], "gate.not_overdue"),
    ([OPEN, "那么 “法律顾问意见”已暂停计时"], "gate.clock_running"),
    ([OPEN, "那么 “法律顾问意见”的期限是“2026年3月10日”"], "gate.other_limit"),
    ([OPEN, "那么 “法律顾问意见”最早可于“2026年3月10日”完成"], "gate.no_minimum"),
    ([OPEN, "那么 事项经过“法律顾问意见”"], "gate.not_passed"),
    ([OPEN, "那么 “区商务局承办人”的待办里有“法律顾问意见”"], "gate.not_in_inbox"),
    ([OPEN, "那么 “区政府法律顾问”的待办里没有“法律顾问意见”"], "gate.in_inbox"),
    ([OPEN, "那么 “区商务局承办人”看不到该事项"], "gate.visible"),
    ([OPEN, "那么 公众能看到“招商”"], "gate.public_lacks"),
    ([OPEN, "当 公众就“某事项”提出意见“好”"], "gate.no_consultation"),
    ([OPEN, "那么 生成“法律意见书”，文号为“1号”"], "gate.no_document"),
    ([OPEN, "那么 有提示“尚未公布”"], "gate.no_hint"),
    ([OPEN, "那么 “法律顾问意见”不必办理"], "gate.due_unknown"),
    ([OPEN, "那么 事项已终止"], "gate.not_terminated"),
    (["假如 已有“威环司审”编号到“第6号”"], "gate.unreadable_number_of_series"),
    ([OPEN, "当 各“相关部门负责人”办理“法律顾问意见”"], "gate.nobody_does"),
])
def test_what_does_not_hold_is_told(play, sentences, code):
    assert play(*sentences).stopped_at.refusal.code == code


def test_two_cases_are_told_apart_by_title_or_by_the_name_given_at_the_start(play):
    scenario = play(
        "当 “区商务局承办人”发起“法律顾问意见”，填写：", "  | 标题 | 合同甲 |",
        "当 “区商务局承办人”发起“法律顾问意见”（事项“乙”）",
        "当 “区政府法律顾问”办理“法律顾问意见”（事项“合同甲”）",
        "那么 事项办结，结果为“同意”（事项“合同甲”）",
        "而且 事项未办结（事项“乙”）",
    )
    assert scenario.status == PASSED, scenario.stopped_at


def test_a_field_of_a_later_step_is_kept_until_that_step_and_used_once(play):
    scenario = play(
        "当 “区商务局承办人”发起“公平竞争审查”，填写：", "  | 结论 | 适用例外 |", "  | 意见 | 不同意 |", "  | 审签说明 | 再议 |",
        "当 按常规办到“审签”",
        "当 “区市场监管局负责人”办理“审签”",
        "那么 事项停在“公平竞争审查”",
        "当 “区市场监管局审查员”办理“公平竞争审查”",
        "而且 “区市场监管局负责人”办理“审签”",
        "那么 事项办结，结果为“符合”",
    )
    assert scenario.status == PASSED, scenario.stopped_at


def test_an_empty_cell_stays_empty(play):
    refusal = play("当 “区商务局承办人”发起“法律顾问意见”，填写：", "  | 标题 |  |").stopped_at.refusal
    assert list(refusal.fields) == ["标题"]


def test_a_refused_act_leaves_nothing_behind(play):
    scenario = play(
        OPEN, "当 “区商务局承办人”办理“法律顾问意见”", "那么 被拒绝，依据“第二十二条”",
        "而且 “区政府法律顾问”的待办里有“法律顾问意见”", "而且 事项没有经过“法律顾问意见”",
    )
    assert scenario.status == PASSED, scenario.stopped_at


def test_scenarios_know_nothing_of_each_other(play):
    assert play("假如 “王小明”担任“区政府法律顾问”", OPEN).status == PASSED
    assert play("那么 事项未办结").stopped_at.refusal.code == "gate.no_case"


def test_who_is_appointed_is_the_only_holder_whatever_the_clock(play):
    scenario = play(
        "假如 “王小明”担任“区政府法律顾问”", "而且 现在是“2025年3月3日 9:00”", OPEN,
        "当 “区政府法律顾问”办理“法律顾问意见”", "那么 事项办结，结果为“同意”",
    )
    assert scenario.status == PASSED, scenario.stopped_at


def test_the_usual_course_that_leads_nowhere_is_told(play):
    refusal = play(OPEN, "当 “区政府法律顾问”办理“法律顾问意见”", "当 按常规办到“法律顾问意见”").stopped_at.refusal
    assert refusal.code == "gate.path_ended"


def test_the_usual_course_turns_off_to_a_step_that_is_only_done_when_asked_for(play):
    scenario = play(
        "当 “区教育和体育局承办人”发起“合法性审查”", "当 按常规办到“补正材料”", "那么 “合法性审查”已暂停计时",
        "当 按常规办到“法律顾问意见”", "那么 “区政府法律顾问”的待办里有“法律顾问意见”",
    )
    assert scenario.status == PASSED, scenario.stopped_at


def test_urging_claiming_handing_over_and_sending_back(play):
    scenario = play(
        "当 “区商务局承办人”发起“公平竞争审查”",
        "当 按常规办到“审签”",
        "当 “区商务局承办人”催办“审签”",
        "当 “区市场监管局负责人”将“审签”退回到“公平竞争审查”，理由为“再看一遍”",
        "那么 事项停在“公平竞争审查”",
        "当 “区市场监管局审查员”签收“公平竞争审查”",
        "当 “区市场监管局审查员”将“公平竞争审查”转办给“区市场监管局承办人”",
        "那么 “区市场监管局承办人”的待办里有“公平竞争审查”",
        "当 “区市场监管局承办人”办理“公平竞争审查”",
        "当 “区市场监管局承办人”撤回“公平竞争审查”",
        "那么 事项停在“公平竞争审查”",
    )
    assert scenario.status == PASSED, scenario.stopped_at


@pytest.mark.parametrize("given, said", [("是", "第1次常务会议议定"), ("否", ""), ("第9次常务会议第2项", "第9次常务会议第2项")])
def test_a_yes_where_a_reference_is_asked_for_is_a_made_up_one(given, said):
    assert referred({"常务会议议定": given, "涉及面广": "是"}, LANGUAGE) == {"常务会议议定": said, "涉及面广": "是"}


def test_stepping_aside_and_who_may_do_it_then(play):
    scenario = play(
        OPEN, "那么 “法律顾问意见”由“区政府法律顾问”办理", "而且 “法律顾问意见”不得由“区商务局承办人”办理",
        "当 “区政府法律顾问”就“法律顾问意见”申请回避，理由为“参与过起草”",
        "那么 “法律顾问意见”由“区政府办公室主任”办理", "而且 “法律顾问意见”不得由“区政府法律顾问”办理", "而且 尚未编号",
    )
    assert scenario.status == PASSED, scenario.stopped_at
