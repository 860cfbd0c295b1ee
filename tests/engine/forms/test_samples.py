"""Made-up answers must themselves stand, and stay out of the way of what is given."""

from datetime import date
from decimal import Decimal

from tests.engine.forms.examples import GOOD, NOW, REVIEW, field, form, made_up, options, plain


def test_samples_of_a_form_are_good_answers() -> None:
    sample = REVIEW.samples({}, NOW, made_up=made_up)
    assert sample["结论"] == "合法"
    assert sample["拟完成日期"] == date(2026, 3, 12)
    assert sample["标题"] == "示例文字"
    assert plain(REVIEW, sample).valid


def test_what_is_known_is_left_alone_and_decides_what_else_is_asked() -> None:
    sample = REVIEW.samples(
        {}, NOW, plain(REVIEW, {**GOOD, "结论": "不合法"}).values | {"结论": "不合法"}, made_up=made_up
    )
    assert "结论" not in sample
    known = {key: plain(REVIEW, GOOD).values[key] for key in ("标题", "送审部门")} | {"结论": "不合法"}
    sample = REVIEW.samples({}, NOW, known, made_up=made_up)
    assert sample["理由"] == "示例文字"
    assert "标题" not in sample


def test_an_optional_field_is_left_empty_unless_asked_for() -> None:
    one = form(field("textfield", "甲", properties={"sample": "某"}), field("textfield", "乙"))
    assert one.samples({}, NOW) == {}
    assert one.samples({}, NOW, optional=True) == {"甲": "某"}


def test_plausible_answers_by_kind() -> None:
    one = form(
        field("textfield", "文", True, validate={"minLength": 6, "maxLength": 7}),
        field("number", "数", True, validate={"min": 3}),
        field("datetime", "日", True, subtype="date"),
        field("datetime", "日时", True, subtype="datetime"),
        field("select", "选", True, values=options("乙", "甲")),
        field("taglist", "多", True, values=options("乙", "甲")),
        field("checkbox", "勾", True),
        field("filepicker", "稿", True, accept=".docx"),
        field(
            "dynamiclist",
            "行",
            components=[field("textfield", "甲", True), field("textfield", "乙")],
            properties={"min_rows": "2"},
        ),
    )
    sample = one.samples({}, NOW, made_up=made_up)
    assert sample == {
        "文": "示例文字示例文",
        "数": Decimal(3),
        "日": date(2026, 3, 2),
        "日时": NOW,
        "选": "乙",
        "多": ["乙"],
        "勾": True,
        "稿": [made_up("稿.docx")],
        "行": [{"甲": "示例文字"}, {"甲": "示例文字"}],
    }
    assert plain(one, sample).valid


def test_a_sample_may_be_computed_from_facts() -> None:
    one = form(field("radio", "意见", True, values=options("同意", "不同意"), properties={"sample": "=既定意见"}))
    assert one.samples({"既定意见": "不同意"}, NOW) == {"意见": "不同意"}
    assert one.samples({"既定意见": "未知"}, NOW) == {"意见": "同意"}


def test_defaults_stand_in_a_form_that_is_opened() -> None:
    one = form(
        field("textfield", "甲", properties={"default": "=标题"}),
        field("radio", "乙", values=options("是", "否"), defaultValue="否"),
        field("number", "丙", defaultValue="x"),
        field("textfield", "丁", properties={"default": "=甲"}),
    )
    assert one.initial({"标题": "学位规划"}, NOW) == {"甲": "学位规划", "乙": "否", "丁": "学位规划"}
    assert one.initial({}, NOW) == {"乙": "否"}
