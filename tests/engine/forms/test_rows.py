"""Buttons that add and remove rows and files without any script."""

import pytest

from tests.engine.forms.examples import field, form, made_up

FORM = form(
    field("filepicker", "稿", multiple=True),
    field(
        "dynamiclist",
        "行",
        components=[field("textfield", "甲"), field("dynamiclist", "内", components=[field("filepicker", "附")])],
    ),
)
TYPED = {"稿": [made_up("a"), made_up("b")], "行": [{"甲": "一"}, {"甲": "二", "内": [{"附": [made_up("c")]}]}]}


def test_a_row_is_added_at_the_end_at_any_depth() -> None:
    assert FORM.press("add:行", TYPED)["行"] == [*TYPED["行"], {}]
    assert FORM.press("add:行.0.内", TYPED)["行"][0] == {"甲": "一", "内": [{}]}
    assert FORM.press("add:行", {})["行"] == [{}]


def test_a_row_or_file_is_removed() -> None:
    assert FORM.press("remove:行:0", TYPED)["行"] == [TYPED["行"][1]]
    assert FORM.press("drop:稿:0", TYPED)["稿"] == [made_up("b")]
    assert FORM.press("drop:行.1.内.0.附:0", TYPED)["行"][1]["内"] == [{"附": []}]


@pytest.mark.parametrize(
    "button",
    [
        "refresh",
        "",
        "add:",
        "add:无",
        "add:稿",
        "remove:行:9",
        "remove:行:-1",
        "remove:行:x",
        "drop:行:0",
        "remove:稿:0",
        ":::",
        "remove:行:" + "9" * 5000,
    ],
)
def test_a_stale_or_foreign_button_changes_nothing(button: str) -> None:
    assert FORM.press(button, TYPED) == TYPED


def test_rows_do_not_grow_without_end() -> None:
    assert len(FORM.press("add:行", {"行": [{}] * 200})["行"]) == 200
