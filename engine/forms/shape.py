"""What a form is made of: frozen descriptions of fields, options, bounds and rules, and what reading one gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from engine.errors import FieldError

# The component types of form-js that are served, by what their answer is.
TEXTS = frozenset({"textfield", "textarea"})
SINGLE_CHOICES = frozenset({"radio", "select"})
MULTIPLE_CHOICES = frozenset({"checklist", "taglist"})
CHOICES = SINGLE_CHOICES | MULTIPLE_CHOICES
STATIC = frozenset({"text", "separator"})
GROUP = "group"
ROWS = "dynamiclist"
UPLOAD = "filepicker"
KINDS = TEXTS | CHOICES | STATIC | {"number", "datetime", "checkbox", GROUP, ROWS, UPLOAD}

COLUMNS = 16


@dataclass(frozen=True)
class Option:
    """One of the answers that may be chosen; ``value`` is what the facts hold, ``label`` what is read."""

    value: str
    label: str


@dataclass(frozen=True)
class Limits:
    """Bounds of one answer: lengths in characters, numbers as decimals, rows and files by count."""

    min_length: int | None = None
    max_length: int | None = None
    pattern: Any = None
    pattern_text: str = ""
    form: str = ""  # "email" or "phone"
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int | None = None
    earliest: Any = None
    latest: Any = None
    min_rows: int | None = None
    max_rows: int | None = None
    accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One thing that a form asks or shows.

    ``kind`` is the form-js type; ``date_kind`` is ``date``, ``time`` or ``datetime``.  Expressions
    (``hidden_when``, ``shown_when``, ``required_when``, ``options_from``, ``default``, ``sample``) are compiled
    FEEL, or for the last two perhaps a literal.  ``listed`` fields are projected for lists and reports,
    ``public`` ones may be shown to everybody.  ``articles`` is what the question rests on.
    """

    key: str
    kind: str
    label: str = ""
    help: str = ""
    required: bool = False
    required_when: Any = None
    hidden_when: Any = None
    shown_when: Any = None
    readonly: bool = False
    readonly_when: Any = None
    options: tuple[Option, ...] = ()
    options_from: Any = None
    date_kind: str = "date"
    multiple: bool = False
    limits: Limits = Limits()
    children: tuple[Field, ...] = ()
    repetitions: int = 1
    default: Any = None
    sample: Any = None
    listed: bool = False
    public: bool = False
    opinion: bool = False
    articles: tuple[str, ...] = ()
    text: str = ""
    prefix: str = ""
    suffix: str = ""
    row: str = ""
    columns: int | None = None
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Whether an answer belongs to this field itself (not to its children, and not mere text)."""
        return self.kind not in STATIC and self.kind != GROUP


@dataclass(frozen=True)
class Rule:
    """What must hold between answers: ``must`` is FEEL, ``message`` the author's own words, ``fields`` the
    keys beside which the message stands."""

    must: Any
    message: str
    articles: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answers:
    """What a submission says.

    ``values`` holds the answers that stand, an empty one as None, hidden and read-only fields left out.
    ``errors`` maps a path (``key`` or ``key.0.key``; ``""`` for the form as a whole) to what is wrong there.
    ``typed`` is everything as it was entered, wrong or hidden parts included: what a draft keeps and what the
    form shows again.
    """

    values: Mapping[str, Any]
    errors: Mapping[str, FieldError]
    typed: Mapping[str, Any]

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.errors


def asking(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields that ask something, groups opened (a group is layout only), rows kept closed."""
    found: list[Field] = []
    for one in fields:
        if one.kind == GROUP:
            found.extend(asking(one.children))
        elif one.asks:
            found.append(one)
    return tuple(found)


def join(prefix: str, key: str | int) -> str:
    """The path of ``key`` inside ``prefix``."""
    return f"{prefix}.{key}" if prefix else str(key)
