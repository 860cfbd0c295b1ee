"""For any text: only our own errors; for any numbers: what decimal arithmetic says."""

import decimal
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as some

from engine.errors import Refusal
from engine.feel import Budget, EvaluationError, FeelSyntaxError, compile_expression, compile_unary_tests
from engine.feel.builtins import BUILTINS
from engine.feel.values import CONTEXT
from tests.engine.feel import LANGUAGE, NOW, value

SMALL = Budget(steps=5_000, entries=1_000, characters=5_000)
WORDS = [
    *"+-*/()[]{},:.<>=?@|'\"",
    *"** .. -> <= >= != and or not if then else for in return some every satisfies between function external".split(),
    *"true false null item partial x y 1 2.5 -1 1e3 // /* */ ＞ ， （ 今天 标题 部门协商".split(),
    *("instance of", '"甲"', '"a\\n"', '@"2026-03-02"', '@"P1D"', "list<number>"),
    *sorted(BUILTINS),
]
SCOPE = {
    "标题": "甲",
    "部门协商": [{"x": Decimal(1)}, {"x": None}],
    "x": Decimal(3),
    "y": [Decimal(1), "a", None, True],
}
TEXTS = some.lists(some.sampled_from(WORDS), max_size=14).map(" ".join) | some.text(max_size=30)
NUMBERS = some.decimals(-(10**12), 10**12, allow_nan=False, places=4)


def _try(evaluate) -> None:
    try:
        evaluate()
    except Refusal as refusal:
        assert isinstance(refusal, FeelSyntaxError | EvaluationError)
        assert refusal.code != "feel.failed", refusal


@settings(max_examples=600, deadline=None)
@given(TEXTS, some.booleans())
@example("for i in 1..9 return", True)
@example("[1..", False)
@example("not(", True)
def test_any_text_gives_a_value_or_our_error(text, strict):
    _try(lambda: compile_expression(text, LANGUAGE).evaluate(SCOPE, now=NOW, budget=SMALL, strict=strict))


@settings(max_examples=300, deadline=None)
@given(TEXTS, some.booleans())
def test_any_cell_gives_an_answer_or_our_error(text, strict):
    _try(lambda: compile_unary_tests(text, LANGUAGE).evaluate(Decimal(3), SCOPE, now=NOW, budget=SMALL, strict=strict))


PIECES = some.sampled_from(
    [
        *("1", "2.5", "1e6000", "-1e-6000", "null", "true", '"甲"', "标题", "x", "y", "部门协商"),
        *("[1, 2]", "[1..3]", "{x: 1}", "(function(a, b) true)", '@"P1D"', '@"P1M"', '@"2026-03-02"'),
        *('@"10:00:00"', '@"10:00:00+08:00"', '@"2026-03-02T10:00:00"', '@"2026-03-02T10:00:00Z"'),
    ]
)
OPERATORS = some.sampled_from([*"+-*/<=", "**", "!=", "and", "or", "in", "instance of"])


@settings(max_examples=800, deadline=None)
@given(some.sampled_from(sorted(BUILTINS)), some.lists(PIECES, max_size=4), some.booleans())
def test_any_builtin_with_any_arguments(name, arguments, strict):
    text = f"{name}({', '.join(arguments)})"
    _try(lambda: compile_expression(text, LANGUAGE).evaluate(SCOPE, now=NOW, budget=SMALL, strict=strict))


@settings(max_examples=500, deadline=None)
@given(
    PIECES,
    some.sampled_from(["+", "-", "*", "/", "**", "<", "<=", "=", "!=", "and", "or", "in", "instance of"]),
    PIECES,
    some.booleans(),
)
def test_any_operator_with_any_operands(left, operator, right, strict):
    text = f"{left} {operator} {right}"
    _try(lambda: compile_expression(text, LANGUAGE).evaluate(SCOPE, now=NOW, budget=SMALL, strict=strict))


@given(NUMBERS, NUMBERS, some.sampled_from("+-*/"))
def test_arithmetic_is_that_of_decimal_with_34_digits(left, right, operator):
    actions = {"+": CONTEXT.add, "-": CONTEXT.subtract, "*": CONTEXT.multiply, "/": CONTEXT.divide}
    scope = {"a": left, "b": right}
    try:
        expected = actions[operator](left, right)
    except decimal.DecimalException:
        assert value(f"a {operator} b", scope, strict=False) is None
        return
    assert value(f"a {operator} b", scope) == expected
    assert CONTEXT.prec == 34


@given(NUMBERS, NUMBERS)
def test_comparison_is_that_of_numbers(left, right):
    scope = {"a": left, "b": right}
    assert value("a < b", scope) is (left < right)
    assert value("a between b and b", scope) is (left == right)
    assert value("a in [b..b]", scope) is (left == right)


@given(some.lists(NUMBERS, min_size=1, max_size=20))
def test_lists_of_numbers(numbers):
    scope = {"n": numbers}
    assert value("min(n)", scope) == min(numbers) and value("max(n)", scope) == max(numbers)
    assert value("sort(n, function(a, b) a < b)", scope) == sorted(numbers)
    assert value("reverse(reverse(n))", scope) == numbers
    assert value("count(distinct values(n))", scope) == len(set(numbers))


@given(some.text(max_size=40), some.integers(1, 40))
def test_texts_are_counted_by_character(text, start):
    scope = {"t": text, "s": start}
    assert value("string length(t)", scope) == len(text)
    if start <= len(text):
        assert value("substring(t, s)", scope) == text[start - 1 :]
        assert value("substring(t, 1, s)", scope) == text[:start]


@given(some.text(max_size=60))
def test_a_text_in_quotes_is_itself(text):
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    assert value(quoted) == text
