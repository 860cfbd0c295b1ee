"""Bounds of answers, each kept and each broken once."""

import pytest

from tests.engine.forms.examples import field, form, plain


def code(component: dict, text: object) -> str | None:
    error = plain(form(component), {component.get("key") or component["path"]: text}).errors
    return next((e.code for e in error.values()), None)


@pytest.mark.parametrize(
    ("component", "good", "bad", "expected"),
    [
        (field("textfield", "某", validate={"maxLength": 3}), "一二三", "一二三四", "forms.too_long"),
        (field("textfield", "某", validate={"minLength": 3}), "一二三", "一二", "forms.too_short"),
        (field("textfield", "某", validate={"pattern": "^[0-9]{3}$"}), "123", "12a", "forms.not_the_pattern"),
        (field("textfield", "某", validate={"validationType": "email"}), "a@b.cn", "a@b", "forms.not_email"),
        (field("textfield", "某", validate={"validationType": "phone"}), "0631-5231234", "电话", "forms.not_phone"),
        (field("number", "某", validate={"min": 2}), "2", "1.99", "forms.too_small"),
        (field("number", "某", validate={"max": "2"}), "2", "2.01", "forms.too_large"),
        (field("number", "某", decimalDigits=1), "2.5", "2.55", "forms.too_many_decimals"),
        (field("datetime", "某", properties={"earliest": "=今天"}), "2026-03-02", "2026-03-01", "forms.too_early"),
        (field("datetime", "某", properties={"latest": "=今天"}), "2026-03-02", "2026-03-03", "forms.too_late"),
        (field("filepicker", "某", accept=".PDF, .docx"), "a.Pdf", "a.pdf.exe", "forms.file_kind"),
        (field("filepicker", "某", multiple=True, properties={"min_rows": "2"}), "a、b", "a", "forms.too_few_files"),
        (
            field("filepicker", "某", multiple=True, properties={"max_rows": "2"}),
            "a、b",
            "a、b、c",
            "forms.too_many_files",
        ),
        (
            field("dynamiclist", "某", components=[field("textfield", "甲")], properties={"min_rows": "2"}),
            "a、b",
            "a",
            "forms.too_few_rows",
        ),
        (
            field("dynamiclist", "某", components=[field("textfield", "甲")], properties={"max_rows": "1"}),
            "a",
            "a、b",
            "forms.too_many_rows",
        ),
    ],
)
def test_a_bound_is_kept(component: dict, good: str, bad: str, expected: str) -> None:
    assert code(component, good) is None
    assert code(component, bad) == expected


def test_an_empty_answer_breaks_no_bound() -> None:
    assert code(field("textfield", "某", validate={"minLength": 3}), "") is None
    assert code(field("number", "某", validate={"min": 3}), "") is None


def test_rows_without_a_bound_still_have_one() -> None:
    rows = field("dynamiclist", "某", components=[field("textfield", "甲")])
    assert code(rows, ["a"] * 200) is None
    assert code(rows, ["a"] * 5000) == "forms.too_many_rows"


def test_a_very_long_text_is_refused_whatever_the_form_says() -> None:
    assert code(field("textarea", "某"), "长" * 50_001) == "forms.too_long"


def test_a_pattern_cannot_keep_the_machine_busy() -> None:
    assert (
        code(field("textfield", "某", validate={"pattern": "^(a+)+$"}), "a" * 40_000 + "b") == "forms.not_the_pattern"
    )
