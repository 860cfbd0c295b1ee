"""Reads an organisation file into an Organisation; also used on what the database gives back in the same form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from engine.rulebook.organisation import Held, Organisation, PostRow, filled

STRUCTURE = ("offices", "post_patterns", "posts", "portfolios", "pairs", "people", "absences", "delegations")


def organisation(raw: Mapping[str, Any]) -> Organisation:
    """The organisation that a file describes; people are numbered from 1 in the file's order."""
    people = {number: item["name"] for number, item in enumerate(raw.get("people", ()), 1)}
    return Organisation(
        offices={item["name"]: item for item in raw["offices"]},
        posts={post.name: post for post in posts(raw)},
        people=people,
        holders=tuple(_holders(raw)),
        portfolios=tuple(
            Held(p["post"], office, day(p.get("from")), day(p.get("to")))
            for p in raw.get("portfolios", ()) for office in p["offices"]
        ),
        pairs=tuple(Held(*p["posts"], day(p.get("from")), day(p.get("to"))) for p in raw.get("pairs", ())),
        rules={key: value for key, value in raw.items() if key not in STRUCTURE},
    )


def posts(raw: Mapping[str, Any]) -> Iterator[PostRow]:
    """Every post: those that each office of a kind has, then the further ones."""
    for office in raw["offices"]:
        for item in raw.get("post_patterns", {}).get(office["kind"], ()):
            yield _post(item | {"name": filled(item["pattern"], office["name"])}, office["name"], office)
    for item in raw.get("posts", ()):
        yield _post(item, item.get("office", ""), item)


def _post(item: Mapping[str, Any], office: str, dated: Mapping[str, Any]) -> PostRow:
    return PostRow(
        item["name"], office, item["kind"], item.get("rank", 99), tuple(item.get("roles", ())),
        day(dated.get("from")), day(dated.get("to")),
    )


def _holders(raw: Mapping[str, Any]) -> Iterator[Held]:
    for number, person in enumerate(raw.get("people", ()), 1):
        for held in person.get("posts", ()):
            yield Held(number, held["post"], day(held.get("from")), day(held.get("to")))


def day(value: Any) -> dt.date | None:
    """A day as YAML or JSON gives it."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
