"""How numbers, dates and articles are written in sentences; the words come from the rulebook's data.

Everything returns None for text that is not written so: whoever asked names the sentence in his refusal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from engine.forms.writing import Writing as Values


@dataclass(frozen=True)
class Writing:
    """The written forms of one language: dates as in its forms, its numerals, how an article is cited.

    ``article`` is a compiled pattern with the group numeral; ``national`` the mark of a rule from above, which is
    kept as it stands in the register.
    """

    values: Values
    article: re.Pattern[str]
    digits: Mapping[str, int]
    units: Mapping[str, int]
    national: str
    separator: str


def writing_from(data: Mapping, values: Values, national: str, separator: str) -> Writing:
    """The writing of a language: ``data`` is the part ``writing`` of a sentences file."""
    numerals = "".join(re.escape(sign) for sign in (*data["digits"], *data["units"]))
    figures = rf"[{numerals}\d]+"
    before, after = data["article"].split("{numeral}")
    return Writing(
        values=values,
        article=re.compile(rf"{re.escape(before)}(?P<numeral>{figures}){re.escape(after)}"),
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
    return writing.values.read_date(text)


def read_moment(text: str, writing: Writing) -> datetime | None:
    """A day with its hour and minute, without zone: the clock of the rulebook's own place; a day alone is its start."""
    moment = writing.values.read_datetime(text, None)
    day = None if moment else read_date(text, writing)
    return moment or (day and datetime.combine(day, time()))


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
