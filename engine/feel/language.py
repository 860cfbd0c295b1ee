"""The words an author may use beside FEEL's own: aliases from the rulebook, and the names known where he writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from .tokens import name_part, tokenize

# members of dates, durations and intervals that are written with a space
MEMBERS = ("time offset", "start included", "end included")


@dataclass(frozen=True)
class Language:
    """Aliases (word -> builtin or keyword, such as a local word for ``today``); the same for a whole rulebook.

    A bare alias of a builtin that takes no arguments is a call of it.  ``functions`` are further builtins that a
    rulebook's surroundings offer, such as counting working days on its calendar.
    """

    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    functions: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


class Vocabulary:
    """Names of several words by their first word, so that the parser finds the longest one that stands there."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._known: set[str] = set()
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Declare a name; one of a single word needs no entry, one that is no tokens only ``get value`` reaches."""
        if name in self._known or all(map(name_part, name)):
            return
        self._known.add(name)
        try:
            words = tuple(token.text for token in tokenize(name)[:-1])
        except Exception:
            return
        if words:
            entries = self._by_first.setdefault(words[0], [])
            entries.append((words, name))
            entries.sort(key=lambda entry: -len(entry[0]))

    def candidates(self, word: str) -> list[tuple[tuple[str, ...], str]]:
        """Declared names beginning with the word, the longest first."""
        return self._by_first.get(word, [])


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like the one written, or nothing."""
    found = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return found[0] if found else ""
