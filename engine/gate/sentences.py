"""Binds one step of a feature to the operation it means, or names the known sentence that is nearest to it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.errors import Refusal
from engine.gate.features import Step
from engine.gate.language import Punctuation, Sentence, SentenceLanguage
from engine.gate.writing import Writing, read_articles, read_date, read_moment, read_numeral


@dataclass(frozen=True)
class Bound:
    """A step understood: the operation, its arguments (``case`` only where the sentence names one)."""

    sentence: Sentence
    operation: str
    arguments: Mapping[str, Any]

    @property
    def since(self) -> int:
        """The issue from which on the sentence works."""
        return self.sentence.since


@dataclass(frozen=True)
class Unknown:
    """A step that no sentence fits, with the example of the nearest one."""

    text: str
    nearest: Sentence


def match(step: Step, language: SentenceLanguage) -> Bound | Unknown:
    """What the step means; a sentence of the step's own kind goes before those of other kinds.

    Raises Refusal ``gate.unreadable_date``, ``gate.unreadable_number`` or ``gate.unreadable_article`` where a slot is
    not written as it must be, ``gate.table_columns`` and ``gate.table_unwanted`` for the table below.
    """
    text, case = _without_case(tidy(step.text, language.punctuation), language)
    for sentence in sorted(language.sentences, key=lambda s: s.kind != step.kind):
        found = sentence.regex.fullmatch(text)
        if found and (step.rows or not sentence.table):
            return _bound(sentence, found, step, case, language)
    found_without_table = next((s for s in language.sentences if s.regex.fullmatch(text)), None)
    if found_without_table:
        raise Refusal("gate.table_missing", sentence=step.text)
    return Unknown(step.text, nearest(text, language))


def tidy(text: str, signs: Punctuation) -> str:
    """The sentence in the language's own signs: straight quotes paired, blanks and half-width signs outside quotes as
    the language has them."""
    out, inside = [], False
    for sign in text.strip():
        if sign == signs.straight_quote:
            sign = signs.close_quote if inside else signs.open_quote
        if sign == signs.open_quote:
            inside = True
        elif sign == signs.close_quote:
            inside = False
        elif not inside:
            sign = signs.space if sign.isspace() else signs.wide.get(sign, sign)
            sign = "" if sign == signs.space and out[-1:] == [sign] else sign
        out.append(sign)
    return "".join(out).rstrip(signs.ignored_at_end)


def nearest(text: str, language: SentenceLanguage) -> Sentence:
    """The known sentence most like this one, whatever stands between the quotes."""
    signs = language.punctuation
    bare = skeleton(text, signs)

    def likeness(sentence: Sentence) -> float:
        return difflib.SequenceMatcher(None, bare, skeleton(sentence.example, signs)).ratio()

    return max(language.sentences, key=likeness)


def skeleton(text: str, signs: Punctuation) -> str:
    """A sentence without what stands between its quotes."""
    return re.sub(f"{signs.open_quote}[^{signs.close_quote}]*{signs.close_quote}", signs.open_quote + signs.close_quote, text)


def _without_case(text: str, language: SentenceLanguage) -> tuple[str, str | None]:
    found = language.suffix.search(text)
    if not found:
        return text, None
    return text[:found.start()] + text[found.end():], found["case"]


def _bound(sentence: Sentence, found: re.Match[str], step: Step, case: str | None, language: SentenceLanguage) -> Bound:
    arguments: dict[str, Any] = {n: _read(k, found[n], step, language) for n, k in sentence.slots.items()}
    if sentence.table:
        arguments[sentence.table] = _pairs(step)
    elif step.rows:
        raise Refusal("gate.table_unwanted", sentence=step.text)
    case = case if case is not None else arguments.pop("case", None)
    if case is not None and case not in language.any_case:
        arguments["case"] = case
    return Bound(sentence, sentence.means, {**sentence.fixed, **arguments})


def _read(kind: str, text: str, step: Step, language: SentenceLanguage) -> Any:
    """A slot's value: text, list, date, moment, number or article numbers."""
    signs, writing = language.punctuation, language.writing
    if kind == "list":
        return _split(text, (signs.separator,), signs)
    if kind == "either":
        return _split(text, signs.either, signs)
    value = _written(kind, text, writing)
    if value is None:
        raise Refusal(_UNREADABLE[kind], text=text, sentence=step.text)
    return value


_UNREADABLE = {
    "date": "gate.unreadable_date", "moment": "gate.unreadable_date", "number": "gate.unreadable_number",
    "articles": "gate.unreadable_article",
}


def _written(kind: str, text: str, writing: Writing) -> Any:
    readers = {"date": read_date, "moment": read_moment, "number": read_numeral, "articles": read_articles}
    return readers[kind](text, writing) if kind in readers else text.strip()


def _split(text: str, between: tuple[str, ...], signs: Punctuation) -> tuple[str, ...]:
    """The parts of a list, whether each has its own quotes or all stand within one pair."""
    quoted = "|".join(re.escape(f"{signs.close_quote}{b}{signs.open_quote}") for b in between)
    parts = re.split(quoted, text)
    if len(parts) == 1:
        parts = text.split(signs.separator)
    return tuple(p.strip() for p in parts)


def _pairs(step: Step) -> dict[str, str]:
    """The table below a sentence: field and value, a line each; no heading, no field twice."""
    pairs: dict[str, str] = {}
    for row in step.rows:
        if len(row) != 2 or not row[0].strip():
            raise Refusal("gate.table_columns", sentence=step.text, row=" | ".join(row))
        if row[0].strip() in pairs:
            raise Refusal("gate.table_twice", sentence=step.text, field=row[0].strip())
        pairs[row[0].strip()] = row[1].strip()
    return pairs
