"""Refusals in words: never without a sentence, never failing."""

import datetime as dt
from decimal import Decimal

import pytest

from engine.errors import FieldError, Finding, Refusal
from web import errors


@pytest.fixture
def sentences(tmp_path, monkeypatch):
    """One room's wording in a folder of its own."""
    room = 'step.not_open: {text: "“{step}”须先完成“{before}”。", remedy: "请先办理“{before}”。"}\n'
    own = 'step.taken: {text: "已由{who}办理。", remedy: "请看记录。", basis: "同一待办只办一次"}\n'
    (tmp_path / "step.yaml").write_text("_basis: 流程图\n" + room + own, encoding="utf-8")
    monkeypatch.setattr(errors, "WORDING", tmp_path)
    errors.wordings.cache_clear()
    yield
    errors.wordings.cache_clear()


@pytest.mark.parametrize(("number", "read"), [
    (1, "一"), (10, "十"), (19, "十九"), (20, "二十"), (25, "二十五"), (89, "八十九"),
    (100, "一百"), (101, "一百零一"), (110, "一百一十"), (713, "七百一十三"),
])
def test_numerals(number, read):
    assert errors.numeral(number) == read


def test_a_refusal_has_text_basis_and_remedy(sentences):
    worded = errors.word(Refusal("step.not_open", ("25", "19"), step="审签", before="会签"))
    assert worded == errors.Worded("“审签”须先完成“会签”。", "第二十五条、第十九条", "请先办理“会签”。")


def test_an_item_of_an_article():
    assert errors.cite(["62(2)", "7"]) == "第六十二条第（二）项、第七条"


def test_an_article_of_another_instrument_is_cited_as_the_register_says(sentences):
    refusal = Refusal("step.not_open", ("▲713-15",))
    assert errors.word(refusal, {"▲713-15": "《某条例》第十五条"}).basis == "《某条例》第十五条"
    assert errors.word(refusal).basis == "▲713-15"


def test_without_an_article_the_basis_is_the_code_s_own_or_the_room_s(sentences):
    assert errors.word(FieldError("step.taken", facts={"who": "张三"})).basis == "同一待办只办一次"
    assert errors.word(Finding("step.not_open", "error", "a.bpmn")).basis == "流程图"


def test_a_fact_that_nobody_gave_does_not_break_the_sentence(sentences):
    assert errors.word(Refusal("step.not_open", step="审签")).text == "“审签”须先完成“……”。"


def test_a_code_without_wording_gets_a_general_sentence_that_names_it(sentences):
    worded = errors.word(Refusal("nobody.worded_this"))
    assert "nobody.worded_this" in worded.text and worded.basis and worded.remedy


@pytest.mark.parametrize(("value", "read"), [
    (None, "（空）"), (True, "是"), ("甲", "甲"), (Decimal("1.20"), "1.20"), (["甲", "乙"], "甲、乙"),
    (dt.date(2026, 3, 2), "2026年3月2日"), (dt.datetime(2026, 3, 2, 9, 5, tzinfo=dt.UTC), "2026年3月2日09:05"),
])
def test_facts_are_shown_as_they_are_read(value, read):
    assert errors.shown(value) == read


def test_braces_in_a_fact_are_only_text(sentences):
    assert errors.word(Refusal("step.taken", who="{who.__class__}")).text == "已由{who.__class__}办理。"


def test_kinds_of_value_are_put_into_words():
    refusal = Refusal("feel.kinds", operator="=", left="string", right="date and time")
    assert "文字和日期和时间" in errors.word(refusal).text
    assert "number" in errors.word(Refusal("feel.unknown_type", name="numbr", nearest="number")).remedy


def test_a_place_in_a_table_is_told():
    facts = {"table": "应办环节", "row": 3, "column": "类别", "expected": ")"}
    assert errors.word(Finding("feel.unfinished", "error", "x.dmn", "d", facts)).text.startswith("决策表“应办环节”第3行“类别”列：")
    assert not errors.word(Refusal("feel.empty")).text.startswith("：")
