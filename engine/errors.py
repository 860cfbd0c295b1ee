"""What can be refused and what can be found wrong: codes and facts, never sentences for the screen.

A code is dotted English ("step.not_open"); the sentence, its basis and its remedy are put into words by the
room that shows it.  Nothing in here knows a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Refusal(Exception):
    """An act that the rules or the state of things forbid; nothing has been stored.

    ``code`` names the kind of refusal, ``articles`` what it rests on (numbers of the articles register, empty
    where it is a matter of state only), ``facts`` what a sentence about it needs to name.
    """

    def __init__(self, code: str, articles: tuple[str, ...] | list[str] = (), **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.articles = tuple(articles)
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one answer of a form."""

    code: str
    articles: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


class Invalid(Refusal):
    """A form whose answers cannot stand; ``fields`` maps a field's path (``key`` or ``key.0.key``) to its error."""

    def __init__(self, code: str, fields: Mapping[str, FieldError], articles: tuple[str, ...] = (), **facts: Any) -> None:
        basis = tuple(dict.fromkeys([*articles, *(a for f in fields.values() for a in f.articles)]))
        super().__init__(code, basis, **facts)
        self.fields = dict(fields)


@dataclass(frozen=True)
class Finding:
    """What a check says of a drawing, a table or a form.

    ``severity`` is ``"error"`` (cannot be released) or ``"warning"``; ``file`` is relative to the rulebook's
    root; ``element`` the drawn id, row or field.
    """

    code: str
    severity: str
    file: str
    element: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class Unsound(Refusal):
    """Rules that cannot run: an import or a publication that is refused, with every finding."""

    def __init__(self, code: str, findings: tuple[Finding, ...] | list[Finding], **facts: Any) -> None:
        super().__init__(code, (), **facts)
        self.findings = tuple(findings)
