"""Submissions of a browser: whatever is sent, answers come of it and nothing else."""

from datetime import date, datetime, time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as some
from werkzeug.datastructures import MultiDict

from engine.errors import FieldError
from engine.forms import asking, file_token, upload_paths
from tests.engine.forms.examples import NOW, REVIEW, field, form, html, options, stored, submitted

TOKEN = f"{'a' * 64}:送审稿.pdf"
YES_NO = options("是", "否")
WIDE = form(
    field("textfield", "文"),
    field("textarea", "长文"),
    field("number", "数"),
    field("datetime", "日", subtype="date"),
    field("datetime", "时", subtype="time"),
    field("datetime", "日时", subtype="datetime"),
    field("radio", "选", values=YES_NO),
    field("select", "单", values=YES_NO),
    field("taglist", "多", values=YES_NO),
    field("checkbox", "勾"),
    field("filepicker", "稿", multiple=True),
    field(
        "dynamiclist",
        "行",
        components=[
            field("textfield", "甲"),
            field("checklist", "乙", values=YES_NO),
            field("dynamiclist", "内", components=[field("number", "丙")]),
        ],
    ),
)


def test_rows_close_up_in_the_order_of_their_numbers() -> None:
    answers = html(
        WIDE,
        ("行.10.甲", "末"),
        ("行.2.甲", "首"),
        ("行.2.乙", "否"),
        ("行.7", ""),
        ("行.x.甲", "?"),
        ("行.-1.甲", "?"),
    )
    assert [row["甲"] for row in answers.values["行"]] == ["首", "末"]
    assert answers.values["行"][0]["乙"] == ["否"]
    assert len(answers.typed["行"]) == 3


def test_the_last_of_several_texts_counts_for_a_single_field() -> None:
    assert html(WIDE, ("文", "一"), ("文", "二")).values["文"] == "二"


def test_lines_end_in_one_way_and_nothing_unprintable_is_kept() -> None:
    assert html(WIDE, ("长文", "一\r\n二\r三\x00\x08\ud800")).values["长文"] == "一\n二\n三"
    assert html(WIDE, ("文", " 一\n二 ")).values["文"] == "一 二"


def test_a_stored_file_is_kept_and_an_invented_one_refused() -> None:
    assert html(WIDE, ("稿", TOKEN)).values["稿"] == [stored(TOKEN)]
    answers = html(WIDE, ("稿", TOKEN), ("稿", "b:别人的.pdf"))
    assert answers.errors["稿"].code == "forms.file_unknown"
    assert answers.values["稿"] is None


def test_names_the_form_does_not_have_are_passed_over() -> None:
    assert html(WIDE, ("csrf_token", "x"), ("__class__", "x"), ("文.0.x", "y")).valid


def test_only_files_that_the_form_asks_for_are_to_be_stored() -> None:
    one = form(
        field("filepicker", "稿"),
        field("textfield", "文"),
        field("dynamiclist", "行", components=[field("filepicker", "附")]),
    )
    assert upload_paths(one.fields, ["稿", "文", "行.0.附", "行.附", "行.x.附", "稿.0", "他"]) == ["稿", "行.0.附"]


NAMES = some.sampled_from(
    [
        "文",
        "长文",
        "数",
        "日",
        "时",
        "日时",
        "选",
        "单",
        "多",
        "勾",
        "稿",
        "行",
        "行.0",
        "行.0.甲",
        "行.1.乙",
        "行.0.内.0.丙",
        "行.0.内.5",
        "行.99999.甲",
        "行.999999999.甲",
        "标题",
        "结论",
        "理由",
        "拟完成日期",
        "送审部门",
        "审查内容",
        "修改意见.0.条款",
        "",
        ".",
        "行.",
    ]
)
TEXTS = some.one_of(
    some.text(max_size=20),
    some.sampled_from(
        [
            "是",
            "否",
            "2026-03-02",
            "2026-03-12T09:00",
            "9:00",
            "1",
            "-0.0",
            "1e400",
            "合法",
            "不合法",
            TOKEN,
            "true",
            "９",
        ]
    ),
)
SENT = some.lists(some.tuples(some.one_of(NAMES, some.text(max_size=8)), TEXTS), max_size=25)


@settings(max_examples=150)
@given(SENT)
def test_any_submission_gives_answers_and_can_be_shown_again(pairs: list[tuple[str, str]]) -> None:
    for one in (WIDE, REVIEW):
        answers = one.read_html(MultiDict(pairs), {}, NOW, stored)
        assert all(isinstance(error, FieldError) for error in answers.errors.values())
        shown = one.view(answers.typed, {}, answers.errors, now=NOW)
        again = one.read_html(submitted(shown), {}, NOW, stored)
        assert again.values == answers.values or answers.errors


@settings(max_examples=100)
@given(
    some.dictionaries(
        some.one_of(NAMES, some.text(max_size=5)),
        some.recursive(
            some.none() | some.booleans() | some.integers() | some.floats() | TEXTS | some.dates() | some.datetimes(),
            lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=3), inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_any_table_gives_answers(table: dict) -> None:
    for one in (WIDE, REVIEW):
        answers = one.read_plain(table, {}, NOW)
        one.view(answers.typed, {}, answers.errors, now=NOW)
        known = {field_.key for field_ in asking(one.fields)}
        assert all(
            path.split(".")[0] in known or "field_unknown" in error.code for path, error in answers.errors.items()
        )


LINE = some.text(some.characters(exclude_categories=("C", "Z")), min_size=1, max_size=10)
VALUES = some.fixed_dictionaries(
    {
        "文": some.none() | LINE,
        "长文": some.none() | some.lists(LINE, min_size=1, max_size=3).map("\n".join),
        "数": some.none()
        | some.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9),
        "日": some.none() | some.dates(min_value=date(1000, 1, 1)),
        "时": some.none() | some.times().map(lambda t: time(t.hour, t.minute, t.second)),
        "日时": some.none()
        | some.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2100, 1, 1)).map(
            lambda t: t.replace(microsecond=0, tzinfo=NOW.tzinfo)
        ),
        "选": some.sampled_from([None, "是", "否"]),
        "单": some.sampled_from([None, "是", "否"]),
        "多": some.sampled_from([[], ["是"], ["否"], ["是", "否"]]),
        "勾": some.booleans(),
        "稿": some.sampled_from([[], [stored(TOKEN)]]),
        "行": some.lists(
            some.fixed_dictionaries(
                {
                    "甲": LINE,
                    "乙": some.sampled_from([[], ["否"]]),
                    "内": some.lists(some.fixed_dictionaries({"丙": some.integers(1, 9).map(Decimal)}), max_size=2),
                }
            ),
            max_size=3,
        ),
    }
)


@settings(max_examples=150)
@given(VALUES)
def test_what_is_shown_and_sent_back_unchanged_is_the_same(values: dict) -> None:
    answers = WIDE.read_html(submitted(WIDE.view(values, {}, now=NOW)), {}, NOW, stored)
    assert answers.errors == {}
    assert answers.values == values


def test_the_token_of_a_file_is_its_id_and_name() -> None:
    assert file_token(stored(TOKEN)) == TOKEN
