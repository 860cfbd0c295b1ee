"""Reads a submission, whatever way it came, into answers: parsed, hidden parts dropped, bounds and rules kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.errors import FieldError
from engine.feel import EvaluationError
from engine.forms.expressions import Bench, hidden_keys, is_readonly, is_required, own_values
from engine.forms.limits import MOST_ROWS, is_empty, within
from engine.forms.parse import Parsing, Upload, parse
from engine.forms.shape import CHOICES, ROWS, UPLOAD, Answers, Field, Rule, asking, join
from engine.forms.writing import Writing


@dataclass
class Reading:
    """One submission being read; ``wrong`` collects what could not be parsed, ``errors`` what does not stand."""

    writing: Writing
    upload: Upload
    wrong: dict[str, FieldError] = field(default_factory=dict)
    errors: dict[str, FieldError] = field(default_factory=dict)


def read(
    fields: tuple[Field, ...],
    rules: tuple[Rule, ...],
    raw: Mapping[str, Any],
    facts: Mapping[str, Any],
    now: datetime,
    reading: Reading,
) -> Answers:
    """Answers from a raw tree: ``{key: text | value | list | rows}``; nothing in it can raise."""
    bench = Bench(facts, now)
    typed = _parse(fields, raw, bench, "", reading)
    bench = Bench(facts, now, _standing(fields, typed, "", reading))
    values = _judge(fields, typed, bench, "", reading)
    bench.own.update({key: values.get(key) for key in bench.own})
    for rule in rules:
        _apply(rule, fields, values, bench, reading)
    return Answers(values, reading.errors, typed)


def _parse(
    fields: tuple[Field, ...], raw: Mapping[str, Any], bench: Bench, prefix: str, reading: Reading
) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    here = Bench(bench.scope(), bench.now, own_values(_answered(fields), {}))
    for one in asking(fields):
        if one.readonly:
            continue
        path, given = join(prefix, one.key), raw.get(one.key)
        if one.kind == ROWS:
            typed[one.key] = _parse_rows(one, given, here, path, reading)
        else:
            value = parse(one, given, Parsing(reading.writing, here, reading.upload))
            if isinstance(value, FieldError):
                reading.wrong[path] = value
            typed[one.key] = _as_typed(one, given, value)
        if path not in reading.wrong:
            here.own[one.key] = typed[one.key]
    return typed


def _parse_rows(one: Field, given: Any, bench: Bench, path: str, reading: Reading) -> list[dict[str, Any]]:
    rows = given if isinstance(given, (list, tuple)) else [] if given in (None, "") else [given]
    if not all(isinstance(row, Mapping) for row in rows):
        reading.wrong[path] = FieldError("forms.not_rows", one.articles, {"field": one.label or one.key})
        return []
    return [_parse(one.children, row, bench, join(path, n), reading) for n, row in enumerate(rows[: MOST_ROWS + 1])]


def _as_typed(one: Field, given: Any, value: Any) -> Any:
    if not isinstance(value, FieldError):
        return value
    if one.kind == UPLOAD:
        return [f for f in given if isinstance(f, Mapping)] if isinstance(given, (list, tuple)) else []
    if one.kind in CHOICES and isinstance(given, (list, tuple)):
        return [g for g in given if isinstance(g, str)]
    return given if isinstance(given, str) else None


def _answered(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(one for one in asking(fields) if not one.readonly)


def _standing(fields: tuple[Field, ...], typed: Mapping[str, Any], prefix: str, reading: Reading) -> dict[str, Any]:
    """The answers that could be parsed; a field that only shows facts leaves them to be read."""
    kept = {k: v for k, v in typed.items() if join(prefix, k) not in reading.wrong}
    return own_values(_answered(fields), kept)


def _judge(
    fields: tuple[Field, ...], typed: Mapping[str, Any], bench: Bench, prefix: str, reading: Reading
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    hidden = hidden_keys(fields, bench)
    seen = Bench(bench.facts, bench.now, {k: None if k in hidden else v for k, v in bench.own.items()})
    for one in _answered(fields):
        if one.key in hidden:
            continue
        if is_readonly(one, seen):
            bench.own.pop(one.key, None)
            continue
        path = join(prefix, one.key)
        values[one.key] = _judge_one(one, typed.get(one.key), seen, path, reading)
    return values


def _judge_one(one: Field, value: Any, bench: Bench, path: str, reading: Reading) -> Any:
    if path in reading.wrong:
        reading.errors[path] = reading.wrong[path]
        return None
    if one.kind == ROWS:
        value = _judge_rows(one, value or [], bench, path, reading)
    if is_empty(value):
        if is_required(one, bench) or (one.kind == ROWS and one.limits.min_rows):
            reading.errors[path] = FieldError(_missing(one), one.articles, {"field": one.label or one.key})
    elif error := within(one, value, bench, reading.writing):
        reading.errors[path] = error
    return value


def _missing(one: Field) -> str:
    if one.kind in CHOICES:
        return "forms.not_chosen"
    return {UPLOAD: "forms.no_file", "checkbox": "forms.not_ticked", ROWS: "forms.no_rows"}.get(
        one.kind, "forms.missing"
    )


def _judge_rows(
    one: Field, rows: list[dict[str, Any]], bench: Bench, path: str, reading: Reading
) -> list[dict[str, Any]]:
    kept = []
    for n, row in enumerate(rows):
        place = join(path, n)
        if is_empty(row) and not any(p.startswith(f"{place}.") for p in reading.wrong):
            continue
        inside = Bench(bench.scope(), bench.now, _standing(one.children, row, place, reading))
        kept.append(_judge(one.children, row, inside, place, reading))
    return kept


def _apply(rule: Rule, fields: tuple[Field, ...], values: Mapping[str, Any], bench: Bench, reading: Reading) -> None:
    """A rule that reads a wrong answer waits; one that cannot be decided though all is given does not pass."""
    read = {path[0] for path in rule.must.reads}
    own = {one.key for one in asking(fields)}
    if any(path.split(".")[0] in read for path in reading.errors):
        return
    try:
        value = rule.must.evaluate(bench.scope(), now=bench.now)
    except EvaluationError as error:
        value = error
    if value is True or (value is not False and any(is_empty(values.get(key)) for key in read & own)):
        return
    code = "forms.rule" if value is False else "forms.rule_undecided"
    error = FieldError(code, rule.articles, {"message": rule.message, "rule": rule.must.text})
    places = [key for key in rule.fields if key in values] or [
        one.key for one in asking(fields) if one.key in read & set(values)
    ]
    reading.errors.setdefault(places[0] if places else "", error)
