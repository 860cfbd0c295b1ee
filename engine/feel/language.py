"""The words an author may use beside FEEL's own: aliases from the rulebook, and the names known where he writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any

from .errors import FeelSyntaxError
from .tokens import Token, name_part, tokenize

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
        self._by_first: dict[str, dict[int, dict[tuple[str, ...], str]]] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Declare a name; one of a single word needs no entry, one that is no tokens only ``get value`` reaches."""
        if all(map(name_part, name)):
            return
        try:
            words = tuple(token.text for token in tokenize(name)[:-1])
        except FeelSyntaxError:
            return
        if words:
            self._by_first.setdefault(words[0], {}).setdefault(len(words), {})[words] = name

    def starting(self, tokens: Sequence[Token], at: int) -> Iterator[tuple[int, str]]:
        """The declared names that stand at a token, the longest first, each with its number of tokens."""
        lengths = self._by_first.get(tokens[at].text, {})
        for length in sorted(lengths, reverse=True):
            name = lengths[length].get(tuple(token.text for token in tokens[at : at + length]))
            if name is not None:
                yield length, name


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like the one written, or nothing."""
    found = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return found[0] if found else ""
