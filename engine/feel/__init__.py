"""FEEL and DMN, compiled once into closures: the only room that evaluates anything an author wrote.

What may never happen here: a text of an author's reaching Python, a look at the system's clock, a file, a
network, an expression that runs without end.
"""

from .errors import EvaluationError, FeelSyntaxError
from .expression import (
    Expression,
    UnaryTests,
    check_language,
    compile_expression,
    compile_unary_tests,
    unknown_names,
)
from .language import Language, nearest
from .run import Budget

__all__ = [
    "Budget",
    "EvaluationError",
    "Expression",
    "FeelSyntaxError",
    "Language",
    "UnaryTests",
    "check_language",
    "compile_expression",
    "compile_unary_tests",
    "nearest",
    "unknown_names",
]
