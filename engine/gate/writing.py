"""How numbers, dates and articles are written in sentences; the words come from the rulebook's data.

Everything returns None for text that is not written so: whoever asked names the sentence in his refusal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(frozen=True)
class Writing:
    """The written forms of one language: date and time patterns, numerals, how an article is cited.

    ``dates`` and ``times`` are compiled patterns with the groups year, month, day, hour and minute; ``article``
    has the group numeral; ``national`` is the mark of a rule from above, which is kept as it stands.
    """

    dates: tuple[re.Pattern[str], ...]
    times: tuple[re.Pattern[str], ...]
    article: re.Pattern[str]
    digits: Mapping[str, int]
    units: Mapping[str, int]
    national: str
    separator: str


def writing_from(data: Mapping, national: str, separator: str) -> Writing:
    """The writing of a language from its data (``writing`` of the sentences file)."""
    numerals = "".join([*data["digits"], *data["units"]])
    slots = {
        "year": r"(?P<year>\d{4})", "month": r"(?P<month>\d{1,2})", "day": r"(?P<day>\d{1,2})",
        "hour": r"(?P<hour>\d{1,2})", "minute": r"(?P<minute>\d{1,2})", "numeral": rf"(?P<numeral>[{numerals}]+|\d+)",
    }
    return Writing(
        dates=tuple(_pattern(p, slots) for p in data["dates"]),
        times=tuple(_pattern(p, slots) for p in data["times"]),
        article=_pattern(data["article"], slots),
        digits=dict(data["digits"]),
        units=dict(data["units"]),
        national=national,
        separator=separator,
    )


def read_numeral(text: str, writing: Writing) -> int | None:
    """A whole number below a thousand, in Arabic figures or in the language's own numerals."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for sign in text:
        if sign in writing.digits:
            digit = writing.digits[sign]
        elif sign in writing.units:
            total, digit = total + (digit or 1) * writing.units[sign], 0
        else:
            return None
    return total + digit if text else None


def read_date(text: str, writing: Writing) -> date | None:
    """A day, as the language writes it."""
    match = _first(writing.dates, text.strip())
    if match is None or match.end() != len(text.strip()):
        return None
    return _day(match)


def read_moment(text: str, writing: Writing) -> datetime | None:
    """A day with its hour and minute, without zone: the clock of the rulebook's own place."""
    text = text.strip()
    match = _first(writing.dates, text)
    if match is None:
        return None
    day, rest = _day(match), text[match.end():].strip()
    if day is None:
        return None
    if not rest:
        return datetime.combine(day, time())
    hour = next((m for p in writing.times if (m := p.fullmatch(rest))), None)
    try:
        return hour and datetime.combine(day, time(int(hour["hour"]), int(hour.groupdict().get("minute") or 0)))
    except ValueError:
        return None


def read_article(text: str, writing: Writing) -> str | None:
    """The register's number of a cited article: its figure, or a national rule as it stands in the register."""
    text = text.strip()
    if text.startswith(writing.national):
        return text
    match = writing.article.match(text)
    number = match and read_numeral(match["numeral"], writing)
    return None if number is None else str(number)


def read_articles(text: str, writing: Writing) -> tuple[str, ...] | None:
    """Several articles with the list sign between them; None if one of them cannot be read."""
    numbers = [read_article(part, writing) for part in text.split(writing.separator)]
    return None if None in numbers else tuple(numbers)  # type: ignore[arg-type]


def _pattern(text: str, slots: Mapping[str, str]) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", text)
    return re.compile("".join(slots[p] if i % 2 else re.escape(p) for i, p in enumerate(parts)))


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((m for p in patterns if (m := p.match(text))), None)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
