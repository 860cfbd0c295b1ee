"""Expressions and cells, compiled once; what other rooms hold and evaluate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.errors import Finding

from .builtins import BUILTINS
from .cells import compile_tests
from .compile import compile_node
from .errors import EvaluationError, FeelSyntaxError
from .language import Language, nearest
from .parser import parse, parse_tests
from .run import Budget, Frame, Run
from .scope import Closure, Scope, Unit
from .tokens import KEYWORDS
from .types import Type
from .values import Function

PLAIN = Language()
DEEPEST_RESULT = 60


class Expression:
    """One compiled expression; immutable, safe to share between threads.

    ``reads`` holds the paths of names read from outside, such as ``("review", "result")``.
    """

    __slots__ = ("text", "reads", "_closure")

    def __init__(self, text: str, reads: frozenset[tuple[str, ...]], closure: Closure) -> None:
        self.text = text
        self.reads = reads
        self._closure = closure

    def evaluate(
        self, scope: Mapping[str, Any], *, now: dt.datetime, budget: Budget | None = None, strict: bool = True
    ) -> Any:
        """The value in a scope; a name the scope lacks is null, for what is not answered yet.

        ``now`` must be aware; it is all that ``now()`` and ``today()`` see.  Raises EvaluationError for kinds
        that do not fit (null where not strict) and for a budget that is used up.
        """
        run = Run(now, strict, budget)
        closure = self._closure
        return guarded(lambda: closure(Frame(scope, None, run)), run, self.text)


class UnaryTests:
    """One compiled cell of a decision table: tests of a value."""

    __slots__ = ("text", "reads", "_closure")

    def __init__(self, text: str, reads: frozenset[tuple[str, ...]], closure: Closure) -> None:
        self.text = text
        self.reads = reads
        self._closure = closure

    def evaluate(
        self,
        value: Any,
        scope: Mapping[str, Any],
        *,
        now: dt.datetime,
        budget: Budget | None = None,
        strict: bool = True,
    ) -> bool:
        """Whether the value passes; what cannot be told does not pass.  Raises EvaluationError as expressions do."""
        run = Run(now, strict, budget)
        closure = self._closure
        return guarded(lambda: closure(Frame({"?": value}, Frame(scope, None, run), run)), run, self.text) is True


def guarded(evaluate: Callable[[], Any], run: Run, text: str) -> Any:
    """Run something of an author's; whatever happens, only EvaluationError comes out."""
    try:
        value = evaluate()
        if type(value) in (list, dict) or isinstance(value, Function):
            measure(value, run)
        return value
    except EvaluationError as error:
        error.facts.setdefault("expression", text[:200])
        raise
    except RecursionError:
        raise EvaluationError("feel.budget.depth", 0, expression=text[:200]) from None
    except Exception as error:
        raise EvaluationError("feel.failed", 0, expression=text[:200], reason=type(error).__name__) from error


def measure(value: Any, run: Run) -> None:
    """Count everything inside a result, so that no small text can grow into a huge one when it is written.

    A result is data: where strict, a function in it is an error; so is what is nested without end.
    """
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > DEEPEST_RESULT:
            raise EvaluationError("feel.budget.depth")
        inside: list[Any] = []
        for entry in level:
            if type(entry) is list or type(entry) is dict:
                run.spend(1 + len(entry))
                inside += entry if type(entry) is list else entry.values()
            elif isinstance(entry, Function):
                run.fail("feel.function_left", 0)
        level = inside


def unit_of(
    language: Language, names: Iterable[str] | None, types: Mapping[str, Type] | None, words: Iterable[str]
) -> Unit:
    """What a compilation needs to know; ``names`` is ``None`` where any may be read."""
    return Unit(language, frozenset(names or ()), names is None, types or {}, tuple(words))


def compile_expression(
    text: str,
    language: Language = PLAIN,
    *,
    names: Iterable[str] | None = None,
    types: Mapping[str, Type] | None = None,
    words: Iterable[str] = (),
) -> Expression:
    """Parse and compile one expression; raises FeelSyntaxError.

    With ``names`` given, any other name is an error with the nearest known one; without, ``reads`` tells
    what is read.  ``words`` are further names of several words that may stand behind a point.
    """
    unit = unit_of(language, names, types, words)
    return Expression(text, *build(text, unit))


def build(text: str, unit: Unit) -> tuple[frozenset[tuple[str, ...]], Closure]:
    """What an expression reads, and its closure."""
    return _compiled(lambda: compile_node(parse(text, unit.language, _words(unit)), Scope(unit)), unit)


def build_tests(text: str, unit: Unit) -> tuple[frozenset[tuple[str, ...]], Closure]:
    """What a cell reads, and its closure; it runs in a frame that holds the value under ``?``."""
    scope = Scope(unit).inner(("?",))
    return _compiled(lambda: compile_tests(parse_tests(text, unit.language, _words(unit)), scope), unit)


def _words(unit: Unit) -> list[str]:
    return [*unit.names, *unit.words]


def _compiled(compile_text: Callable[[], Closure], unit: Unit) -> tuple[frozenset[tuple[str, ...]], Closure]:
    unit.reads = set()
    try:
        closure = compile_text()
    except RecursionError:
        raise FeelSyntaxError("feel.too_deep", 0) from None
    return frozenset(unit.reads), closure


def compile_unary_tests(
    text: str,
    language: Language = PLAIN,
    *,
    names: Iterable[str] | None = None,
    types: Mapping[str, Type] | None = None,
    words: Iterable[str] = (),
) -> UnaryTests:
    """Parse and compile one cell of a decision table, such as ``"a", "b"`` or ``not(< 5)``; raises FeelSyntaxError."""
    unit = unit_of(language, names, types, words)
    return UnaryTests(text, *build_tests(text, unit))


def check_language(language: Language, file: str) -> list[Finding]:
    """Aliases of a language that stand for no builtin and no keyword, told as findings of its file."""
    targets = [*BUILTINS, *language.functions, *KEYWORDS]
    wrong = {word: target for word, target in language.aliases.items() if target not in targets}
    return [
        Finding("feel.alias", "error", file, word, {"name": word, "found": target, "nearest": nearest(target, targets)})
        for word, target in wrong.items()
    ]


def unknown_names(expression: Expression | UnaryTests, known: Iterable[str]) -> list[tuple[str, str]]:
    """Names an expression reads that are not known, each with the nearest that is (or nothing)."""
    names = set(known)
    return [(path[0], nearest(path[0], names)) for path in sorted(expression.reads) if path[0] not in names]
