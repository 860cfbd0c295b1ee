"""Made-up answers: what a scenario that does not care about a field fills in, and what a form opens with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from engine.errors import FieldError
from engine.feel import EvaluationError
from engine.forms.expressions import Bench, hidden_keys, is_readonly, is_required, own_values
from engine.forms.parse import Parsing, Upload, options_of, parse
from engine.forms.shape import CHOICES, MULTIPLE_CHOICES, ROWS, TEXTS, UPLOAD, Field, asking
from engine.forms.writing import ISO


def made_up(name: str) -> dict[str, Any]:
    """A stand-in for a file where no store is at hand: named as asked, empty."""
    return {"id": "", "name": name, "size": 0}


def initial(form: Any, facts: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The defaults of a form, those that can be evaluated; a default may read defaults above it."""
    bench = Bench(facts, now, {})
    found: dict[str, Any] = {}
    for one in asking(form.fields):
        if one.default is None or one.kind == ROWS:
            continue
        value = _given(one, one.default, Bench({**facts, **found}, now), form.writing, lambda _name: None)
        if value is not None:
            found[one.key] = value
            bench.own[one.key] = value
    return found


def samples(
    form: Any, facts: Mapping[str, Any], now: datetime, known: Mapping[str, Any], upload: Upload, optional: bool = False
) -> dict[str, Any]:
    """Answers for the fields that must be given and are not among ``known``.

    An answer may make others appear, so the form is gone through until nothing new is asked.
    """
    return _level(form.fields, facts, now, dict(known), (form.writing, upload, optional))


def _level(
    fields: tuple[Field, ...], facts: Mapping[str, Any], now: datetime, known: dict[str, Any], how: Any
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(len(asking(fields)) + 1):
        new = _next(fields, Bench(facts, now, own_values(_answered(fields), {**found, **known})), {*found, *known}, how)
        if not new:
            break
        found.update(new)
    return found


def _answered(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(one for one in asking(fields) if not one.readonly)


def _next(fields: tuple[Field, ...], bench: Bench, done: set[str], how: Any) -> dict[str, Any]:
    hidden = hidden_keys(fields, bench)
    for one in _answered(fields):
        if one.key in hidden or one.key in done or is_readonly(one, bench):
            continue
        if is_required(one, bench) or _rows_needed(one) or (how[2] and one.sample is not None):
            return {one.key: sample(one, bench, how)}
    return {}


def _rows_needed(one: Field) -> bool:
    return one.kind == ROWS and bool(one.limits.min_rows)


def sample(one: Field, bench: Bench, how: Any) -> Any:
    """The author's sample answer of a field, or a plausible one of its kind."""
    writing, upload, _ = how
    if one.sample is not None and one.kind != ROWS:
        value = _given(one, one.sample, bench, writing, upload)
        if value is not None:
            return value
    if one.kind == ROWS:
        count = max(1, one.limits.min_rows or 0)
        return [_level(one.children, bench.scope(), bench.now, {}, how) for _ in range(count)]
    return _plausible(one, bench, writing, upload)


def _given(one: Field, given: Any, bench: Bench, writing: Any, upload: Upload) -> Any:
    if hasattr(given, "evaluate"):
        try:
            given = given.evaluate(bench.scope(), now=bench.now, strict=False)
        except EvaluationError:
            return None
    if isinstance(given, Mapping) and one.kind != UPLOAD:
        return None
    value = parse(one, given, Parsing(writing, bench, upload))
    return None if isinstance(value, FieldError) or value == [] else value


def _plausible(one: Field, bench: Bench, writing: Any, upload: Upload) -> Any:
    if one.kind in TEXTS:
        return _text(one, writing.sample_text)
    if one.kind in CHOICES:
        first = [o.value for o in options_of(one, bench)[:1]]
        return first if one.kind in MULTIPLE_CHOICES else first[0] if first else None
    if one.kind == "datetime":
        return _moment(one, bench)
    if one.kind == UPLOAD:
        name = one.key + (one.limits.accept[0] if one.limits.accept else writing.sample_file)
        return list(filter(None, [upload(name)]))
    return True if one.kind == "checkbox" else _number(one)


def _text(one: Field, word: str) -> str:
    least, most = one.limits.min_length or 0, one.limits.max_length
    text = word
    while word and len(text) < least:
        text += word
    return text if most is None else text[:most]


def _moment(one: Field, bench: Bench) -> Any:
    now = bench.now.replace(second=0, microsecond=0)
    first = bench.value(one.limits.earliest)
    if first is not None and not isinstance(parsed := parse(one, first, Parsing(ISO, bench, made_up)), FieldError):
        return parsed
    return {"date": now.date(), "time": now.time(), "datetime": now}[one.date_kind]


def _number(one: Field) -> Decimal:
    value = one.limits.minimum if one.limits.minimum is not None else Decimal(1)
    return min(value, one.limits.maximum) if one.limits.maximum is not None else value
