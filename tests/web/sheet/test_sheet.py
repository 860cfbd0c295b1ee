"""The sheet as HTML: labels, errors and buttons that a reader of any kind can use."""

import re
from xml.etree import ElementTree

import pytest
from werkzeug.datastructures import MultiDict

from engine.forms import Form
from tests.engine.forms.examples import GOOD, NOW, REVIEW, field, form, options, plain, stored
from tests.web.sheet.page import page, upload
from web.sheet import Sheet, find_stored, make_record, make_sheet, with_files

TOKEN = f"{'a' * 64}:送审稿.pdf"


def drawn(one: Form, given: dict, **more: object) -> str:
    answers = plain(one, given)
    return page(make_sheet(one, answers.typed, {}, answers.errors, now=NOW, **more))


def test_a_label_belongs_to_every_input() -> None:
    html = drawn(REVIEW, GOOD | {"修改意见": [{"条款": "一"}]})
    inputs = re.findall(r'<(?:input type="(?!hidden)[^"]+"|select|textarea)[^>]*? id="([^"]+)"', html)
    assert len(inputs) > 15
    assert [one for one in inputs if f'for="{one}"' not in html] == []


def test_ids_are_used_once() -> None:
    ids = re.findall(
        r' id="([^"]+)"', drawn(REVIEW, {**GOOD, "结论": "不合法", "修改意见": [{"条款": "一"}, {"建议": "x"}]})
    )
    assert len(ids) == len(set(ids))


def test_errors_stand_in_the_summary_and_beside_their_fields() -> None:
    html = drawn(REVIEW, {**GOOD, "结论": "不合法", "拟完成日期": "2026年3月4日", "修改意见": [{"建议": "x"}]})
    assert "有 3 处需要改正" in html
    assert (
        '<a href="#f-拟完成日期">合法性审查的时间不少于七日。<span class="basis">（依据：第二十五条）</span></a>'
        in html
    )
    assert '修改意见第1行：<a href="#f-修改意见.0.条款">' in html
    assert 'aria-describedby="e-理由" aria-required="true" aria-invalid="true"' in html
    summary = html.index("data-error-summary")
    assert summary < html.index('id="f-拟完成日期"') < html.index('id="f-理由"') < html.index('id="f-修改意见.0.条款"')


def test_every_link_of_the_summary_leads_somewhere() -> None:
    one = form(
        field("radio", "选", True, values=options("甲")),
        field("taglist", "多", True, values=options("甲")),
        field("taglist", "无", True, valuesExpression="=空"),
        field("checkbox", "勾", True),
        field("filepicker", "稿", True),
        field("dynamiclist", "行", True, components=[field("number", "数")]),
    )
    html = drawn(one, {})
    links = re.findall(r'href="#(f-[^"]+)"', html)
    assert len(links) == 6
    assert [link for link in links if f'id="{link}"' not in html] == []


def test_a_sheet_without_errors_has_no_summary() -> None:
    assert "data-error-summary" not in drawn(REVIEW, GOOD)


def test_an_error_of_no_field_is_said_without_a_link() -> None:
    one = form(field("textfield", "甲"), rules=[{"must": "已公示 = true", "message": "须先公示。"}])
    answers = one.read_plain({}, {"已公示": False}, NOW)
    html = page(make_sheet(one, answers.typed, {}, answers.errors, now=NOW))
    assert "<li>须先公示。请据此改正后再提交。</li>" in html


def test_what_is_typed_is_never_markup() -> None:
    html = drawn(REVIEW, {**GOOD, "标题": "<script>x</script>\"'", "理由": "</textarea><b>", "结论": "不合法"})
    assert "<script>x" not in html and "</textarea><b>" not in html
    assert "&lt;script&gt;x&lt;/script&gt;&#34;&#39;" in html


def test_a_text_area_keeps_a_leading_blank_line() -> None:
    html = page(make_sheet(form(field("textarea", "文")), {"文": "\n第二行"}, {}, now=NOW))
    assert re.search(r"<textarea[^>]*>\n\n第二行</textarea>", html)


def test_the_first_button_decides_nothing() -> None:
    html = drawn(REVIEW, GOOD)
    first = re.search(r"<button[^>]*>", html)
    assert first and 'name="_rows" value="refresh"' in first[0]


def test_rows_and_files_have_buttons_that_say_what_they_act_on() -> None:
    html = drawn(REVIEW, {**GOOD, "修改意见": [{"条款": "一"}]})
    assert re.search(r'value="remove:修改意见:0"[^>]*>删除<span class="unseen">修改意见第1行', html)
    assert 'value="add:修改意见"' in html
    assert re.search(r'value="drop:送审稿:0"[^>]*>移除<span class="unseen">送审稿.pdf', html)
    assert f'<input type="hidden" name="送审稿" value="{"a" * 64}:送审稿.pdf">' in html


