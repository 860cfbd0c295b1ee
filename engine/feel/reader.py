"""Walks over the tokens of a text: what stands next, what must, and which declared name it is."""

from __future__ import annotations

from collections.abc import Iterable

from .builtins import BUILTINS
from .errors import FeelSyntaxError
from .language import MEMBERS, Language, Vocabulary
from .tokens import Token, tokenize

LONGEST = 20_000
_BUILTIN_WORDS = Vocabulary([*BUILTINS, *MEMBERS])


class Reader:
    """One text being read; ``at`` is the next token."""

    def __init__(self, text: str, language: Language, names: Iterable[str] = ()) -> None:
        if len(text) > LONGEST:
            raise FeelSyntaxError("feel.too_long", 0, length=len(text), limit=LONGEST)
        self.text = text
        self.tokens = tokenize(text, language.aliases)
        self.words = Vocabulary([*names, *language.functions])
        self.at = 0

    # ---- tokens

    @property
    def here(self) -> Token:
        """The next token."""
        return self.tokens[self.at]

    def ahead(self, count: int = 1) -> Token:
        """A token further on; the end stays the end."""
        return self.tokens[min(self.at + count, len(self.tokens) - 1)]

    def take(self) -> Token:
        """The next token, and past it."""
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def is_next(self, *texts: str) -> bool:
        """Whether one of the signs or keywords stands next."""
        return self.here.text in texts and self.here.kind in ("op", "keyword")

    def accept(self, text: str) -> bool:
        """Past a sign or keyword if it stands next."""
        if self.is_next(text):
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> Token:
        """Past a sign or keyword that must stand next."""
        if not self.is_next(text):
            raise self.unexpected(text)
        return self.take()

    def unexpected(self, expected: str = "") -> FeelSyntaxError:
        """What to raise where the next token cannot stand."""
        token = self.here
        if token.kind == "end":
            return FeelSyntaxError("feel.unfinished", token.position, expected=expected)
        return FeelSyntaxError("feel.unexpected", token.position, found=token.text, expected=expected)

    # ---- names

    def name(self) -> str:
        """The longest declared name that stands here, else all words that stand side by side."""
        word = self.here.text
        for known, words in ((True, self.words), (False, _BUILTIN_WORDS)):
            for length, name in words.starting(self.tokens, self.at):
                if known or name in MEMBERS or self._called(length):
                    self.at += length
                    return name
        found = [self.take().text]
        while self.here.kind in ("name", "number") and word not in BUILTINS:
            found.append(self.take().text)
        return " ".join(found)

    def _stands_here(self, parts: tuple[str, ...]) -> bool:
        return all(self.ahead(offset).text == part for offset, part in enumerate(parts))

    def _called(self, count: int) -> bool:
        return self.ahead(count).text == "("

    def member(self) -> str:
        """The name behind a point; keywords may be members."""
        if self.here.kind == "name":
            return self.name()
        if self.here.kind == "keyword":
            return self.take().value
        raise self.unexpected()

    def declared(self, *until: str) -> str:
        """A name being declared: everything up to one of ``until``, or a text."""
        if self.here.kind == "string":
            name = self.take().value
        else:
            first = self.here
            if first.kind not in ("name", "keyword"):
                raise self.unexpected()
            while not self.is_next(*until):
                if self.here.kind in ("end", "string") or self.is_next("(", ")", "[", "]", "{", "}", ",", ":"):
                    raise self.unexpected(until[0])
                self.take()
            name = " ".join(self.text[first.position : self.tokens[self.at - 1].end].split())
        if not name and "in" in until:
            raise self.unexpected()
        self.words.add(name)
        return name
