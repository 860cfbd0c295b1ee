"""Bombs end at once: nothing that is written can take long or grow large."""

import contextlib
import time
from decimal import Decimal

import pytest

from engine.feel import Budget, EvaluationError, FeelSyntaxError, compile_expression, compile_unary_tests
from tests.engine.feel import NOW, value

DOUBLING = ", ".join(f"a{n}: [a{n - 1}, a{n - 1}]" for n in range(1, 60))
TEXTS = ", ".join(f"a{n}: a{n - 1} + a{n - 1}" for n in range(1, 60))

LONG = (
    '{a0: "abc", '
    + ", ".join(f"a{n}: a{n - 1} + a{n - 1}" for n in range(1, 16))
    + ", t: a15, u: substring(a15, 1), r: "
)

BOMBS = {
    "endless range": "for i in 1..10**30 return i",
    "count of an endless range": "count(for i in 1..10**30 return i)",
    "nested loops": "some a in 1..9999, b in 1..9999, c in 1..9999 satisfies a = b and b = c and c = 0",
    "endless quantifier": "every i in 1..10**30 satisfies i > 0",
    "endless recursion": "{f: function(n) f(n + 1), r: f(1)}.r",
    "exponential recursion": "{f: function(n) if n < 2 then 1 else f(n - 1) + f(n - 2), r: f(60)}.r",
    "doubling lists, returned": "{a0: [1], " + DOUBLING + "}",
    "doubling lists, flattened": "{a0: [1], " + DOUBLING + ", r: flatten(a59)}.r",
    "doubling lists, compared": "{a0: [1], "
    + DOUBLING
    + ", b0: [1], "
    + DOUBLING.replace("a", "b")
    + ", r: a59 = b59}.r",
    "doubling lists, as text": "{a0: [1], " + DOUBLING + ", r: string(a59)}.r",
    "doubling texts": '{a0: "abc", ' + TEXTS + "}.a59",
    "joined texts": 'string join(for i in 1..9999 return "' + "x" * 900 + '")',
    "growing replacement": 'replace("' + "a" * 5000 + '", "a", "' + "b" * 5000 + '")',
    "concatenated lists": "for i in 1..40000 return concatenate([1,2,3,4,5,6,7,8,9], [1,2,3,4,5,6,7,8,9])",
    "distinct contexts": "distinct values(for i in 1..9999 return {a: i})",
    "sorting by a function": "sort(for i in 1..40000 return modulo(i * 7919, 40009), function(x, y) x < y)",
    "backtracking pattern": 'matches("' + "a" * 4000 + '!", "^(a|a|aa)*$") or (every i in 1..10**9 satisfies true)',
    "huge pattern": 'matches("a", "((a{1000}){1000}){1000}")',
    "filter over a large list": "(for i in 1..40000 return i)[count((for j in 1..1000 return j)[item > 5]) > 1]",
    "copies of a long text": LONG + "for i in 1..40000 return substring(t, 2)}.r",
    "comparisons of long texts": LONG + "every i in 1..99999 satisfies t = u}.r",
    "order of long texts": LONG + "every i in 1..99999 satisfies t <= u}.r",
    "search in long texts": LONG + "every i in 1..99999 satisfies list contains([t], u)}.r",
    "parts of a long list": "{l: for i in 1..40000 return i, r: for i in l return sublist(l, 2)}.r",
    "long literals in a loop": "for i in 1..50000 return [" + "1," * 8_000 + "1]",
    "long condition in a loop": "every i in 1..99999 satisfies not(" + " or ".join(["1 = 2"] * 1_500) + ")",
    "long condition in a filter": "(for i in 1..9999 return i)[" + " or ".join(["1 = 2"] * 1_500) + "]",
    "long function in a loop": "{f: function() [" + "1," * 8_000 + "1], r: for i in 1..50000 return f()}.r",
    "slow powers": "every i in 1..99999 satisfies (i ** 0.37) ** 1.91 > 0",
    "slow logarithms": "every i in 1..99999 satisfies log(exp(log(i + 0.123456789))) < 99",
    "slow pattern": 'every i in 1..99999 satisfies not(matches("' + "ab" * 4_000 + '", "(x+x+)+y|(a|b|ab){200}c"))',
    "pattern from every place": 'replace("' + "a" * 15_000 + '", "a(.*b)?", "c")',
    "huge positions": "every i in 1..99999 satisfies [1][10 ** 6000] = null and even(10 ** 6000)",
    "deep nesting": "for i in 1..9000 return [partial[-1]]",
    "a list inside itself": "for i in 1..300 return partial",
    "deep intervals": "for i in 1..9000 return [[partial[-1]]..[partial[-1]]]",
    "power tower": "(9 ** 9) ** 9 ** 9 ** 99",
    "long division of exponents": "modulo(10 ** 6000, 3 * 10 ** -6000)",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_ends_within_two_seconds(text):
    start = time.process_time()
    with pytest.raises(EvaluationError) as caught:
        value(text)
    assert time.process_time() - start < 2
    assert caught.value.code.startswith(("feel.budget.", "feel.arithmetic", "feel.pattern", "feel.value", "feel.kinds"))


PARSE_BOMBS = {
    "many entries": "{" + ", ".join(f"a {n}: a {n - 1}" for n in range(1, 1600)) + "}",
    "many brackets": "[" * 9_000,
    "many closed brackets": "[" * 9_000 + "]" * 9_000,
    "many minus": "-" * 19_000 + "1",
    "many ifs": "if " * 6_000,
    "a long sum": "+".join("1" for _ in range(9_000)),
    "a long or": " or ".join("a = 1" for _ in range(2_000)),
    "a long path": "a" + ".b" * 9_000,
    "many filters": "a" + "[1]" * 6_000,
    "a long name": "a " * 9_000,
    "many lists": ",".join("[1]" for _ in range(4_000)),
    "unclosed comments": "/*" * 9_000,
    "an unknown long name": "x" * 19_000,
    "nested functions": "function(a) " * 1_500 + "a",
    "nested loops": "for a in b return " * 1_000 + "a",
}


@pytest.mark.parametrize("text", PARSE_BOMBS.values(), ids=PARSE_BOMBS.keys())
def test_a_text_that_is_a_bomb_is_read_or_refused_within_two_seconds(text):
    start = time.process_time()
    for compile_text in (compile_expression, compile_unary_tests):
        with contextlib.suppress(FeelSyntaxError):
            compile_text(text, names=("aa", "b", "x1"))
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text", ["string(n)", "odd(n)", "n + 1", "floor(n, 2)", "[1][n]", 'substring("a", n)', "-n ** 2", "string([n])"]
)
@pytest.mark.parametrize("number", [Decimal("1e999999999"), Decimal("-1e-999999999"), Decimal("7" * 100_000)])
def test_monstrous_numbers_from_outside_are_harmless(text, number):
    start = time.process_time()
    with contextlib.suppress(EvaluationError):
        value(text, {"n": number})
    assert time.process_time() - start < 1


def test_a_lenient_bomb_ends_too():
    with pytest.raises(EvaluationError):
        value(BOMBS["exponential recursion"], strict=False)


def test_the_budget_is_the_callers():
    loop = compile_expression("count(for i in 1..100 return i)")
    assert loop.evaluate({}, now=NOW) == 100
    with pytest.raises(EvaluationError) as caught:
        loop.evaluate({}, now=NOW, budget=Budget(steps=50))
    assert caught.value.code == "feel.budget.steps"


def test_a_budget_is_for_one_evaluation():
    loop = compile_expression("count(for i in 1..100 return i)")
    for _ in range(5):
        assert loop.evaluate({}, now=NOW, budget=Budget(steps=500)) == 100
