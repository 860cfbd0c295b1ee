"""Turns what was typed, chosen or sent into an answer of its kind, or says what is wrong with it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from engine.errors import FieldError
from engine.forms.expressions import Bench
from engine.forms.shape import MULTIPLE_CHOICES, SINGLE_CHOICES, TEXTS, Field, Option
from engine.forms.writing import Writing, halfwidth

MOST_DIGITS = 34
MOST_CHARACTERS = 50_000
MOST_CHOSEN = 1_000
MOST_FILES = 100
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)

_NO_MOMENT = {"date": "forms.not_a_date", "time": "forms.not_a_time", "datetime": "forms.not_a_datetime"}

Upload = Callable[[str], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Parsing:
    """What parsing needs to know: how values are written, what options can be read, where files come from."""

    writing: Writing
    bench: Bench
    upload: Upload


def parse(one: Field, raw: Any, how: Parsing) -> Any:
    """The answer to one field (None when empty), or a FieldError; ``raw`` may be text or already a value."""
    if raw is None or (isinstance(raw, str) and not clean(raw).strip()):
        return False if one.kind == "checkbox" else [] if _is_list(one) else None
    return _parser(one)(one, raw, how)


def options_of(one: Field, bench: Bench) -> tuple[Option, ...]:
    """The options of a choice now: those written in the form, or those that the facts give."""
    if one.options_from is None:
        return one.options
    given = bench.value(one.options_from)
    return tuple(filter(None, map(_option, given))) if isinstance(given, (list, tuple)) else ()


def clean(text: str) -> str:
    """Text without what cannot be stored or shown: control characters, lone surrogates; one kind of line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like ``word``, or an empty text when none is like it."""
    found = difflib.get_close_matches(word[:100], list(known), n=1, cutoff=0.4)
    return found[0] if found else ""


def _is_list(one: Field) -> bool:
    return one.kind in MULTIPLE_CHOICES or one.kind == "filepicker"


def _parser(one: Field) -> Callable[[Field, Any, Parsing], Any]:
    if one.kind in TEXTS:
        return _text
    if one.kind in SINGLE_CHOICES:
        return _choice
    if one.kind in MULTIPLE_CHOICES:
        return _choices
    return {"number": _number, "datetime": _moment, "checkbox": _tick, "filepicker": _files}[one.kind]


def _wrong(code: str, one: Field, **facts: Any) -> FieldError:
    return FieldError(code, one.articles, {"field": one.label or one.key, **facts})


def _text(one: Field, raw: Any, how: Parsing) -> Any:
    if isinstance(raw, (int, Decimal)) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str):
        return _wrong("forms.not_text", one)
    text = clean(raw).strip()
    if one.kind == "textfield":
        text = " ".join(text.split("\n"))
    return (
        text if len(text) <= MOST_CHARACTERS else _wrong("forms.too_long", one, most=MOST_CHARACTERS, length=len(text))
    )


def _number(one: Field, raw: Any, how: Parsing) -> Any:
    if isinstance(raw, bool) or not isinstance(raw, (str, int, float, Decimal)):
        return _wrong("forms.not_a_number", one)
    text = halfwidth(raw) if isinstance(raw, str) else f"{Decimal(str(raw)):f}"
    if len(text) > 2 * MOST_DIGITS or not _NUMBER.fullmatch(text):
        return _wrong("forms.not_a_number", one)
    value = Decimal(text.replace(",", ""))
    return value if len(value.as_tuple().digits) <= MOST_DIGITS else _wrong("forms.not_a_number", one)


def _moment(one: Field, raw: Any, how: Parsing) -> Any:
    zone = how.bench.now.tzinfo
    if one.date_kind == "date":
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw
        value = how.writing.read_date(clean(raw)) if isinstance(raw, str) else None
    elif one.date_kind == "time":
        value = raw if isinstance(raw, time) else how.writing.read_time(clean(raw)) if isinstance(raw, str) else None
    else:
        if isinstance(raw, datetime):
            return raw if raw.tzinfo else raw.replace(tzinfo=zone)
        value = how.writing.read_datetime(clean(raw), zone) if isinstance(raw, str) else None
    return _wrong(_NO_MOMENT[one.date_kind], one, typed=_short(raw)) if value is None else value


def _choice(one: Field, raw: Any, how: Parsing) -> Any:
    options = options_of(one, how.bench)
    return _chosen(one, raw, options)


def _choices(one: Field, raw: Any, how: Parsing) -> Any:
    options = options_of(one, how.bench)
    words = [w for o in options for w in (o.value, o.label)]
    parts = how.writing.split(clean(raw), words) if isinstance(raw, str) else raw
    if not isinstance(parts, (list, tuple)) or len(parts) > MOST_CHOSEN:
        return _wrong("forms.not_a_list", one)
    found = [_chosen(one, part, options) for part in parts if part != ""]
    wrong = next((f for f in found if isinstance(f, FieldError)), None)
    if wrong is None and one.properties.get("ordered") == "true":
        return list(dict.fromkeys(found))
    return wrong or [o.value for o in options if o.value in found]


def _chosen(one: Field, raw: Any, options: tuple[Option, ...]) -> Any:
    text = clean(raw).strip() if isinstance(raw, str) else str(raw) if isinstance(raw, (int, Decimal)) else None
    if text is None:
        return _wrong("forms.not_an_option", one, typed=_short(raw))
    for option in options:
        if text == option.value:
            return option.value
    same = [o.value for o in options if text == o.label]
    if same:
        return same[0]
    near = nearest(text, [o.label for o in options])
    return (
        _wrong("forms.not_an_option_but", one, typed=_short(text), nearest=near)
        if near
        else _wrong("forms.not_an_option", one, typed=_short(text))
    )


def _tick(one: Field, raw: Any, how: Parsing) -> Any:
    if isinstance(raw, bool):
        return raw
    word = halfwidth(raw).lower() if isinstance(raw, str) else ""
    if word in ("true", "on", *how.writing.yes):
        return True
    return False if word in ("false", *how.writing.no) else _wrong("forms.not_yes_or_no", one, typed=_short(raw))


def _files(one: Field, raw: Any, how: Parsing) -> Any:
    parts = how.writing.split(clean(raw)) if isinstance(raw, str) else [raw] if isinstance(raw, Mapping) else raw
    if not isinstance(parts, (list, tuple)) or len(parts) > MOST_FILES:
        return _wrong("forms.not_a_list", one)
    files: list[dict[str, Any]] = []
    for part in filter(None, parts):
        found = part if isinstance(part, Mapping) else how.upload(clean(part)) if isinstance(part, str) else None
        if not _is_file(found):
            return _wrong("forms.file_unknown", one, typed=_short(part))
        files.append({"id": found["id"], "name": clean(found["name"]), "size": found["size"]})
    return files


def _is_file(found: Any) -> bool:
    return (
        isinstance(found, Mapping)
        and isinstance(found.get("id"), str)
        and isinstance(found.get("name"), str)
        and isinstance(found.get("size"), (int, Decimal))
    )


def _option(given: Any) -> Option | None:
    if isinstance(given, str):
        return Option(given, given)
    if isinstance(given, Mapping) and isinstance(given.get("value"), str):
        return Option(given["value"], str(given.get("label") or given["value"]))
    return None


def _short(raw: Any) -> str:
    text = clean(raw) if isinstance(raw, str) else ""
    return text if len(text) <= 40 else text[:39] + "…"
