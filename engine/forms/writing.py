"""How answers are written in a language: lists, dates, yes and no.  The words are data of the rulebook.

Without data, answers are read and written in ISO form with commas; ISO dates are always understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

_PARTS = {
    "year": r"(?P<year>\d{4})",
    "month": r"(?P<month>\d{1,2})",
    "day": r"(?P<day>\d{1,2})",
    "hour": r"(?P<hour>\d{1,2})",
    "minute": r"(?P<minute>\d{2})",
    "second": r"(?P<second>\d{2})",
}
ISO_DATE = "{year}-{month}-{day}"
ISO_TIMES = ("{hour}:{minute}", "{hour}:{minute}:{second}")


@dataclass(frozen=True)
class Writing:
    """The written forms of values; the first of several is the one used for writing.

    ``dates`` and ``times`` are patterns of ``{year} {month} {day} {hour} {minute} {second}``.  ``sample_text``
    stands for any text in made-up answers, ``sample_file`` is the ending of made-up files.
    """

    separators: tuple[str, ...] = (", ", ",")
    dates: tuple[str, ...] = (ISO_DATE,)
    times: tuple[str, ...] = ISO_TIMES
    yes: tuple[str, ...] = ("yes", "true")
    no: tuple[str, ...] = ("no", "false")
    sample_text: str = "sample"
    sample_file: str = ".pdf"

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None) -> Writing:
        """From the part ``writing`` of a rulebook's language file; what is left out keeps its ISO form."""
        data = data or {}
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        return cls(**{k: v if isinstance(v, str) else tuple(map(str, v)) for k, v in known.items()})

    def split(self, text: str, options: Iterable[str] = ()) -> list[str]:
        """The parts of a written list; an option that itself contains a separator is kept whole."""
        cut = "|".join(re.escape(s) for s in sorted(self.separators, key=len, reverse=True))
        spans, start = [], 0
        for hit in re.finditer(cut, text) if cut else ():
            spans.append((start, hit.start()))
            start = hit.end()
        spans.append((start, len(text)))
        return [part for part in _longest(text, spans, frozenset(options)) if part]

    def list_text(self, values: Iterable[str]) -> str:
        """A list as one line."""
        return self.separators[0].join(values)

    def read_date(self, text: str) -> date | None:
        """The date that a text writes, or None."""
        found = _match(text, (*self.dates, ISO_DATE))
        return _made(date, found, "year", "month", "day")

    def read_time(self, text: str) -> time | None:
        """The time of day that a text writes, or None."""
        found = _match(text, (*self.times, *ISO_TIMES))
        return _made(time, found, "hour", "minute", "second")

    def read_datetime(self, text: str, zone: Any) -> datetime | None:
        """The moment that a text writes, in ``zone``, or None; a date alone is no moment."""
        whole = [
            f"{d}{gap}{t}" for d in (*self.dates, ISO_DATE) for t in (*self.times, *ISO_TIMES) for gap in (" ", "", "T")
        ]
        found = _match(text, whole)
        made = _made(datetime, found, "year", "month", "day", "hour", "minute", "second")
        return None if made is None else made.replace(tzinfo=zone)

    def date_text(self, value: date) -> str:
        """A date in words."""
        return self.dates[0].format(year=value.year, month=value.month, day=value.day)

    def time_text(self, value: time | datetime) -> str:
        """A time of day in words, seconds left out."""
        return self.times[0].format(hour=value.hour, minute=f"{value.minute:02}", second=f"{value.second:02}")

    def text(self, value: Any) -> str:
        """Any answer as a line to be read."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return (self.yes if value else self.no)[0]
        if isinstance(value, datetime):
            return f"{self.date_text(value)} {self.time_text(value)}"
        if isinstance(value, date):
            return self.date_text(value)
        if isinstance(value, time):
            return self.time_text(value)
        if isinstance(value, Decimal):
            return number_text(value)
        if isinstance(value, Mapping):
            value = [value["name"]] if "name" in value and "id" in value else list(value.values())
        if isinstance(value, (list, tuple)):
            return self.list_text(filter(None, map(self.text, value)))
        return str(value)


ISO = Writing()


def number_text(value: Decimal) -> str:
    """A decimal in plain digits, without an exponent."""
    return f"{value:f}" if value.is_finite() else ""


def halfwidth(text: str) -> str:
    """Full-width digits and signs as the plain ones that they stand for (input methods write both)."""
    return unicodedata.normalize("NFKC", text).strip()


def _longest(text: str, spans: list[tuple[int, int]], options: frozenset[str]) -> Iterable[str]:
    first = 0
    while first < len(spans):
        last = next(
            (
                n
                for n in range(min(len(spans), first + 12) - 1, first, -1)
                if text[spans[first][0] : spans[n][1]].strip() in options
            ),
            first,
        )
        yield text[spans[first][0] : spans[last][1]].strip()
        first = last + 1


def _match(text: str, patterns: Iterable[str]) -> dict[str, str] | None:
    text = halfwidth(text)
    for pattern in patterns:
        regex = re.sub(r"\\\{(\w+)\\\}", lambda hit: _PARTS.get(hit[1], hit[0]), re.escape(halfwidth(pattern)))
        regex = regex.replace(r"\ ", r"\s+")
        if hit := re.fullmatch(regex, text, re.ASCII):
            return hit.groupdict()
    return None


def _made(kind: Any, parts: dict[str, str] | None, *names: str) -> Any:
    if parts is None:
        return None
    try:
        return kind(*(int(parts.get(name) or 0) for name in names))
    except ValueError:
        return None
