"""Kinds that do not fit are errors when strict, null by the standard when not."""

import pytest

from engine.feel import EvaluationError
from tests.engine.feel import passes, value

MISFITS = [
    ('"a" = 1', "feel.kinds"),
    ('"a" < 1', "feel.kinds"),
    ('1 + "a"', "feel.kinds"),
    ("true < false", "feel.kinds"),
    ('1 in ("a")', "feel.kinds"),
    ("1 and true", "feel.kind"),
    ('if "是" then 1 else null', "feel.kind"),
    ("1 / 0", "feel.arithmetic"),
    ("10 ** 10000", "feel.arithmetic"),
    ('@"9999-12-31" + @"P1D"', "feel.arithmetic"),
    ('abs("a")', "feel.argument"),
    ("1.year", "feel.no_member"),
    ('date("昨天")', "feel.read"),
    ('max(1, "a")', "feel.no_order"),
    ("{a: 1}.a(2)", "feel.not_function"),
    ('matches("a", "(")', "feel.pattern"),
    ('matches("a", "(a)\\\\1")', "feel.pattern"),
    ("for i in 1.5..3 return i", "feel.no_steps"),
    ("insert before([1], 5, 1)", "feel.position"),
    ("sqrt(-1)", "feel.value"),
    ("-[1]", "feel.kind"),
    ("[[1]..[2]]", "feel.kinds"),
]


@pytest.mark.parametrize(("text", "code"), MISFITS)
def test_strict_says_what_does_not_fit(text, code):
    with pytest.raises(EvaluationError) as caught:
        value(text)
    assert caught.value.code == code
    assert caught.value.facts["expression"] == text


@pytest.mark.parametrize("text", [text for text, _ in MISFITS])
def test_lenient_gives_null(text):
    assert value(text, strict=False) is None


def test_a_function_is_no_result():
    for text in ("today", "[function(a) a]", "{f: function(a) a}"):
        with pytest.raises(EvaluationError) as caught:
            value(text)
        assert caught.value.code == "feel.function_left"


def test_a_cell_of_another_kind_is_an_error():
    with pytest.raises(EvaluationError):
        passes('"是"', 1)
