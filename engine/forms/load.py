"""From a form-js schema to a frozen form; what cannot be understood becomes a finding, not a crash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.errors import Finding, Unsound
from engine.feel import FeelSyntaxError, Language, compile_expression
from engine.forms.components import read_component
from engine.forms.form import Form
from engine.forms.shape import Field, Rule
from engine.forms.writing import ISO, Writing

DEEPEST = 6


@dataclass
class Loading:
    """A schema being read: its file, its language, and what has been found wrong so far."""

    file: str
    language: Language
    findings: list[Finding] = field(default_factory=list)
    count: int = 0

    def say(self, code: str, element: str, severity: str = "error", **facts: Any) -> None:
        """Note a finding about an element (a field's key)."""
        self.findings.append(Finding(code, severity, self.file, element, facts))

    def expression(self, text: Any, element: str, place: str) -> Any:
        """A condition compiled, or None with FEEL's own finding; a leading ``=`` is form-js's mark, not FEEL's."""
        if text is None or text == "":
            return None
        if not isinstance(text, str):
            self.say("forms.not_an_expression", element, place=place)
            return None
        try:
            return compile_expression(text.strip().removeprefix("="), self.language)
        except FeelSyntaxError as error:
            self.say(error.code, element, **{**error.facts, "place": place, "text": text})
            return None

    def or_text(self, given: Any, element: str, place: str) -> Any:
        """An expression where a property starts with ``=``, else the literal."""
        if isinstance(given, str) and given.startswith("="):
            return self.expression(given, element, place)
        return given

    def is_name(self, key: str) -> bool:
        """Whether conditions can read a key: one word, that FEEL takes for a name."""
        if any(c in ".#:" or c.isspace() for c in key):
            return False
        try:
            return compile_expression(key, self.language).reads == frozenset({(key,)})
        except FeelSyntaxError:
            return False

    def number_of(self) -> int:
        """A running number for components that bear no key."""
        self.count += 1
        return self.count


def load_form(schema: Any, language: Language, file: str, writing: Writing = ISO) -> Form:
    """The form of a schema (a parsed JSON object of form-js).

    Raises ``Unsound("forms.unreadable")`` only when there is no list of components at all; everything else that
    is wrong stands in ``form.findings`` and is repeated by ``form.check``.
    """
    components = schema.get("components") if isinstance(schema, Mapping) else None
    if not isinstance(components, list):
        raise Unsound("forms.unreadable", [Finding("forms.no_components", "error", file)], file=file)
    loading = Loading(file, language)
    fields = read_components(components, loading)
    rules = _rules(schema.get("rules", []), loading)
    name = schema.get("name") or schema.get("title") or ""
    return Form(str(schema.get("id", "")), str(name), file, fields, rules, writing, tuple(loading.findings))


def read_components(components: Any, loading: Loading, depth: int = 0) -> tuple[Field, ...]:
    """The fields of a list of components, in order."""
    if not isinstance(components, list) or depth > DEEPEST:
        loading.say("forms.components_unreadable", "")
        return ()
    found = []
    for one in components:
        if not isinstance(one, Mapping):
            loading.say("forms.components_unreadable", "")
            continue
        children = read_components(one["components"], loading, depth + 1) if "components" in one else ()
        made = read_component(one, children, loading)
        if made is not None:
            found.append(made)
    return tuple(found)


def _rules(given: Any, loading: Loading) -> tuple[Rule, ...]:
    if not isinstance(given, list):
        loading.say("forms.rules_unreadable", "rules")
        return ()
    found = []
    for number, one in enumerate(given, 1):
        place = f"rules.{number}"
        if (
            not isinstance(one, Mapping)
            or not isinstance(one.get("must"), str)
            or not isinstance(one.get("message"), str)
        ):
            loading.say("forms.rules_unreadable", place)
            continue
        must = loading.expression(one["must"], place, "must")
        if must is not None:
            found.append(Rule(must, one["message"], words(one.get("articles")), words(one.get("fields"))))
    return tuple(found)


def words(given: Any) -> tuple[str, ...]:
    """A list of texts, whatever an author wrote in its place."""
    if isinstance(given, (str, int)):
        given = [given]
    return tuple(str(one) for one in given) if isinstance(given, (list, tuple)) else ()
