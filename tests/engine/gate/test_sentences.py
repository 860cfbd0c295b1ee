"""The sentences of the legal office: every one reads as its example, and nothing else passes for one."""

from datetime import date, datetime

import pytest
import yaml

from engine.errors import Refusal
from engine.gate.features import Step
from engine.gate.language import KINDS
from engine.gate.sentences import Bound, Unknown, match
from tests.engine.gate.language import LANGUAGE, ROOT


def read(text: str, kind: str = "when", rows: tuple = ()) -> Bound | Unknown:
    return match(Step(1, kind, "", text, rows), LANGUAGE)


@pytest.mark.parametrize("sentence", LANGUAGE.sentences, ids=lambda s: s.id)
def test_every_sentence_is_found_by_its_own_example(sentence):
    bound = read(sentence.example, sentence.kind, sentence.example_table or ((("a", "b"),) if sentence.table else ()))
    assert isinstance(bound, Bound)
    assert bound.sentence.id == sentence.id
    assert sentence.kind in KINDS and sentence.since in (1, 2, 3) and sentence.says


def test_there_are_sentences_of_every_kind_and_issue():
    assert len(LANGUAGE.sentences) >= 70
    assert {(s.kind, s.since) for s in LANGUAGE.sentences} >= {
        ("given", 1), ("given", 2), ("when", 1), ("when", 2), ("when", 3), ("then", 1), ("then", 2), ("then", 3)
    }


def test_identifiers_are_unique():
    assert len({s.id for s in LANGUAGE.sentences}) == len(LANGUAGE.sentences)


@pytest.mark.parametrize("text, operation, arguments", [
    ("“区司法局审查员”办理“合法性审查”，“结论”为“应予修改”", "complete",
     {"post": "区司法局审查员", "step": "合法性审查", "field": "结论", "value": "应予修改"}),
    ('"区司法局审查员"办理"合法性审查","结论"为"应予修改"', "complete",
     {"post": "区司法局审查员", "step": "合法性审查", "field": "结论", "value": "应予修改"}),
    ("现在是“2026年3月2日 9:00”", "set_clock", {"at": datetime(2026, 3, 2, 9)}),
    ("“区长”自“2026年3月1日”至“2026年3月10日”出访", "leave",
     {"post": "区长", "start": date(2026, 3, 1), "end": date(2026, 3, 10), "kind": "出访"}),
    ("过去 5 个工作日", "pass_working_days", {"count": 5}),
    ("过去三十日", "pass_days", {"count": 30, "unit": "日"}),
    ("事项停在“部门协商”、“专家论证”", "stands_at", {"steps": ("部门协商", "专家论证")}),
    ("被拒绝，依据“第二十五条”", "refused_under", {"articles": ("25",)}),
    ("被拒绝，依据“第四十三条”。", "refused_under", {"articles": ("43",)}),
    ("被拒绝，依据“▲713-15”", "refused_under", {"articles": ("▲713-15",)}),
    ("公众就“某事项”提出意见“好”", "public_comment", {"text": "好"}),
    ("公众就“学位规划”提出意见“好”", "public_comment", {"text": "好", "case": "学位规划"}),
    ("“区财政局承办人”看不到该事项（事项“学位规划”）", "hidden_from", {"post": "区财政局承办人", "case": "学位规划"}),
    ("“区司法局审查员”签收“合法性审查”(事项“学位规划”)", "claim",
     {"post": "区司法局审查员", "step": "合法性审查", "case": "学位规划"}),
])
def test_what_sentences_mean(text, operation, arguments):
    bound = read(text)
    assert isinstance(bound, Bound)
    assert (bound.operation, dict(bound.arguments)) == (operation, arguments)


def test_a_table_becomes_answers_with_empty_cells_kept():
    bound = read("“甲”发起“乙”，填写：（事项“丙”）", rows=(("标题", "丙"), ("涉及镇街", "")))
    assert bound.arguments["answers"] == {"标题": "丙", "涉及镇街": ""}
    assert bound.arguments["case"] == "丙"


def test_the_case_may_be_named_before_the_colon():
    assert read("“甲”发起“乙”（事项“丙”），填写：", rows=(("标题", "丙"),)).arguments["case"] == "丙"


def test_guarantees_are_parsed_to_data():
    said = "在任何路径上，“集体讨论决定”之前必须完成“合法性审查”，且“结论”为“合法”或“不合法”"
    bound = read(f"当“是否探索性改革”为“否”时，{said}", "then")
    assert bound.since == 3
    assert bound.arguments == {
        "rule": "precedence", "when_field": "是否探索性改革", "when_values": ("否",), "step": "集体讨论决定",
        "before": "合法性审查", "field": "结论", "values": ("合法", "不合法"),
    }


def test_every_shipped_guarantee_is_a_sentence_of_the_language():
    files = sorted((ROOT / "features").glob("*.guarantees.yaml"))
    sentences = [item["sentence"] for path in files for item in yaml.safe_load(path.read_text(encoding="utf-8"))]
    assert len(sentences) > 20
    assert [s for s in sentences if not isinstance(read(s, "then"), Bound)] == []


def test_an_unknown_sentence_names_the_nearest():
    unknown = read("“区司法局审查员”办结“合法性审查”，“结论”是“合法”")
    assert isinstance(unknown, Unknown)
    assert unknown.nearest.id == "complete_field"


@pytest.mark.parametrize("text, rows, code", [
    ("现在是“三月二日”", (), "gate.unreadable_date"),
    ("现在是“2026年2月30日 9:00”", (), "gate.unreadable_date"),
    ("现在是“2026年3月2日 25:00”", (), "gate.unreadable_date"),
    ("被拒绝，依据“有关规定”", (), "gate.unreadable_article"),
    ("过去若干个工作日", (), "gate.unreadable_number"),
    ("“甲”办理“乙”", (("a", "b"),), "gate.table_unwanted"),
    ("“甲”办理“乙”，填写：", (), "gate.table_missing"),
    ("“甲”办理“乙”，填写：", (("a", "b", "c"),), "gate.table_columns"),
    ("“甲”办理“乙”，填写：", (("a", "b"), ("a", "c")), "gate.table_twice"),
])
def test_what_cannot_be_read_is_refused(text, rows, code):
    with pytest.raises(Refusal) as refused:
        read(text, rows=rows)
    assert refused.value.code == code
