"""What one government is at a moment: its organisation, calendar, language and articles, whole and frozen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from engine.calendar import Calendar, read_calendar
from engine.feel import Language
from engine.forms import Writing
from engine.rulebook.organisation import Organisation

SETTINGS = ("organisation", "calendar", "articles", "meetings", "language")
"""The names under which a government's data are kept, in files and in the database alike."""


@dataclass(frozen=True)
class Article:
    """A provision that steps rest on: ``number`` as cited, ``summary`` our own words, ``how`` it is carried out."""

    number: str
    summary: str
    how: str = ""
    carried_by: str = ""
    national: bool = False


@dataclass(frozen=True)
class Jurisdiction:
    """One government's data; ``settings`` are the raw files by name, ``revision`` counts changes in the database.

    ``post_ids`` is empty unless it came from a database.
    """

    organisation: Organisation
    settings: Mapping[str, Any]
    revision: int = 0
    post_ids: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone of the government's clock."""
        return ZoneInfo(self.settings["organisation"]["zone"])

    @cached_property
    def calendar(self) -> Calendar:
        """Its working days."""
        weekend = self.settings["organisation"].get("weekend", (6, 7))
        years = {f"calendar/{year}.yaml": raw for year, raw in self.settings["calendar"].items()}
        return read_calendar(self.settings["organisation"]["zone"], weekend, _dated(years))

    @cached_property
    def language(self) -> Language:
        """Its words for FEEL, with the functions the engine adds (working days on its calendar)."""
        from engine.rulebook.functions import language

        return language(self.settings["language"], self.calendar)

    @cached_property
    def rules_hash(self) -> str:
        """Tells whether expressions mean the same: a hash over language and calendar."""
        told = {name: self.settings[name] for name in ("language", "calendar")}
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()

    @cached_property
    def writing(self) -> Writing:
        """How it writes dates and lists."""
        return Writing.from_data(self.settings["language"].get("writing"))

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """The register of provisions by number."""
        raw = self.settings["articles"]
        own = [_article(item, False) for item in raw.get("articles", ())]
        return {a.number: a for a in [*own, *(_article(item, True) for item in raw.get("national", ()))]}

    @cached_property
    def posts_by_id(self) -> Mapping[int, str]:
        """Names of posts by their number in the database."""
        return {number: name for name, number in self.post_ids.items()}

    @property
    def told(self) -> Mapping[str, str]:
        """The names under which what the engine knows of every case is told to expressions."""
        return self.settings["organisation"].get("facts", {})

    def day(self, moment: dt.datetime) -> dt.date:
        """The day of a moment in the government's zone."""
        return moment.astimezone(self.zone).date()


def _article(item: Mapping[str, Any], national: bool) -> Article:
    number = item.get("number", item.get("key"))
    return Article(str(number), item["summary"], item.get("how", ""), item.get("carried_by", ""), national)


def _dated(value: Any) -> Any:
    """JSON has no days; turns ISO text back into them, the keys untouched."""
    if isinstance(value, Mapping):
        return {key: _dated(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dated(item) for item in value]
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return dt.date.fromisoformat(value)
    return value
