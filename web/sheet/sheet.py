"""What the sheet's templates are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.errors import FieldError
from engine.forms import Form, Shown, ShownFile
from web.errors import word


@dataclass(frozen=True)
class Fault:
    """One line of the error summary: what is wrong, the id of the input it leads to ("" for none), and in which
    row it stands ("" outside rows)."""

    id: str
    where: str
    error: FieldError


@dataclass(frozen=True)
class Sheet:
    """A form as one sheet.

    ``title`` stands above the rules, ``left`` and ``right`` in small type beside it (a number; urgency and
    secrecy).  ``draft_url`` is where what is typed is saved by itself, ``sheet_url`` where the sheet is asked for
    again when a condition may have changed; both are POSTed the whole form.  ``phrases`` fill opinion boxes at a
    click.  ``saved_at`` says when the draft that is shown was saved.  ``file_url`` gives a file's address.
    """

    fields: tuple[Shown, ...]
    faults: tuple[Fault, ...] = ()
    title: str = ""
    id: str = "sheet"
    left: str = ""
    right: str = ""
    draft_url: str = ""
    sheet_url: str = ""
    phrases: tuple[str, ...] = ()
    saved_at: str = ""
    file_url: Callable[[ShownFile], str] | None = None

    @property
    def conditional(self) -> bool:
        """Whether some fields appear or go with the answers of others."""
        return any(one.triggers for one in every(self.fields))

    @property
    def demands(self) -> bool:
        """Whether anything must be filled in."""
        return any(one.required and not one.readonly for one in every(self.fields) if one.visible)


def make_sheet(
    form: Form,
    values: Mapping[str, Any],
    facts: Mapping[str, Any],
    errors: Mapping[str, FieldError] | None = None,
    *,
    now: datetime,
    **layout: Any,
) -> Sheet:
    """A sheet to fill in; ``values`` are a draft, defaults (``form.initial``) or what was typed (``Answers.typed``)."""
    fields = form.view(values, facts, errors, now=now)
    return Sheet(fields, faults(fields, errors or {}), **{"title": form.name, **layout})


def make_record(
    form: Form, values: Mapping[str, Any], facts: Mapping[str, Any], *, now: datetime, **layout: Any
) -> Sheet:
    """A sheet to read: what was written before."""
    return Sheet(form.view(values, facts, now=now, readonly=True), **{"title": form.name, **layout})


def faults(fields: Iterable[Shown], errors: Mapping[str, FieldError]) -> tuple[Fault, ...]:
    """The errors in the order of the sheet; those that belong to no visible field come last."""
    found = {one.path: Fault(one.id, where, one.error) for one, where in _placed(fields, "") if one.error is not None}
    rest = [Fault("", "", error) for path, error in errors.items() if path not in found]
    return (*found.values(), *rest)


def every(fields: Iterable[Shown]) -> Iterator[Shown]:
    """Every field, those in groups and rows too."""
    return (one for one, _ in _placed(fields, "", hidden=True))


def _placed(fields: Iterable[Shown], before: str, hidden: bool = False) -> Iterator[tuple[Shown, str]]:
    for one in fields:
        if not (one.visible or hidden):
            continue
        yield one, before
        yield from _placed(one.children, before, hidden)
        for row in one.rows:
            yield from _placed(row.fields, f"{before}{one.label}第{row.number}行：", hidden)


def install(environment: Any) -> None:
    """Give a Jinja environment what the templates call: ``word`` (unless it has one) and ``file_size``."""
    environment.globals.setdefault("word", word)
    environment.globals["file_size"] = file_size


def file_size(count: int) -> str:
    """Bytes as a reader counts them: 532 gives “532 字节”, 1536000 gives “1.5 MB”."""
    if count < 1000:
        return f"{count} 字节"
    return f"{count / 1000:.0f} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
