"""Compiles the texts of a decision model; what is wrong becomes a finding, and fails when it is evaluated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from engine.errors import Finding

from .cells import compile_tests
from .compile import compile_node
from .errors import FeelSyntaxError
from .item_types import ItemTypes
from .language import Language
from .parser import parse, parse_tests
from .run import Frame
from .scope import Closure, Scope, known
from .types import Type, conform

MOST_FINDINGS = 300


class Workshop:
    """Language, types and findings of one model while it is compiled."""

    def __init__(self, language: Language, file: str, all_names: Iterable[str]) -> None:
        self.language = language
        self.file = file
        self.all_names = frozenset(all_names)
        self.findings: list[Finding] = []
        self.words: set[str] = set()
        self.types: ItemTypes

    def report(self, code: str, element: str, severity: str = "error", **facts: Any) -> None:
        """Note a finding about an element of the file."""
        finding = Finding(code, severity, self.file, element, facts)
        if finding not in self.findings:
            self.findings.append(finding)

    def refuse(self, element: str, text: str, error: FeelSyntaxError, **place: Any) -> None:
        """Note what is wrong with a text; a name of the model that is only not connected is said to be so."""
        code, facts = error.code, dict(error.facts)
        if code in ("feel.unknown_name", "feel.unknown_function") and facts.get("name") in self.all_names:
            code = "dmn.not_connected"
        where = {"table": element, **place} if place else {}
        self.report(code, element, expression=text[:200], **facts, **where)

    def expression(self, text: str, scope: Scope, element: str, **place: Any) -> Closure:
        """The closure of an expression."""
        return self._compiled(
            lambda: compile_node(parse(text, self.language, self._names(scope)), scope), text, element, place
        )

    def tests(self, text: str, scope: Scope, element: str, **place: Any) -> Closure:
        """The closure of a cell's tests; the scope must hold ``?``."""
        return self._compiled(
            lambda: compile_tests(parse_tests(text, self.language, self._names(scope)), scope), text, element, place
        )

    def type(self, reference: str, element: str) -> Type | None:
        """The type that a reference names."""
        return self.types.named(reference, element)

    def typed(self, closure: Closure, reference: str, element: str) -> Closure:
        """A closure whose value is made to fit a type."""
        wanted = self.type(reference, element)
        if wanted is None:
            return closure
        return lambda frame: conform(closure(frame), wanted, frame.run, 0, element)

    def _names(self, scope: Scope) -> list[str]:
        return [*known(scope), *self.words]

    def _compiled(self, build: Callable[[], Closure], text: str, element: str, place: dict[str, Any]) -> Closure:
        if len(self.findings) >= MOST_FINDINGS:
            return broken(element)
        try:
            return build()
        except FeelSyntaxError as error:
            self.refuse(element, text, error, **place)
        except RecursionError:
            self.report("feel.too_deep", element, expression=text[:200], **place)
        return broken(element)


def broken(element: str) -> Closure:
    """What stands for a text that could not be compiled: it fails when it is evaluated."""

    def fail(frame: Frame) -> Any:
        return frame.run.fail("dmn.broken", 0, element=element)

    return fail
