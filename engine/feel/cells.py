"""Cells of decision tables as closures; the tested value stands under ``?`` in the frame they run in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from . import ast
from .comparisons import comparison, passes
from .compile import compile_node
from .run import Frame
from .scope import Closure, Scope


def compile_tests(node: ast.Tests, scope: Scope) -> Closure:
    """The closure of a cell; raises FeelSyntaxError as ``compile_node`` does."""
    tests = [_cell_test(test, scope) for test in node.tests]
    negated = node.negated
    if not tests:
        return lambda frame: True
    if len(tests) == 1 and not negated:
        return tests[0]

    def test(frame: Frame) -> bool | None:
        answers = [test(frame) for test in tests]
        if True in answers:
            return not negated
        return None if None in answers else negated

    return test


def _cell_test(node: ast.Node, scope: Scope) -> Closure:
    if isinstance(node, ast.Compare):
        compare, operand = comparison(node.operator, node.position), compile_node(node.operand, scope)
        return lambda frame: compare(frame.values["?"], operand(frame), frame)
    expression, position = compile_node(node, scope), node.position
    if isinstance(node, ast.Literal):
        return _literal_test(node.value, position)
    reads_input = uses_input(node)

    def test(frame: Frame) -> bool | None:
        answer, value = expression(frame), frame.values["?"]
        if type(answer) is bool and (reads_input or type(value) is not bool):
            return answer
        if answer is None:
            return None if reads_input else value is None
        return passes(value, answer, frame, position)

    return test


def _literal_test(wanted: Any, position: int) -> Closure:
    python = type(wanted)

    def test(frame: Frame) -> bool | None:
        value = frame.values["?"]
        return value == wanted if type(value) is python else passes(value, wanted, frame, position)

    return test if python in (str, Decimal) else lambda frame: passes(frame.values["?"], wanted, frame, position)


def uses_input(node: ast.Node) -> bool:
    """Whether ``?`` stands anywhere in a tree."""
    return isinstance(node, ast.Input) or any(uses_input(child) for child in ast.children(node))
