"""A form laid out: labels, choices, widths, errors, rows, and what a reader reads."""

from tests.engine.forms.examples import GOOD, NOW, REVIEW, field, form, options, plain


def shown(one, values, facts=None, errors=None, **more) -> dict:
    def flat(fields):
        return [x for f in fields for x in (f, *flat(f.children))]

    return {f.key: f for f in flat(one.view(values, facts or {}, errors, now=NOW, **more))}


def test_values_stand_as_inputs_hold_them_and_as_readers_read_them() -> None:
    seen = shown(REVIEW, plain(REVIEW, {**GOOD, "会议时间": "2026年3月20日 9:05", "涉及金额": "1200.50"}).values)
    assert (seen["拟完成日期"].value, seen["拟完成日期"].text) == ("2026-03-11", "2026年3月11日")
    assert (seen["会议时间"].value, seen["会议时间"].text) == ("2026-03-20T09:05", "2026年3月20日 9:05")
    assert (seen["涉及金额"].value, seen["涉及金额"].suffix) == ("1200.50", "万元")
    assert seen["审查内容"].text == "主体权限、内容"
    assert [c.chosen for c in seen["结论"].choices] == [True, False, False]
    assert seen["已核对原件"].text == "否"


def test_what_could_not_be_read_stands_as_it_was_typed() -> None:
    answers = plain(REVIEW, {**GOOD, "拟完成日期": "下周", "涉及金额": "35万元"})
    seen = shown(REVIEW, answers.typed, errors=answers.errors)
    assert (seen["拟完成日期"].input_type, seen["拟完成日期"].value) == ("text", "下周")
    assert seen["拟完成日期"].error.code == "forms.not_a_date"
    assert seen["涉及金额"].value == "35万元"


def test_the_label_of_an_option_is_read_and_its_value_kept() -> None:
    one = form(field("radio", "意见", values=[{"label": "同意办理", "value": "同意"}]))
    assert shown(one, {"意见": "同意"})["意见"].text == "同意办理"


def test_hidden_fields_are_marked_and_keep_what_was_typed() -> None:
    seen = shown(REVIEW, {"结论": "合法", "理由": "写过"})
    assert (seen["理由"].visible, seen["理由"].value) == (False, "写过")
    assert shown(REVIEW, {"结论": "不合法"})["理由"].required
    assert seen["结论"].triggers and not seen["理由"].triggers


def test_everything_in_a_hidden_group_is_hidden() -> None:
    one = form(
        {"type": "group", "id": "g", "conditional": {"hide": "=true"}, "components": [field("textfield", "甲", True)]}
    )
    assert not shown(one, {})["甲"].visible
    assert plain(one, {"甲": "x"}).values == {}


def test_fields_of_one_row_share_its_sixteen_columns() -> None:
    row = {"layout": {"row": "r"}}
    one = form(
        field("textfield", "甲", layout={"row": "r", "columns": 4}),
        field("textfield", "乙", **row),
        field("textfield", "丙", **row),
        field("textfield", "丁"),
    )
    assert [f.span for f in one.view({}, {}, now=NOW)] == [4, 6, 6, 16]


def test_rows_bear_their_buttons_and_errors() -> None:
    answers = plain(REVIEW, {**GOOD, "修改意见": [{"条款": "一"}, {"建议": "x"}]})
    rows = shown(REVIEW, answers.typed, errors=answers.errors)["修改意见"].rows
    assert [row.remove for row in rows] == ["remove:修改意见:0", "remove:修改意见:1"]
    assert rows[1].fields[0].error.code == "forms.missing"
    assert [c.label for c in shown(REVIEW, {})["修改意见"].columns] == ["条款", "建议", "必须修改"]


def test_a_new_form_has_a_row_to_write_in_and_an_emptied_one_none() -> None:
    assert len(shown(REVIEW, {})["修改意见"].rows) == 1
    assert len(shown(REVIEW, {"修改意见": []})["修改意见"].rows) == 0
    assert len(shown(REVIEW, {}, readonly=True)["修改意见"].rows) == 0


def test_bounds_of_a_date_are_told_to_the_browser() -> None:
    assert shown(REVIEW, {})["拟完成日期"].least == "2026-03-02"


def test_values_of_a_wrong_kind_do_not_break_the_page() -> None:
    for junk in (3, "x", [1], {"a": 1}, None, True):
        assert shown(REVIEW, dict.fromkeys(GOOD, junk) | {"修改意见": junk, "涉及金额": junk, "会议时间": junk})


def test_form_js_options_written_as_words() -> None:
    assert [c.value for c in shown(form(field("radio", "选", values=["甲", "乙"])), {})["选"].choices] == ["甲", "乙"]
    assert options("甲") == [{"label": "甲", "value": "甲"}]
