"""A form with its answers as plain objects: all that a template needs to lay it out."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import FieldError
from engine.forms.shape import COLUMNS


@dataclass(frozen=True)
class Choice:
    """One option as it stands on the sheet."""

    id: str
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ShownFile:
    """A file that is attached already; ``token`` goes into a hidden input, ``drop`` is the button's value."""

    id: str
    name: str
    size: int
    token: str
    drop: str


@dataclass(frozen=True)
class ShownRow:
    """One row of a repeatable group; ``remove`` is the button's value."""

    path: str
    number: int
    fields: tuple[Shown, ...]
    remove: str


@dataclass(frozen=True)
class Shown:
    """One field as it stands on the sheet.

    ``id`` is that of its input, ``path`` its name in a submission and in errors.  ``value`` is what an input
    holds (ISO for dates), ``text`` what a reader reads.  ``visible`` is False for what the conditions hide now:
    such a field is not drawn, but what was typed in it may be carried along.  ``triggers`` says that other
    fields depend on it.  ``input_type`` is HTML's; a date that could not be read stays a text as it was typed.
    ``span`` counts columns of sixteen.
    """

    id: str
    path: str
    key: str
    kind: str
    label: str
    help: str = ""
    value: str = ""
    text: str = ""
    required: bool = False
    readonly: bool = False
    visible: bool = True
    triggers: bool = False
    span: int = COLUMNS
    choices: tuple[Choice, ...] = ()
    checked: bool = False
    files: tuple[ShownFile, ...] = ()
    rows: tuple[ShownRow, ...] = ()
    columns: tuple[Shown, ...] = ()
    children: tuple[Shown, ...] = ()
    error: FieldError | None = None
    date_kind: str = ""
    multiple: bool = False
    opinion: bool = False
    accept: str = ""
    least: str = ""
    most: str = ""
    input_type: str = "text"
    max_length: int | None = None
    max_rows: int | None = None
    prefix: str = ""
    suffix: str = ""
    articles: tuple[str, ...] = ()
