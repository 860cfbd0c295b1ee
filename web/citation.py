"""How provisions are cited: the government's own articles by number, national rules by their name and article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from engine.rulebook.jurisdiction import Jurisdiction
from web.errors import cite, numeral

PARAGRAPH = "("


@dataclass(frozen=True)
class Cited:
    """A provision as a reader meets it: how it is cited, and what it says in our own words."""

    number: str
    text: str
    summary: str


def citations(jurisdiction: Jurisdiction) -> Mapping[str, str]:
    """National keys with how they are cited, e.g. the instrument's name and 第十五条; own articles need no entry."""
    return _citations(_Same(jurisdiction))


class _Same:
    """Lets a jurisdiction be a key of a cache: the same object is the same key."""

    def __init__(self, held: Jurisdiction) -> None:
        self.held = held

    def __hash__(self) -> int:
        return id(self.held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.held is self.held


class _Register(dict[str, str]):
    """National keys; one with a paragraph in brackets is cited as that paragraph of its article."""

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """How a key is cited, or ``default``."""
        article, _, paragraph = key.partition(PARAGRAPH)
        found = super().get(article)
        number = paragraph.rstrip(")")
        if found is None or not number:
            return found or default
        return f"{found}第{numeral(int(number)) if number.isdigit() else number}款"


@lru_cache(maxsize=4)
def _citations(same: _Same) -> Mapping[str, str]:
    raw = same.held.settings["articles"]
    names = raw.get("sources", {})
    found = _Register()
    for item in raw.get("national", ()):
        article = str(item["article"])
        name = str(names.get(item["of"], item["of"])).partition("（")[0]
        found[str(item["key"])] = f"《{name}》{cite([article]) if article.isdigit() else article}"
    return found


def in_a_row(provisions: Iterable[Cited]) -> list[Cited]:
    """Provisions that are read one after the other: an instrument's name is not repeated."""
    found, before = [], ""
    for one in provisions:
        name, end, article = one.text.rpartition("》")
        found.append(replace(one, text=article) if end and name == before else one)
        before = name
    return found


def cited(jurisdiction: Jurisdiction, numbers: Iterable[str]) -> list[Cited]:
    """Provisions with their summaries, in the order given; a paragraph in brackets is looked up by its article."""
    register, articles = citations(jurisdiction), jurisdiction.articles
    found = []
    for number in numbers:
        row = articles.get(number) or articles.get(number.partition(PARAGRAPH)[0])
        found.append(Cited(number, cite([number], register), row.summary if row else ""))
    return found
