"""Fields that appear, are demanded or only shown by conditions, and rules between answers."""

import pytest

from tests.engine.forms.examples import GOOD, NOW, REVIEW, field, form, html, options, plain

YES_NO = options("是", "否")


def hidden_unless(condition: str) -> dict:
    return {"conditional": {"hide": f"=not({condition})"}}


def test_a_hidden_field_is_neither_demanded_nor_kept() -> None:
    one = form(
        field("radio", "保密", True, values=YES_NO),
        field("textfield", "依据", True, conditional={"hide": '=保密 = "否"'}),
    )
    answers = plain(one, {"保密": "否", "依据": "某法"})
    assert answers.valid
    assert "依据" not in answers.values
    assert answers.typed["依据"] == "某法"
    assert plain(one, {"保密": "是"}).errors["依据"].code == "forms.missing"


def test_shown_when_hides_until_it_is_true() -> None:
    one = form(
        field("radio", "保密", values=YES_NO),
        field("textfield", "依据", True, properties={"shown_when": '=保密 = "是"'}),
    )
    assert plain(one, {}).valid
    assert plain(one, {"保密": "是"}).errors["依据"].code == "forms.missing"


def test_what_is_hidden_counts_as_empty_for_the_next_condition() -> None:
    one = form(
        field("radio", "甲", values=YES_NO),
        field("radio", "乙", values=YES_NO, properties={"shown_when": '甲 = "是"'}),
        field("textfield", "丙", True, properties={"shown_when": '乙 = "是"'}),
    )
    assert set(plain(one, {"甲": "否", "乙": "是"}).values) == {"甲"}
    assert plain(one, {"甲": "是", "乙": "是"}).errors["丙"].code == "forms.missing"


def test_an_old_fact_does_not_answer_for_an_empty_field() -> None:
    one = form(
        field("radio", "保密", values=YES_NO),
        field("textfield", "依据", True, properties={"shown_when": '保密 = "是"'}),
    )
    assert plain(one, {}, {"保密": "是"}).valid


def test_facts_of_the_case_can_be_read() -> None:
    one = form(field("textfield", "依据", True, properties={"shown_when": '依法需要保密 = "是"'}))
    assert plain(one, {}, {"依法需要保密": "否"}).valid
    assert not plain(one, {}, {"依法需要保密": "是"}).valid


def test_required_when() -> None:
    assert plain(REVIEW, {**GOOD, "结论": "不合法"}).errors["理由"].code == "forms.missing"
    assert plain(REVIEW, {**GOOD, "结论": "不合法", "理由": "超越权限。"}).valid


def test_a_condition_that_errs_hides_nothing_and_breaks_nothing() -> None:
    one = form(field("textfield", "甲"), field("textfield", "乙", True, conditional={"hide": "=甲 + 1 > 2"}))
    assert plain(one, {"甲": "x"}).errors["乙"].code == "forms.missing"


def test_a_read_only_field_takes_no_answer_and_shows_the_fact() -> None:
    one = form(
        field("textfield", "标题", readonly=True),
        field("textfield", "附言", properties={"readonly_when": "=标题 != null"}),
    )
    answers = html(one, ("标题", "改过的"), ("附言", "改过的"), facts={"标题": "原来的", "附言": "旧"})
    assert answers.values == {}
    shown = one.view(answers.typed, {"标题": "原来的"}, now=NOW)
    assert (shown[0].readonly, shown[0].text) == (True, "原来的")


def test_conditions_inside_rows_read_their_row_first() -> None:
    one = form(
        field("textfield", "甲"),
        field(
            "dynamiclist",
            "行",
            components=[
                field("radio", "同意", values=YES_NO),
                field("textfield", "理由", True, properties={"shown_when": '同意 = "否"'}),
            ],
        ),
    )
    answers = plain(one, {"行": [{"同意": "是"}, {"同意": "否"}]})
    assert {p: e.code for p, e in answers.errors.items()} == {"行.1.理由": "forms.missing"}
    assert answers.values["行"][0] == {"同意": "是"}


def test_a_rule_refuses_with_its_article_beside_its_field() -> None:
    error = plain(REVIEW, {**GOOD, "拟完成日期": "2026年3月8日"}).errors["拟完成日期"]
    assert (error.code, error.articles, error.facts["message"]) == (
        "forms.rule",
        ("25",),
        "合法性审查的时间不少于七日。",
    )
    assert plain(REVIEW, {**GOOD, "拟完成日期": "2026年3月9日"}).valid


def test_a_rule_waits_for_answers_that_can_be_read() -> None:
    answers = plain(REVIEW, {**GOOD, "拟完成日期": "明天"})
    assert answers.errors["拟完成日期"].code == "forms.not_a_date"


def test_a_rule_about_what_is_not_given_does_not_stand_in_the_way() -> None:
    one = form(field("number", "甲"), field("number", "乙"), rules=[{"must": "甲 < 乙", "message": "甲小于乙。"}])
    assert plain(one, {"甲": "1"}).valid
    assert not plain(one, {"甲": "2", "乙": "1"}).valid


@pytest.mark.parametrize("must", ["甲 < 上限", '甲 + "x" = 3'])
def test_a_rule_that_cannot_be_decided_does_not_pass(must: str) -> None:
    one = form(field("number", "甲"), rules=[{"must": must, "message": "不超过上限。"}])
    assert plain(one, {"甲": "1"}).errors["甲"].code == "forms.rule_undecided"


def test_a_rule_with_no_field_of_the_form_speaks_of_the_whole() -> None:
    one = form(field("textfield", "甲"), rules=[{"must": "已公示 = true", "message": "须先公示。"}])
    assert plain(one, {}, {"已公示": False}).errors[""].code == "forms.rule"
    assert plain(one, {}, {"已公示": True}).valid
