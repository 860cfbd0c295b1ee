"""What is said of texts that are no FEEL, and of names nobody declared."""

import pytest

from engine.feel import (
    FeelSyntaxError,
    Language,
    check_language,
    compile_expression,
    compile_unary_tests,
    unknown_names,
)
from tests.engine.feel import LANGUAGE, value

NAMES = ("合法性审查", "涉及市场主体经济活动", "标题", "上限 金额")

WRONG = [
    ("1＞2", "feel.operator", {"found": "＞", "instead": ">", "position": 1}),
    ("max（1，2）", "feel.operator", {"found": "（", "instead": "("}),
    ("标题 = “甲”", "feel.operator", {"found": "“", "instead": '"'}),
    ('["甲"、"乙"]', "feel.operator", {"found": "、", "instead": ","}),
    ("1 ≥ 2", "feel.operator", {"found": "≥", "instead": ">="}),
    ("1 == 2", "feel.operator", {"found": "==", "instead": "="}),
    ("标题＝1", "feel.operator", {"found": "＝", "instead": "="}),
    ('涉及市场主体的经济活动 = "是"', "feel.unknown_name", {"nearest": "涉及市场主体经济活动"}),
    ("counts([1])", "feel.unknown_function", {"name": "counts", "nearest": "count"}),
    ("标题(1)(2", "feel.unfinished", {"expected": ")"}),
    ("1 instance of numbr", "feel.unknown_type", {"nearest": "number"}),
    ("substring()", "feel.arguments", {"function": "substring"}),
    ("", "feel.empty", {}),
    ('"没有完', "feel.unclosed", {"found": '"'}),
    ("1 +", "feel.unfinished", {}),
    ("1 2", "feel.unexpected", {"found": "2"}),
    ("{甲: 1, 甲: 2}", "feel.twice", {"name": "甲"}),
    ('@"2026-02-30"', "feel.at_literal", {"found": "2026-02-30"}),
    ("1" * 30_000, "feel.too_long", {"limit": 20_000}),
    ("(" * 200 + "1" + ")" * 200, "feel.too_deep", {}),
    ("+".join(["1"] * 1_000), "feel.too_deep", {}),
    ("1e99999", "feel.number", {}),
    ("标题 # 1", "feel.character", {"found": "#"}),
]


@pytest.mark.parametrize(("text", "code", "facts"), WRONG, ids=[text[:20] for text, *_ in WRONG])
def test_wrong_texts_say_why(text, code, facts):
    with pytest.raises(FeelSyntaxError) as caught:
        compile_expression(text, LANGUAGE, names=NAMES)
    assert caught.value.code == code
    assert facts.items() <= caught.value.facts.items()


def test_full_width_marks_are_allowed_inside_texts():
    assert value('"（甲），乙＞丙"') == "（甲），乙＞丙"


def test_a_cell_without_quotes_is_an_unknown_name():
    with pytest.raises(FeelSyntaxError) as caught:
        compile_unary_tests("是", LANGUAGE, names=NAMES)
    assert caught.value.code == "feel.unknown_name"


def test_a_name_of_several_words_is_one_name():
    assert value("上限 金额 + 1", {"上限 金额": 1}, names=NAMES) == 2


def test_a_bare_alias_without_arguments_is_a_call_and_only_that():
    language = Language({"今天": "today"})
    assert compile_expression("今天", language).reads == frozenset()
    assert compile_expression("今天", Language()).reads == {("今天",)}


READS = [
    ('合法性审查.结论 = "合法" and 甲', {("合法性审查", "结论"), ("甲",)}),
    ('every x in 部门协商 satisfies x.意见 = "同意" and y', {("部门协商", "意见"), ("y",)}),
    ("部门协商[1].意见.理由", {("部门协商", "意见", "理由")}),
    ("{甲: 1, 乙: 甲 + 丙}.乙", {("丙",)}),
    ("for i in 1..3 return i + partial[1]", set()),
    ("today() + 期限", {("期限",)}),
    ("function(a) a + b", {("b",)}),
]


@pytest.mark.parametrize(("text", "reads"), READS)
def test_reads_are_the_free_names(text, reads):
    assert compile_expression(text, LANGUAGE).reads == reads


def test_an_alias_of_nothing_is_found():
    (found,) = check_language(Language({"今天": "today", "明日": "tomorow", "且": "and"}), "language.yaml")
    assert (found.code, found.element, found.facts["found"]) == ("feel.alias", "明日", "tomorow")


def test_unknown_names_come_with_the_nearest():
    expression = compile_expression("合法性审察.结论 = 标题", LANGUAGE)
    assert unknown_names(expression, NAMES) == [("合法性审察", "合法性审查")]
