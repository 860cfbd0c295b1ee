"""The language features are written in, read from the rulebook's data and compiled once into matchers.

A pattern is a sentence with slots: ``“{name}”`` one quoted thing, ``{name:list}`` several with the list sign between
them, ``{name:either}`` alternatives, ``{name:date}``, ``{name:moment}``, ``{name:articles}`` quoted, ``{name:number}``
and ``{name:choice}`` unquoted.  A bare slot without quotes stands for a word of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from engine.errors import Refusal
from engine.forms.writing import Writing as Values
from engine.gate.writing import Writing, writing_from

KINDS = ("given", "when", "then")
QUOTED_KINDS = ("text", "list", "either", "date", "moment", "articles")
_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True)
class Sentence:
    """One sentence of the language: what it looks like, what it means, since which issue it works.

    ``table`` names the argument that the table below it becomes, None where there is none; ``refusal`` marks a
    sentence that expects the act before it to have been refused; ``waits`` one that is not offered yet although its
    issue has come.
    """

    id: str
    kind: str
    pattern: str
    since: int
    means: str
    fixed: Mapping[str, Any]
    table: str | None
    refusal: bool
    waits: bool
    says: str
    example: str
    example_table: tuple[tuple[str, str], ...]
    slots: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    regex: re.Pattern[str]


@dataclass(frozen=True)
class Punctuation:
    """The signs of the language, and those that are taken for them; ``space`` stands for blanks outside quotes."""

    open_quote: str
    close_quote: str
    straight_quote: str
    colon: str
    bar: str
    space: str
    wide: Mapping[str, str]
    ignored_at_end: str
    separator: str
    either: tuple[str, ...]


@dataclass(frozen=True)
class SentenceLanguage:
    """All sentences of a rulebook with their writing, tags and the words they compare with.

    ``references`` names fields that refer to something outside the scenario, each with the made-up reference that a
    plain yes stands for; ``matters`` names fields that take up matters of other procedures, each with how one is
    made up that the scenario takes as ready.
    """

    dialect: str
    offered: int
    punctuation: Punctuation
    writing: Writing
    sentences: tuple[Sentence, ...]
    suffix: re.Pattern[str]
    any_case: frozenset[str]
    must_not: str
    words: Mapping[str, str]
    slot_names: Mapping[str, str]
    references: Mapping[str, str]
    matters: Mapping[str, Mapping[str, Any]]

    def offers(self, sentence: Sentence) -> bool:
        """Whether a sentence works already."""
        return sentence.since <= self.offered and not sentence.waits


def read_language(root: Path, values: Values) -> SentenceLanguage:
    """The language of a root's ``features/sentences.*.yaml``; ``values`` is how the rulebook writes dates.

    Raises Refusal ``gate.language_unreadable`` with the reason.
    """
    path = next(iter(sorted((root / "features").glob("sentences.*.yaml"))), root / "features" / "sentences.yaml")
    try:
        return language_from(yaml.safe_load(path.read_text(encoding="utf-8")), values)
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError, re.error) as error:
        raise Refusal("gate.language_unreadable", file=path.name, reason=str(error)) from error


def language_from(data: Mapping[str, Any], values: Values) -> SentenceLanguage:
    """The language compiled from the data of a sentences file."""
    signs = punctuation_from(data["punctuation"])
    tags = data["tags"]
    return SentenceLanguage(
        dialect=data["language"],
        offered=int(data["offered"]),
        punctuation=signs,
        writing=writing_from(data["writing"], values, tags["national"], signs.separator),
        sentences=tuple(_sentence(s, signs) for s in data["sentences"]),
        suffix=re.compile(_regex(data["suffix"], signs, {})[0]),
        any_case=frozenset(data["any_case"]),
        must_not=tags["must_not"],
        words=dict(data["words"]),
        slot_names=dict(data["slots"]),
        references=dict(data.get("references", {})),
        matters=dict(data.get("matters", {})),
    )


def punctuation_from(data: Mapping[str, Any]) -> Punctuation:
    """The signs of a sentences file."""
    names = ("open_quote", "close_quote", "straight_quote", "colon", "bar", "space", "ignored_at_end", "separator")
    return Punctuation(**{n: data[n] for n in names}, wide=dict(data["wide"]), either=tuple(data["either"]))


def _sentence(data: Mapping[str, Any], signs: Punctuation) -> Sentence:
    regex, slots = _regex(data["pattern"], signs, data.get("choices", {}))
    return Sentence(
        id=data["id"],
        kind=data["kind"],
        pattern=data["pattern"],
        since=int(data["since"]),
        means=data["means"],
        fixed=dict(data.get("with", {})),
        table=data.get("table"),
        refusal=bool(data.get("refusal", False)),
        waits=bool(data.get("waits", False)),
        says=data["says"],
        example=data["example"],
        example_table=tuple((str(a), str(b)) for a, b in data.get("example_table", ())),
        slots=slots,
        choices={name: tuple(words) for name, words in data.get("choices", {}).items()},
        regex=re.compile(regex),
    )


def _regex(pattern: str, signs: Punctuation, choices: Mapping[str, list[str]]) -> tuple[str, dict[str, str]]:
    """The regular expression of a pattern and the kind of each of its slots."""
    opened, closed = re.escape(signs.open_quote), re.escape(signs.close_quote)
    inner = f"[^{opened}{closed}]*"
    makers: dict[str, Callable[[str], str]] = {
        "number": lambda n: rf"(?P<{n}>\d+|[^\W\d_]{{1,5}}?)",
        "choice": lambda n: f"(?P<{n}>{'|'.join(map(re.escape, choices[n]))})",
        "word": lambda n: f"(?P<{n}>[^{opened}{closed}]+?)",
        "list": lambda n: _repeated(n, inner, closed, opened, (signs.separator,)),
        "either": lambda n: _repeated(n, inner, closed, opened, signs.either),
    }
    out, slots, at = "", {}, 0
    for match in _SLOT.finditer(pattern):
        name, kind = match[1], match[2] or _bare(pattern, match, signs)
        out += re.escape(pattern[at:match.start()])
        out += makers.get(kind, lambda n: f"(?P<{n}>{inner})")(name)
        slots[name], at = kind, match.end()
    return out + re.escape(pattern[at:]), slots


def _bare(pattern: str, match: re.Match[str], signs: Punctuation) -> str:
    quoted = pattern[match.start() - 1:match.start()] == signs.open_quote
    return "text" if quoted else "word"


def _repeated(name: str, inner: str, closed: str, opened: str, between: tuple[str, ...]) -> str:
    signs = "|".join(map(re.escape, between))
    return f"(?P<{name}>{inner}(?:{closed}(?:{signs}){opened}{inner})*)"
