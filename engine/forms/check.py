"""What is wrong with a form before anybody fills it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from engine.errors import FieldError, Finding
from engine.forms.expressions import Bench
from engine.forms.limits import within
from engine.forms.parse import Parsing, nearest, parse
from engine.forms.shape import CHOICES, GROUP, ROWS, TEXTS, Field, asking


@dataclass(frozen=True)
class Known:
    """What surrounds a form: the names that its conditions may read besides its own fields, the names of steps,
    and the numbers of the articles register (None: not looked at)."""

    names: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()
    articles: frozenset[str] | None = None


NOTHING = Known()


def check(form: Any, known: Known) -> list[Finding]:
    """Findings of loading, then those that need the whole form and its surroundings."""
    found = [*form.findings]
    found += [replace(f, file=form.file) for f in _level(form.fields, known, frozenset(), form.writing)]
    keys = frozenset(one.key for one in asking(form.fields))
    for number, rule in enumerate(form.rules, 1):
        place = f"rules.{number}"
        found += _names(rule.must, place, "must", keys | known.names | known.steps, form.file)
        found += _articles(rule.articles, place, known, form.file)
        found += [
            Finding("forms.rule_field_unknown", "error", form.file, place, {"field": key, "known": sorted(keys)})
            for key in rule.fields
            if key not in keys
        ]
    return found + [replace(f, file=form.file) for f in _circles(form.fields)]


def chosen(fields: tuple[Field, ...], wanted: Callable[[Field], bool]) -> tuple[Field, ...]:
    """The asking fields, outside rows, of which something is true."""
    return tuple(one for one in asking(fields) if wanted(one))


def _level(fields: tuple[Field, ...], known: Known, outside: frozenset[str], writing: Any) -> Iterator[Finding]:
    asked = asking(fields)
    keys = frozenset(one.key for one in asked)
    seen: set[str] = set()
    for one in asked:
        if one.key in seen:
            yield Finding("forms.key_twice", "error", "", one.key, {"key": one.key})
        seen.add(one.key)
        yield from _key(one, known)
    for one in _every(fields):
        yield from _one(one, keys | outside | known.names | known.steps, known, writing)
        if one.kind == ROWS:
            yield from _rows(one)
            yield from _level(one.children, known, keys | outside, writing)


def _every(fields: tuple[Field, ...]) -> Iterator[Field]:
    for one in fields:
        yield one
        if one.kind == GROUP:
            yield from _every(one.children)


def _key(one: Field, known: Known) -> Iterator[Finding]:
    if one.key in known.steps:
        yield Finding("forms.key_is_a_step", "error", "", one.key, {"key": one.key})


def _one(one: Field, names: frozenset[str], known: Known, writing: Any) -> Iterator[Finding]:
    for place in ("hidden_when", "shown_when", "required_when", "readonly_when", "options_from", "default", "sample"):
        condition = getattr(one, place)
        if hasattr(condition, "reads"):
            yield from _names(condition, one.key, place, names, "")
    for place in ("earliest", "latest"):
        yield from _names(getattr(one.limits, place), one.key, place, names, "")
    yield from _articles(one.articles, one.key, known, "")
    if one.asks and not one.label:
        yield Finding("forms.label_missing", "error", "", one.key, {"key": one.key})
    if one.kind in CHOICES:
        yield from _options(one)
    yield from _bounds(one)
    if one.asks and one.kind != ROWS:
        yield from _sample(one, writing)


def _names(condition: Any, element: str, place: str, names: frozenset[str], file: str) -> Iterator[Finding]:
    for path in sorted(condition.reads) if condition is not None else ():
        if path[0] not in names:
            near = nearest(path[0], names)
            yield Finding(
                "forms.name_unknown_but" if near else "forms.name_unknown",
                "error",
                file,
                element,
                {"name": path[0], "place": place, "nearest": near, "text": condition.text},
            )


def _articles(numbers: tuple[str, ...], element: str, known: Known, file: str) -> Iterator[Finding]:
    for number in numbers:
        if known.articles is not None and number not in known.articles:
            yield Finding("forms.article_unknown", "error", file, element, {"article": number})


def _options(one: Field) -> Iterator[Finding]:
    if one.options_from is None and not one.options:
        yield Finding("forms.options_missing", "error", "", one.key, {"field": one.label})
    values = [o.value for o in one.options]
    for value in sorted({v for v in values if values.count(v) > 1}):
        yield Finding("forms.option_twice", "error", "", one.key, {"option": value})


def _rows(one: Field) -> Iterator[Finding]:
    if not asking(one.children):
        yield Finding("forms.rows_empty", "error", "", one.key, {"field": one.label})


def _bounds(one: Field) -> Iterator[Finding]:
    bounds = one.limits
    pairs = (
        (bounds.min_length, bounds.max_length),
        (bounds.minimum, bounds.maximum),
        (bounds.min_rows, bounds.max_rows),
    )
    if any(low is not None and high is not None and low > high for low, high in pairs):
        yield Finding("forms.bounds_crossed", "error", "", one.key, {"field": one.label})


def _sample(one: Field, writing: Any) -> Iterator[Finding]:
    """A written sample must itself be an answer; a field with a pattern cannot do without one."""
    if (
        one.sample is None
        and one.required
        and one.kind in TEXTS
        and (one.limits.pattern is not None or one.limits.form)
    ):
        yield Finding("forms.sample_missing", "error", "", one.key, {"field": one.label})
    if one.sample is None or hasattr(one.sample, "reads") or one.options_from is not None:
        return
    bench = Bench({}, datetime(2000, 1, 1, tzinfo=UTC))
    value = parse(one, one.sample, Parsing(writing, bench, lambda name: {"id": "", "name": name, "size": 0}))
    wrong = (
        value if isinstance(value, FieldError) else None if value in (None, []) else within(one, value, bench, writing)
    )
    if wrong is not None:
        yield Finding(
            "forms.sample_invalid",
            "error",
            "",
            one.key,
            {"field": one.label, "sample": str(one.sample), "reason": wrong.code},
        )


def _circles(fields: tuple[Field, ...]) -> Iterator[Finding]:
    """Fields whose appearing hangs, through others, on themselves."""
    asked = asking(fields)
    keys = {one.key for one in asked}
    edges = {
        one.key: {p[0] for c in (one.hidden_when, one.shown_when) if c is not None for p in c.reads} & keys
        for one in asked
    }
    for one in asked:
        reached, todo = set(), set(edges[one.key])
        while todo:
            key = todo.pop()
            if key not in reached:
                reached.add(key)
                todo |= edges[key]
        if one.key in reached:
            yield Finding("forms.condition_in_a_circle", "error", "", one.key, {"key": one.key})
