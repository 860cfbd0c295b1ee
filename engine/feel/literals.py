"""Intervals from text, as the builtin ``range`` reads them: literal ends only, nothing is looked up."""

from __future__ import annotations

from typing import Any

from . import ast
from .compile import compile_node
from .equality import order
from .errors import FeelSyntaxError
from .functions import Misfit
from .language import Language
from .parser import parse
from .run import Frame, Run
from .scope import Scope, Unit
from .values import Range

_MAKERS = ("date", "time", "date and time", "duration")


def read_range(text: str, run: Run) -> Range:
    """``"[1..3]"`` as an interval; raises Misfit where it is none."""
    try:
        node = parse(text, Language())
    except FeelSyntaxError:
        node = None
    if not isinstance(node, ast.RangeOf) or node.unary or not (_is_literal(node.start) and _is_literal(node.end)):
        raise Misfit("feel.read", text=text[:60], expected="range")
    value = compile_node(node, Scope(Unit(Language(), frozenset())))(Frame({}, None, run))
    if not isinstance(value, Range) or order(value.start, value.end) not in (-1, 0):
        raise Misfit("feel.read", text=text[:60], expected="range")
    return value


def _is_literal(node: Any) -> bool:
    if isinstance(node, ast.Negate):
        return _is_literal(node.operand)
    if isinstance(node, ast.Call) and isinstance(node.function, ast.Name) and node.function.name in _MAKERS:
        return all(isinstance(argument, ast.Literal) for argument in node.arguments)
    return isinstance(node, ast.Literal)
