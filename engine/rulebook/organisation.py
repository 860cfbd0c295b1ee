"""Who there is and who may act for whom on a given day: pure, dated, resolved by name of post.

Rules of standing in come as data (``absence_kinds``, ``reserved`` …, see the header of an organisation file); they
are never chained: a stand-in or delegate acts for the post named, never for one that post itself stands in for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

OWN, STAND_IN, DELEGATED = "own", "stand_in", "delegation"
Evaluate = Callable[[str], Any]


@dataclass(frozen=True)
class PostRow:
    """A post as the organisation knows it; ``kind`` and ``roles`` as in the organisation file."""

    name: str
    office: str
    kind: str
    rank: int = 99
    roles: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Held:
    """A person (by number) holding a post, or anything else that two names share for a time."""

    first: Any
    second: Any
    since: dt.date | None
    until: dt.date | None
    kind: str = ""
    steps: tuple[str, ...] = ()

    def on(self, day: dt.date) -> bool:
        """Whether it holds on a day; both ends count."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Right:
    """By what right a post acts for ``post``: its own, as a stand-in, or by delegation (limited to ``steps``)."""

    post: str
    kind: str
    steps: tuple[str, ...] = ()

    def covers(self, step: str) -> bool:
        """Whether it reaches a step; no steps named means all."""
        return not self.steps or step in self.steps


