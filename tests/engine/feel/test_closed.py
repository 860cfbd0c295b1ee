"""Nothing an author writes reaches Python, a file or a network."""

import datetime as dt
from pathlib import Path

import pytest

from engine.errors import Refusal
from engine.feel import compile_expression, compile_unary_tests
from engine.feel.decisions import compile_model
from engine.feel.model import Decision, DecisionModel, FunctionBox, Literal, Parameter
from tests.engine.feel import NOW

MARKER = "feel-was-here"


def attempts(path: Path) -> list[str]:
    """Texts that would leave a mark if anything ran them."""
    touch = f"open('{path}','w').write('x')"
    return [
        f'__import__("pathlib").Path("{path}").touch()',
        f'eval("{touch}")',
        f'exec("{touch}")',
        f'open("{path}", "w")',
        "x.__class__.__mro__",
        'x.__class__.__init__.__globals__["os"]',
        'get value(x, "__class__")',
        "today().__class__",
        "(function(a) a).__globals__",
        "count.action",
        "[].append(1)",
        '"a".format(x)',
        '"{0.__class__}".format(1)',
        "x.evaluate",
        f'function(a) external {{java: {{class: "java.io.File", method signature: "createNewFile({path})"}}}}',
        f'{{f: function(a) external {{java: {{class: "x", method signature: "y"}}}}, r: f("{path}")}}.r',
        f"${{{touch}}}",
        f"{{{{ {touch} }}}}",
        "lambda: 1",
        "import os",
        "@import",
        "x[__import__('os')]",
        "now.__self__",
    ]


class Tempting:
    """What must not be reached through a fact that is no FEEL value."""

    secret = "reached"

    def evaluate(self) -> str:
        """Would be a way out."""
        raise AssertionError("called from an expression")


@pytest.mark.parametrize("number", range(23))
def test_no_text_leaves_a_mark(number, tmp_path):
    path = tmp_path / MARKER
    text = attempts(path)[number]
    for compile_text in (compile_expression, compile_unary_tests):
        try:
            compiled = compile_text(text)
            scope = {"x": Tempting(), "now": dt.datetime.now}
            arguments = (scope,) if compile_text is compile_expression else (1, scope)
            result = compiled.evaluate(*arguments, now=NOW)
            assert "reached" not in repr(result) and "class" not in repr(type(result)).replace("<class", "")
        except Refusal:
            pass
    assert not path.exists()


def test_there_are_attempts():
    assert len(attempts(Path(MARKER))) == 23


def test_functions_of_the_outside_are_findings():
    box = FunctionBox((Parameter("a"),), Literal("x"), kind="Java")
    decisions = compile_model(DecisionModel("m", "m", "", "m.dmn", decisions=(Decision("d", "d", box),)))
    assert [finding.code for finding in decisions.check()] == ["dmn.outside_function"]
