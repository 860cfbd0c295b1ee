"""One form-js component → one Field."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import re2

from engine.forms.shape import CHOICES, COLUMNS, GROUP, KINDS, ROWS, STATIC, UPLOAD, Field, Limits, Option

# Our own additions to a component, written as its custom properties (form-js "properties", text to text).
PROPERTIES = frozenset(
    {
        "sample",
        "default",
        "listed",
        "public",
        "multiple",
        "opinion",
        "articles",
        "required_when",
        "shown_when",
        "readonly_when",
        "ordered",
        "earliest",
        "latest",
        "min_rows",
        "max_rows",
        "min",
        "max",
        "options",
    }
)


def read_component(given: Mapping[str, Any], children: tuple[Field, ...], loading: Any) -> Field | None:
    """The field of a component, or None with a finding when its type is not served."""
    kind = given.get("type")
    if not isinstance(kind, str) or kind not in KINDS:
        loading.say("forms.type_unknown", _name(given), type=str(kind), known=sorted(KINDS))
        return None
    key = _key(given, kind, loading)
    own = _properties(given, key, loading)
    rules = _map(given.get("validate"))
    return Field(
        key=key,
        kind=kind,
        label=_text(given.get("label") or given.get("dateLabel") or given.get("timeLabel")),
        help=_text(given.get("description")),
        text=_text(given.get("text")),
        required=rules.get("required") is True or own.get("required") == "true",
        required_when=loading.expression(own.get("required_when"), key, "required_when"),
        hidden_when=loading.expression(_map(given.get("conditional")).get("hide"), key, "hide"),
        shown_when=loading.expression(own.get("shown_when"), key, "shown_when"),
        readonly=given.get("readonly") is True or given.get("disabled") is True,
        readonly_when=_readonly_when(given, own, key, loading),
        options=_options(given, kind, key, loading),
        options_from=_options_from(given, own, kind, key, loading),
        date_kind=_date_kind(given),
        multiple=given.get("multiple") is True or own.get("multiple") == "true",
        limits=_limits(given, rules, own, key, loading),
        children=children,
        repetitions=_count(given.get("defaultRepetitions"), 1),
        default=loading.or_text(own.get("default", given.get("defaultValue")), key, "default"),
        sample=loading.or_text(own.get("sample"), key, "sample"),
        listed=own.get("listed") == "true",
        public=own.get("public") == "true",
        opinion=own.get("opinion") == "true",
        articles=_articles(own.get("articles", "")),
        prefix=_adorner(given, "prefixAdorner"),
        suffix=_adorner(given, "suffixAdorner"),
        row=_text(_map(given.get("layout")).get("row")),
        columns=_columns(given),
        properties=own,
    )


def _name(given: Mapping[str, Any]) -> str:
    return str(given.get("key") or given.get("path") or given.get("id") or "")


def _key(given: Mapping[str, Any], kind: str, loading: Any) -> str:
    if kind == GROUP and given.get("path"):
        loading.say("forms.group_with_path", _name(given))
    name = given.get("path") or given.get("key") if kind == ROWS else given.get("key")
    if kind in STATIC or kind == GROUP:
        return str(given.get("id") or f"{kind}-{loading.number_of()}")
    if not isinstance(name, str) or not name.strip():
        loading.say("forms.key_missing", _name(given), type=kind)
        return f"{kind}-{loading.number_of()}"
    if not loading.is_name(name.strip()):
        loading.say("forms.key_not_a_name", name.strip(), key=name.strip())
    return name.strip()


def _properties(given: Mapping[str, Any], key: str, loading: Any) -> dict[str, str]:
    own = {
        str(k): _text(v) if not isinstance(v, bool) else str(v).lower()
        for k, v in _map(given.get("properties")).items()
    }
    for name in own:
        if name not in PROPERTIES and name != "required":
            loading.say("forms.property_unknown", key, "warning", property=name, known=sorted(PROPERTIES))
    return own


def _readonly_when(given: Mapping[str, Any], own: Mapping[str, str], key: str, loading: Any) -> Any:
    condition = given.get("readonly") if isinstance(given.get("readonly"), str) else own.get("readonly_when")
    return loading.expression(condition, key, "readonly")


def _options(given: Mapping[str, Any], kind: str, key: str, loading: Any) -> tuple[Option, ...]:
    if kind not in CHOICES or not isinstance(given.get("values"), list):
        return ()
    found = []
    for one in given["values"]:
        value = _map(one).get("value", one if isinstance(one, (str, int)) and not isinstance(one, bool) else None)
        if not isinstance(value, (str, int)) or str(value).strip() == "":
            loading.say("forms.option_unreadable", key)
            continue
        found.append(Option(str(value).strip(), _text(_map(one).get("label")) or str(value).strip()))
    return tuple(found)


def _options_from(given: Mapping[str, Any], own: Mapping[str, str], kind: str, key: str, loading: Any) -> Any:
    if kind not in CHOICES:
        return None
    return loading.expression(
        given.get("valuesExpression") or own.get("options") or given.get("valuesKey"), key, "options"
    )


def _date_kind(given: Mapping[str, Any]) -> str:
    kind = given.get("subtype")
    return kind if kind in ("date", "time", "datetime") else "date"


def _limits(
    given: Mapping[str, Any], rules: Mapping[str, Any], own: Mapping[str, str], key: str, loading: Any
) -> Limits:
    kind, pattern = given.get("type"), _text(rules.get("pattern"))
    return Limits(
        min_length=_count(rules.get("minLength"), None),
        max_length=_count(rules.get("maxLength"), None),
        pattern=_pattern(pattern, key, loading),
        pattern_text=pattern,
        form=_text(rules.get("validationType")),
        minimum=_decimal(rules.get("min", own.get("min")), key, loading),
        maximum=_decimal(rules.get("max", own.get("max")), key, loading),
        decimals=_count(given.get("decimalDigits"), None) if kind == "number" else None,
        earliest=loading.expression(own.get("earliest"), key, "earliest"),
        latest=loading.expression(own.get("latest"), key, "latest"),
        min_rows=_count(own.get("min_rows"), None),
        max_rows=_count(own.get("max_rows"), None),
        accept=_endings(given.get("accept")) if kind == UPLOAD else (),
    )


def _pattern(text: str, key: str, loading: Any) -> Any:
    """Linear-time expressions only, so that no answer can keep the machine busy."""
    if not text:
        return None
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(text, options)
    except re2.error as error:
        loading.say("forms.pattern_unreadable", key, pattern=text, reason=str(error))
        return None


def _endings(given: Any) -> tuple[str, ...]:
    return tuple(e.strip().lower() for e in _text(given).split(",") if e.strip().startswith("."))


def _decimal(given: Any, key: str, loading: Any) -> Decimal | None:
    if given in (None, "") or isinstance(given, bool):
        return None
    try:
        value = Decimal(str(given))
    except InvalidOperation:
        value = Decimal("NaN")
    if value.is_finite():
        return value
    loading.say("forms.bound_unreadable", key, bound=str(given))
    return None


def _count(given: Any, default: int | None) -> int | None:
    try:
        number = int(str(given))
    except ValueError:
        return default
    return number if 0 <= number < 1_000_000 else default


def _columns(given: Mapping[str, Any]) -> int | None:
    columns = _map(given.get("layout")).get("columns")
    return columns if isinstance(columns, int) and 1 <= columns <= COLUMNS else None


def _adorner(given: Mapping[str, Any], name: str) -> str:
    return _text(_map(given.get("appearance")).get(name))


def _articles(text: str) -> tuple[str, ...]:
    """Numbers of articles, whatever space or punctuation (but a full stop) stands between them."""
    apart = "".join(" " if c != "." and unicodedata.category(c) == "Po" else c for c in text)
    return tuple(apart.split())


def _map(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, Mapping) else {}


def _text(given: Any) -> str:
    return (
        given if isinstance(given, str) else "" if given is None or isinstance(given, (Mapping, list)) else str(given)
    )
