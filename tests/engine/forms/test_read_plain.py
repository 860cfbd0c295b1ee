"""A lawyer's table or the API gives texts; the form reads them as the rulebook's language writes them."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from tests.engine.forms.examples import GOOD, NOW, REVIEW, field, form, options, plain


def codes(answers) -> dict[str, str]:
    return {path: error.code for path, error in answers.errors.items()}


def test_a_good_table_becomes_values() -> None:
    answers = plain(REVIEW, GOOD)
    assert answers.valid
    assert answers.values["拟完成日期"] == date(2026, 3, 11)
    assert answers.values["审查内容"] == ["主体权限", "内容"]
    assert answers.values["送审稿"] == [{"id": "a" * 64, "name": "送审稿.pdf", "size": 1200}]
    assert answers.values["涉及金额"] is None


@pytest.mark.parametrize("text", ["2026年3月2日", "2026-03-02", "２０２６年３月２日", " 2026年03月02日 "])
def test_a_date_may_be_written_in_several_ways(text: str) -> None:
    assert plain(form(field("datetime", "日期", subtype="date")), {"日期": text}).values == {"日期": date(2026, 3, 2)}


@pytest.mark.parametrize("text", ["2026年2月30日", "3月2日", "2026年3月2日 9:00", "明天", "2026年13月1日"])
def test_what_is_no_date_is_said(text: str) -> None:
    answers = plain(form(field("datetime", "日期", subtype="date")), {"日期": text})
    assert codes(answers) == {"日期": "forms.not_a_date"}
    assert answers.typed["日期"] == text


@pytest.mark.parametrize("text", ["2026年3月2日 9:00", "2026年3月2日9时00分", "2026-03-02T09:00", "2026年3月2日 9：00"])
def test_a_moment_is_read_in_the_zone_of_the_clock(text: str) -> None:
    assert plain(form(field("datetime", "会议时间", subtype="datetime")), {"会议时间": text}).values["会议时间"] == NOW


def test_a_moment_needs_its_time_of_day() -> None:
    answers = plain(form(field("datetime", "会议时间", subtype="datetime")), {"会议时间": "2026年3月2日"})
    assert codes(answers) == {"会议时间": "forms.not_a_datetime"}


def test_a_time_of_day() -> None:
    one = form(field("datetime", "时刻", subtype="time"))
    assert plain(one, {"时刻": "14:30"}).values["时刻"] == time(14, 30)
    assert codes(plain(one, {"时刻": "25:00"})) == {"时刻": "forms.not_a_time"}


@pytest.mark.parametrize(("text", "value"), [("1200", "1200"), ("1,200.50", "1200.50"), ("－３", "-3"), ("0.1", "0.1")])
def test_numbers_are_decimals(text: str, value: str) -> None:
    assert plain(form(field("number", "数")), {"数": text}).values["数"] == Decimal(value)


@pytest.mark.parametrize("text", ["35万元", "1e9", "NaN", "Infinity", "1,2", "一百", "9" * 35, "1 2", "٣"])
def test_numbers_with_units_or_tricks_are_none(text: str) -> None:
    assert codes(plain(form(field("number", "数")), {"数": text})) == {"数": "forms.not_a_number"}


@pytest.mark.parametrize("value", [True, float("nan"), float("inf"), [1], {"a": 1}])
def test_values_that_are_no_numbers(value: object) -> None:
    assert codes(plain(form(field("number", "数")), {"数": value})) == {"数": "forms.not_a_number"}


def test_an_unknown_option_names_the_nearest() -> None:
    error = plain(REVIEW, {**GOOD, "结论": "应修改"}).errors["结论"]
    assert (error.code, error.facts["nearest"]) == ("forms.not_an_option_but", "应予修改")


def test_an_option_unlike_any_names_none() -> None:
    assert codes(plain(REVIEW, {**GOOD, "结论": "xyz"})) == {"结论": "forms.not_an_option"}


def test_an_option_may_contain_the_separator() -> None:
    one = form(field("taglist", "对象", values=options("镇长、街道办主任", "其他", "正科级")))
    assert plain(one, {"对象": "正科级、镇长、街道办主任"}).values["对象"] == ["镇长、街道办主任", "正科级"]


def test_lists_forget_repetition_and_follow_the_form_s_order() -> None:
    one = form(field("checklist", "部门", values=options("甲", "乙", "丙")))
    assert plain(one, {"部门": "丙、甲，丙"}).values["部门"] == ["甲", "丙"]
    assert codes(plain(one, {"部门": "丙、丁"})) == {"部门": "forms.not_an_option"}


def test_options_may_come_from_the_facts() -> None:
    one = form(field("select", "部门", valuesExpression="=涉及部门"))
    assert plain(one, {"部门": "区财政局"}, {"涉及部门": ["区财政局"]}).values["部门"] == "区财政局"
    assert codes(plain(one, {"部门": "区财政局"}, {"涉及部门": ["区教育和体育局"]})) == {"部门": "forms.not_an_option"}
    assert codes(plain(one, {"部门": "区财政局"}, {})) == {"部门": "forms.not_an_option"}


def test_a_name_the_form_lacks_is_an_error_with_the_nearest() -> None:
    error = plain(REVIEW, {**GOOD, "结伦": "合法"}).errors["结伦"]
    assert (error.code, error.facts["nearest"]) == ("forms.field_unknown_but", "结论")
    assert plain(REVIEW, {**GOOD, "zzz": "1"}).errors["zzz"].code == "forms.field_unknown"


def test_a_field_may_be_named_by_its_label() -> None:
    one = form({"type": "textfield", "key": "标题", "label": "事项标题"})
    assert plain(one, {"事项标题": "学位规划"}).values == {"标题": "学位规划"}


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        ("textfield", {}, "forms.missing"),
        ("number", {}, "forms.missing"),
        ("datetime", {}, "forms.missing"),
        ("radio", {"values": options("甲")}, "forms.not_chosen"),
        ("checklist", {"values": options("甲")}, "forms.not_chosen"),
        ("checkbox", {}, "forms.not_ticked"),
        ("filepicker", {}, "forms.no_file"),
        ("dynamiclist", {"components": [field("textfield", "a")]}, "forms.no_rows"),
    ],
)
def test_a_required_field_wants_an_answer_of_its_kind(kind: str, more: dict, code: str) -> None:
    one = form(field(kind, "某", True, **more))
    assert codes(plain(one, {})) == {"某": code}
    assert codes(plain(one, {"某": "  "})) == {"某": code}


def test_rows_as_tables_and_as_a_written_list() -> None:
    one = form(field("dynamiclist", "议程", components=[field("textfield", "议题", True), field("number", "分钟")]))
    assert plain(one, {"议程": "学位规划、绿地"}).values["议程"] == [
        {"议题": "学位规划", "分钟": None},
        {"议题": "绿地", "分钟": None},
    ]
    answers = plain(one, {"议程": [{"议题": "a", "分钟": "10"}, {"分钟": "x"}, {"议提": "b"}]})
    assert codes(answers) == {
        "议程.1.议题": "forms.missing",
        "议程.1.分钟": "forms.not_a_number",
        "议程.2.议提": "forms.field_unknown_but",
    }
    assert codes(plain(one, {"议程": 3})) == {"议程": "forms.not_rows"}


def test_empty_rows_are_left_out_but_stay_as_typed() -> None:
    one = form(field("dynamiclist", "议程", components=[field("textfield", "议题", True)]))
    answers = plain(one, {"议程": [{}, {"议题": "a"}]})
    assert answers.values["议程"] == [{"议题": "a"}]
    assert len(answers.typed["议程"]) == 2


def test_files_that_cannot_be_had() -> None:
    one = form(field("filepicker", "稿"))
    assert codes(one.read_plain({"稿": "a.pdf"}, {}, NOW)) == {"稿": "forms.file_unknown"}
    assert codes(plain(one, {"稿": "a.pdf、b.pdf"})) == {"稿": "forms.too_many_files"}
    assert codes(plain(form(field("filepicker", "稿", accept=".pdf")), {"稿": "a.exe"})) == {"稿": "forms.file_kind"}
    assert codes(plain(one, {"稿": [{"id": 3}]})) == {"稿": "forms.file_unknown"}


def test_yes_and_no_of_a_tick() -> None:
    one = form(field("checkbox", "同意"))
    assert [plain(one, {"同意": t}).values["同意"] for t in ("是", "否", "", True)] == [True, False, False, True]
    assert codes(plain(one, {"同意": "也许"})) == {"同意": "forms.not_yes_or_no"}


def test_a_moment_as_a_value_keeps_its_own() -> None:
    moment = datetime(2026, 3, 2, 10, 0, tzinfo=NOW.tzinfo)
    assert plain(form(field("datetime", "时", subtype="datetime")), {"时": moment}).values["时"] == moment
