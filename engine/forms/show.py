"""Lays a form out with its answers: what is seen, chosen, wrong, and how wide it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from engine.errors import FieldError
from engine.forms.expressions import Bench, hidden_keys, is_readonly, is_required, own_values
from engine.forms.html import file_token
from engine.forms.parse import options_of
from engine.forms.shape import CHOICES, COLUMNS, GROUP, MULTIPLE_CHOICES, ROWS, UPLOAD, Field, asking, join
from engine.forms.shown import Choice, Shown, ShownFile, ShownRow
from engine.forms.writing import Writing, number_text

FEW = 4  # columns that a row of a repeatable group holds side by side


@dataclass(frozen=True)
class Showing:
    """What showing needs to know besides fields and answers."""

    writing: Writing
    errors: Mapping[str, FieldError]
    triggers: frozenset[str]
    readonly: bool


def show(
    form: Any,
    values: Mapping[str, Any],
    facts: Mapping[str, Any],
    errors: Mapping[str, FieldError],
    now: datetime,
    readonly: bool = False,
) -> tuple[Shown, ...]:
    """Every field of the form in order, hidden ones included (``visible`` False)."""
    bench = Bench(facts, now, own_values(_answered(form.fields), values))
    showing = Showing(form.writing, errors, triggers(form.fields), readonly)
    return _level(form.fields, values, bench, "", showing)


def triggers(fields: tuple[Field, ...]) -> frozenset[str]:
    """Keys that a condition of the form reads: when their answers change, others appear, go or change."""
    found: set[str] = set()
    for one in fields:
        for condition in (one.hidden_when, one.shown_when, one.required_when, one.readonly_when, one.options_from):
            if condition is not None:
                found.update(path[0] for path in condition.reads)
        found |= triggers(one.children)
    return frozenset(found)


def _answered(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(one for one in asking(fields) if not one.readonly)


def _level(
    fields: tuple[Field, ...], values: Mapping[str, Any], bench: Bench, prefix: str, showing: Showing
) -> tuple[Shown, ...]:
    hidden = hidden_keys(fields, bench)
    seen = Bench(bench.facts, bench.now, {k: None if k in hidden else v for k, v in bench.own.items()})
    return _fields(fields, values, seen, prefix, showing, hidden)


def _fields(
    fields: tuple[Field, ...],
    values: Mapping[str, Any],
    bench: Bench,
    prefix: str,
    showing: Showing,
    hidden: frozenset[str],
) -> tuple[Shown, ...]:
    spans = spans_of([one for one in fields if one.key not in hidden])
    found = []
    for one in fields:
        shown = _one(one, values, bench, prefix, showing)
        if one.kind == GROUP:
            shown = replace(shown, children=_fields(one.children, values, bench, prefix, showing, hidden))
        found.append(replace(shown, visible=one.key not in hidden, span=spans.get(one.key, COLUMNS)))
    return tuple(found)


def spans_of(fields: list[Field]) -> dict[str, int]:
    """Columns of each field: those of one row share what the row's fixed widths leave."""
    spans: dict[str, int] = {}
    rows: dict[str, list[Field]] = {}
    for number, one in enumerate(fields):
        rows.setdefault(one.row or f"#{number}", []).append(one)
    for row in rows.values():
        free = [one for one in row if one.columns is None]
        left = max(COLUMNS - sum(one.columns or 0 for one in row), 2 * len(free))
        for number, one in enumerate(free):
            spans[one.key] = max(1, left // len(free) + (1 if number < left % len(free) else 0))
        spans.update({one.key: one.columns for one in row if one.columns is not None})
    return spans


def side_by_side(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The columns of a repeatable group: as laid out by the author, else next to each other while they are few."""
    if len(fields) > FEW or any(one.row or one.columns for one in fields):
        return fields
    return tuple(replace(one, row="row") for one in fields)


def _one(one: Field, values: Mapping[str, Any], bench: Bench, prefix: str, showing: Showing) -> Shown:
    path = join(prefix, one.key)
    readonly = showing.readonly or is_readonly(one, bench)
    value = values.get(one.key)
    if readonly and value is None and one.key not in values:
        value = bench.facts.get(one.key)
    shown = Shown(
        id=f"f-{path}",
        path=path,
        key=one.key,
        kind=one.kind,
        label=one.label,
        help=one.help,
        text=one.text or showing.writing.text(value),
        required=is_required(one, bench),
        readonly=readonly,
        triggers=one.key in showing.triggers,
        error=showing.errors.get(path),
        date_kind=one.date_kind if one.kind == "datetime" else "",
        multiple=one.multiple,
        opinion=one.opinion,
        accept=",".join(one.limits.accept),
        max_length=one.limits.max_length,
        max_rows=one.limits.max_rows,
        prefix=one.prefix,
        suffix=one.suffix,
        articles=one.articles,
    )
    return replace(shown, **_answer(one, value, bench, path, showing))


def _answer(one: Field, value: Any, bench: Bench, path: str, showing: Showing) -> dict[str, Any]:
    """The parts of a shown field that hang on its kind."""
    if one.kind in CHOICES:
        return _choices(one, value, bench, path, showing)
    if one.kind == "checkbox":
        return {"checked": value is True, "value": "true", "text": showing.writing.text(value is True)}
    if one.kind == UPLOAD:
        return {"files": _files(value, path)}
    if one.kind == ROWS:
        return _rows(one, value, bench, path, showing)
    if one.kind == "datetime":
        kind = "text" if isinstance(value, str) else {"datetime": "datetime-local"}.get(one.date_kind, one.date_kind)
        return {
            "value": input_text(value),
            "input_type": kind,
            **_bounds(one.limits.earliest, one.limits.latest, one, bench),
        }
    if one.kind == "number":
        return {"value": input_text(value), "least": _plain(one.limits.minimum), "most": _plain(one.limits.maximum)}
    return {"value": input_text(value)} if one.asks else {}


def input_text(value: Any) -> str:
    """What an input holds: ISO dates and times, plain digits, text as typed."""
    if value is None or isinstance(value, (bool, Mapping, list, tuple)):
        return ""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(timespec="minutes" if not value.second else "seconds")
    if isinstance(value, time):
        return value.replace(tzinfo=None).isoformat(timespec="minutes" if not value.second else "seconds")
    if isinstance(value, date):
        return value.isoformat()
    return number_text(value) if isinstance(value, Decimal) else str(value)


def _bounds(first: Any, last: Any, one: Field, bench: Bench) -> dict[str, str]:
    return {name: _as_kind(bench.value(bound), one.date_kind) for name, bound in (("least", first), ("most", last))}


def _as_kind(value: Any, kind: str) -> str:
    if isinstance(value, datetime):
        return input_text(value) if kind == "datetime" else input_text(value.date() if kind == "date" else None)
    if isinstance(value, date):
        return {"date": value.isoformat(), "datetime": f"{value.isoformat()}T00:00"}.get(kind, "")
    return input_text(value) if isinstance(value, time) and kind == "time" else ""


def _plain(value: Decimal | None) -> str:
    return "" if value is None else number_text(value)


def _choices(one: Field, value: Any, bench: Bench, path: str, showing: Showing) -> dict[str, Any]:
    many = one.kind in MULTIPLE_CHOICES
    given = value if many and isinstance(value, (list, tuple)) else [value] if isinstance(value, str) else []
    options = options_of(one, bench)
    choices = tuple(
        Choice(f"f-{path}-{n}" if n else f"f-{path}", o.value, o.label, o.value in given) for n, o in enumerate(options)
    )
    labels = {o.value: o.label for o in options}
    words = [labels.get(v, v) for v in given if isinstance(v, str)]
    return {
        "choices": choices,
        "multiple": many,
        "value": "" if many or not given else given[0],
        "text": showing.writing.list_text(words),
    }


def _files(value: Any, path: str) -> tuple[ShownFile, ...]:
    files = value if isinstance(value, (list, tuple)) else []
    return tuple(
        ShownFile(
            str(f.get("id", "")), str(f.get("name", "")), int(f.get("size") or 0), file_token(f), f"drop:{path}:{n}"
        )
        for n, f in enumerate(files)
        if isinstance(f, Mapping)
    )


def _rows(one: Field, value: Any, bench: Bench, path: str, showing: Showing) -> dict[str, Any]:
    if not isinstance(value, (list, tuple)):
        value = [] if showing.readonly else [{}] * one.repetitions
    rows, children = [], side_by_side(one.children)
    for n, row in enumerate(value):
        row = row if isinstance(row, Mapping) else {}
        place = join(path, n)
        inside = bench.inside(_answered(children), row)
        rows.append(ShownRow(place, n + 1, _level(children, row, inside, place, showing), f"remove:{path}:{n}"))
    head = _fields(children, {}, bench.inside(children, {}), join(path, "#"), showing, frozenset())
    return {"rows": tuple(rows), "columns": head}