@dataclass(frozen=True)
class Organisation:
    """One government's offices, posts, people and rules of standing in.

    ``holders`` pairs person and post, ``absences`` post and stand-in's limit, ``delegations`` from and to;
    ``rules`` is the rest of the organisation file (derived_posts, absence_kinds, reserved, …).
    """

    offices: Mapping[str, Mapping[str, Any]]
    posts: Mapping[str, PostRow]
    people: Mapping[int, str] = field(default_factory=dict)
    holders: tuple[Held, ...] = ()
    portfolios: tuple[Held, ...] = ()
    pairs: tuple[Held, ...] = ()
    absences: tuple[Held, ...] = ()
    delegations: tuple[Held, ...] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def derived(self) -> Mapping[str, Mapping[str, Any]]:
        """Derived posts by name."""
        return {item["name"]: item for item in self.rules.get("derived_posts", ())}

    def persons_of(self, post: str, day: dt.date) -> list[int]:
        """Who holds a post on a day; none where it is vacant."""
        return [h.first for h in self.holders if h.second == post and h.on(day)]

    def posts_of(self, person: int, day: dt.date) -> list[str]:
        """The posts a person holds on a day, highest rank first."""
        names = [h.second for h in self.holders if h.first == person and h.on(day) and h.second in self.posts]
        return sorted(names, key=lambda name: (self.posts[name].rank, name))

    def in_office(self, post: str, day: dt.date) -> bool:
        """Whether a post exists on a day."""
        row = self.posts.get(post)
        return row is not None and Held(None, None, row.since, row.until).on(day)

    def absence(self, post: str, day: dt.date) -> Held | None:
        """The absence that holds for a post on a day."""
        return next((a for a in self.absences if a.first == post and a.on(day)), None)

    def stand_in(self, post: str, day: dt.date) -> str | None:
        """Who stands in for an absent post by rule; None when it is not away, nobody is named or they are away too."""
        away = self.absence(post, day)
        if away is None:
            return None
        if away.second:
            return str(away.second)
        kind = next((k for k in self.rules.get("absence_kinds", ()) if k["name"] == away.kind), None)
        for rule in (kind or {}).get("stand_ins", ()):
            found = self._by_rule(rule, post, day)
            if found is not None:
                return found if self.absence(found, day) is None else None
        return None

    def _by_rule(self, rule: Mapping[str, Any], post: str, day: dt.date) -> str | None:
        if rule.get("of") == post:
            return rule.get("by")
        if rule.get("of_pairs"):
            return self.partner(post, day)
        if "of_pattern" in rule:
            office = fits(rule["of_pattern"], post)
            name = filled(rule["by_pattern"], office) if office is not None else None
            return name if name in self.posts else None
        return None

    def anybody(self, post: str, day: dt.date) -> bool:
        """Whether somebody can do a post's tasks on a day: a holder who is not away, a stand-in or a delegate."""
        if self.absence(post, day) is None and self.persons_of(post, day):
            return True
        stand_in = self.stand_in(post, day)
        if stand_in and self.persons_of(stand_in, day):
            return True
        return any(d.first == post and d.on(day) and self.persons_of(d.second, day) for d in self.delegations)

    def partner(self, post: str, day: dt.date) -> str | None:
        """The other post of a pair."""
        for pair in self.pairs:
            if pair.on(day) and post in (pair.first, pair.second):
                return str(pair.second if pair.first == post else pair.first)
        return None

    def rights(self, post: str, day: dt.date) -> list[Right]:
        """Every post that ``post`` may act for on a day: itself first, then as stand-in, then by delegation."""
        found = [Right(post, OWN)]
        found += [Right(a.first, STAND_IN) for a in self.absences if a.on(day) and self.stand_in(a.first, day) == post]
        refused = {(r["of"], r["by"]) for r in self.rules.get("refused_stand_ins", ())}
        found += [
            Right(d.first, DELEGATED, d.steps)
            for d in self.delegations
            if d.second == post and d.on(day) and (d.first, post) not in refused
        ]
        return found

    def right(self, post: str, target: str, step: str, day: dt.date, evaluate: Evaluate | None = None) -> Right | None:
        """By what right ``post`` may act for ``target`` at a step, or None; what is reserved is not stood in for."""
        for right in self.rights(post, day):
            if right.post == target and right.covers(step):
                if right.kind == OWN or not self.is_reserved(target, post, right, step, evaluate):
                    return right
        return None

    def is_reserved(self, target: str, post: str, right: Right, step: str, evaluate: Evaluate | None) -> bool:
        """Whether a step of a case is reserved to the post itself (rules: ``reserved``)."""
        for rule in self.rules.get("reserved", ()):
            if rule["post"] != target or rule["step"] != step:
                continue
            if right.kind == DELEGATED and post in rule.get("except", ()):
                continue
            if right.kind == STAND_IN and post in rule.get("except_stand_ins", ()):
                continue
            when = str(rule.get("when", "")).lstrip("=")
            if not when or (evaluate is not None and evaluate(when) is True):
                return True
        return False

    def resolve(self, asked: str, evaluate: Evaluate, day: dt.date) -> list[str]:
        """The posts that a drawn ``post`` means for a case: a literal, a derived post, a pattern or ``=FEEL``.

        Names are given back whether or not such a post exists; the caller decides what a missing one means.
        """
        if asked in self.posts:
            return [asked]
        if asked.startswith("="):
            return _names(evaluate(asked[1:]))
        rule = self.derived.get(asked)
        if rule is None:
            return self._pattern(asked, evaluate)
        if rule["kind"] == "pattern":
            return self._pattern(rule["pattern"], evaluate)
        if rule["kind"] == "portfolio":
            return self._portfolio(rule, evaluate, day)
        return []

    def _pattern(self, pattern: str, evaluate: Evaluate) -> list[str]:
        name = placeholder(pattern)
        if name is None:
            return [pattern]
        return [filled(pattern, office) for office in _names(evaluate(name))]

    def _portfolio(self, rule: Mapping[str, Any], evaluate: Evaluate, day: dt.date) -> list[str]:
        offices = _names(evaluate(str(rule["offices"]).lstrip("=")))
        holders = list(dict.fromkeys(h for h in (self.in_charge(office, day) for office in offices) if h))
        take = rule.get("take", "first")
        return holders[:1] if take == "first" else holders[1:] if take == "others" else holders

    def in_charge(self, office: str, day: dt.date) -> str | None:
        """The leader in charge of an office, or of the office it belongs to."""
        for portfolio in self.portfolios:
            if portfolio.second == office and portfolio.on(day):
                return str(portfolio.first)
        parent = self.offices.get(office, {}).get("parent")
        return self.in_charge(parent, day) if parent else None

    def allows(self, starters: Iterable[str], post: str) -> bool:
        """Whether a post is among those that may start a procedure."""
        for starter in starters:
            rule = self.derived.get(starter)
            pattern = rule["pattern"] if rule and "pattern" in rule else starter
            if starter == post or (placeholder(pattern) is not None and fits(pattern, post) in self.offices):
                return True
        return False

    def has_role(self, post: str, role: str) -> bool:
        """Whether a post carries a role."""
        row = self.posts.get(post)
        return row is not None and role in row.roles


OPEN, CLOSE = "\u3008", "\u3009"
"""The angle brackets around a placeholder in a pattern of posts."""


def placeholder(pattern: str) -> str | None:
    """The name in the brackets of a pattern, or None when it has none."""
    start, end = pattern.find(OPEN), pattern.find(CLOSE)
    return pattern[start + 1 : end] if 0 <= start < end else None


def filled(pattern: str, value: str) -> str:
    """A pattern with its placeholder replaced."""
    start, end = pattern.find(OPEN), pattern.find(CLOSE)
    return pattern[:start] + value + pattern[end + 1 :]


def fits(pattern: str, name: str) -> str | None:
    """What the placeholder would stand for if ``name`` came from the pattern; None when it does not fit."""
    start, end = pattern.find(OPEN), pattern.find(CLOSE)
    if start < 0 or end < 0:
        return None
    before, after = pattern[:start], pattern[end + 1 :]
    if not (name.startswith(before) and name.endswith(after)) or len(name) <= len(before) + len(after):
        return None
    return name[len(before) : len(name) - len(after)]


def _names(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(item) for item in value if item is not None] if isinstance(value, list | tuple) else [str(value)]