def test_rows_at_their_bound_cannot_be_added_to() -> None:
    one = form(field("dynamiclist", "行", components=[field("textfield", "甲")], properties={"max_rows": "1"}))
    assert 'value="add:行"' not in drawn(one, {"行": "a"})


def test_what_a_condition_hides_is_carried_along_unseen() -> None:
    html = drawn(REVIEW, {**GOOD, "理由": "写过"})
    assert '<input type="hidden" name="理由" value="写过">' in html
    assert '<textarea id="f-理由"' not in html


def test_addresses_for_drafts_and_sheets_are_given_only_where_there_are_some() -> None:
    html = drawn(REVIEW, GOOD, draft_url="/d", sheet_url="/s", saved_at="10:32", phrases=("同意。",))
    assert 'data-draft-url="/d"' in html and 'data-sheet-url="/s"' in html and "已暂存 10:32" in html
    assert "data-draft" not in drawn(REVIEW, GOOD) and "已暂存" not in drawn(REVIEW, GOOD)


def test_usual_phrases_stand_by_opinions_only() -> None:
    html = drawn(REVIEW, {**GOOD, "结论": "不合法"}, phrases=("同意。", "请修改。"))
    assert html.count("data-phrases=") == 1
    assert '<button type="button" class="quiet">请修改。</button>' in html


def test_nothing_inline_that_a_content_policy_would_refuse() -> None:
    sheet = drawn(REVIEW, {**GOOD, "结论": "不合法"}, phrases=("同意。",)).split("<form", 1)[1]
    assert not re.search(r"<script|<style| style=| on[a-z]+=|javascript:|https?://", sheet)


def test_a_record_is_read_and_has_nothing_to_press() -> None:
    record = make_record(
        REVIEW,
        plain(REVIEW, GOOD | {"修改意见": [{"条款": "第三条"}]}).values,
        {},
        now=NOW,
        title="合法性审查",
        left="审查员 王小明",
        right="2026年3月2日",
        id="r1",
    )
    html = page(Sheet((), title="空"), (record,)).split("<form", 1)[0]
    assert not re.search(r"<(input|textarea|select|button)", html)
    assert "2026年3月11日" in html and "第三条" in html and "审查员 王小明" in html and "必填" not in html


def test_static_text_and_separators() -> None:
    one = form({"type": "text", "text": "# 说明\n请<b>如实</b>填写。"}, {"type": "separator"})
    html = page(make_sheet(one, {}, {}, now=NOW))
    assert '<p class="heading">说明</p>' in html and "请&lt;b&gt;如实&lt;/b&gt;填写。" in html and "<hr" in html


@pytest.mark.parametrize("readonly", [False, True])
def test_every_kind_is_well_formed(readonly: bool) -> None:
    make = make_record if readonly else make_sheet
    html = page(make(REVIEW, plain(REVIEW, GOOD | {"修改意见": [{"条款": "一"}]}).typed, {}, now=NOW))
    body = html[html.index("<form") : html.index("</form>") + 7]
    body = re.sub(r"<(input|hr)([^>]*)>", r"<\1\2/>", body)
    for name in (
        "checked",
        "selected",
        "multiple",
        "novalidate",
        "hidden",
        "data-sheet",
        "data-triggers",
        "data-draft-status",
    ):
        body = re.sub(rf"(<[^>]*) {name}(?=[ />\n])", rf'\1 {name}=""', body)
    ElementTree.fromstring(body)


def test_new_files_are_stored_under_names_that_the_form_asks_for() -> None:
    kept = []

    def store(file: object) -> dict:
        kept.append(file.filename)
        return {"id": "a" * 64, "name": file.filename, "size": 1}

    files = MultiDict(
        [("送审稿", upload("送审稿.pdf")), ("送审稿", upload("")), ("标题", upload("x.pdf")), ("别的", upload("y.pdf"))]
    )
    data = with_files(REVIEW, MultiDict([("标题", "学位规划"), ("送审稿", TOKEN)]), files, store)
    assert kept == ["送审稿.pdf"]
    assert data.getlist("送审稿") == [TOKEN, TOKEN]
    assert REVIEW.read_html(data, {}, NOW, stored).values["送审稿"] == [stored(TOKEN)] * 2


def test_where_one_file_is_asked_for_a_new_one_takes_the_place_of_the_old() -> None:
    one = form(field("filepicker", "稿"))
    data = with_files(
        one,
        MultiDict([("稿", "b:旧.pdf")]),
        MultiDict([("稿", upload("新.pdf"))]),
        lambda file: {"id": "c", "name": file.filename, "size": 1},
    )
    assert data.getlist("稿") == ["c:新.pdf"]


def test_a_token_without_an_id_finds_nothing() -> None:
    found = find_stored(lambda identity, name: {"id": identity, "name": name, "size": 1})
    assert found(":x.pdf") is None
    assert found("a:b:c.pdf") == {"id": "a", "name": "b:c.pdf", "size": 1}
