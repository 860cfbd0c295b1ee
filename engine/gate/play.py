"""One scenario being performed, sentence by sentence, on a world of its own.

Both the runner and pytest-bdd perform through it, so that a feature means the same wherever it is run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from engine.errors import Refusal
from engine.gate.features import Step
from engine.gate.language import SentenceLanguage
from engine.gate.sentences import Bound, Unknown, match

Say = Callable[[Refusal], str]
"""Puts a refusal into the words that people read; given by whoever shows them, since the engine knows no language."""


class Unmet(Refusal):
    """What a scenario says does not hold, or cannot be acted; never taken for a refusal that a scenario expects."""


class World(Protocol):
    """What sentences act upon: one government with its people, its clock and the cases of one scenario."""

    def perform(self, operation: str, arguments: Mapping[str, Any]) -> None:
        """Does or checks what a sentence means.

        Raises Unmet where an expectation does not hold or the sentence cannot be acted (a name nobody knows), and
        any other Refusal where the rules or the state forbid the act; nothing has changed then.
        """

    def close(self) -> None:
        """Leaves nothing behind."""


class Play:
    """The state of one scenario: its world, and the refusal of the last act if there was one."""

    def __init__(self, world: World, language: SentenceLanguage, say: Say) -> None:
        self.world = world
        self.language = language
        self.say = say
        self.refusal: Refusal | None = None

    def perform(self, step: Step, rest: Iterable[Step]) -> None:
        """Performs one sentence; ``rest`` are those after it, which tell whether a refusal is expected.

        Raises Unmet ``gate.unknown_sentence`` (with the nearest), ``gate.not_offered`` (with the issue), whatever the
        world raises, and the refusal of an act that no sentence after it expects.
        """
        bound = understood(step, self.language)
        if bound.sentence.refusal:
            return self._expect(bound)
        if bound.sentence.kind != "then":
            self.refusal = None
        try:
            self.world.perform(bound.operation, bound.arguments)
        except Unmet:
            raise
        except Refusal as refusal:
            if bound.sentence.kind == "then" or not expected(rest, self.language):
                raise
            self.refusal = refusal

    def _expect(self, bound: Bound) -> None:
        if self.refusal is None:
            raise Unmet("gate.not_refused")
        EXPECTED[bound.operation](self.refusal, self.say(self.refusal), **bound.arguments)


def understood(step: Step, language: SentenceLanguage) -> Bound:
    """The step's meaning; Unmet where no sentence fits, or the one that fits is not yet offered."""
    try:
        bound = match(step, language)
    except Refusal as refusal:
        raise Unmet(refusal.code, refusal.articles, **refusal.facts) from refusal
    if isinstance(bound, Unknown):
        raise Unmet("gate.unknown_sentence", sentence=bound.text, nearest=bound.nearest.example)
    if not language.offers(bound.sentence):
        raise Unmet("gate.not_offered", sentence=step.text, since=bound.since)
    return bound


def expected(rest: Iterable[Step], language: SentenceLanguage) -> bool:
    """Whether a refusal is expected before the next act."""
    for step in rest:
        try:
            bound = match(step, language)
        except Refusal:
            return False
        if not isinstance(bound, Bound) or bound.sentence.kind != "then":
            return False
        if bound.sentence.refusal:
            return True
    return False


def refused(refusal: Refusal, said: str) -> None:
    """Holds for every refusal."""


def refused_under(refusal: Refusal, said: str, articles: tuple[str, ...]) -> None:
    """The refusal rests on each of these articles; a paragraph of an article counts as the article."""
    for article in articles:
        if not any(a == article or a.startswith(f"{article}(") for a in refusal.articles):
            raise Unmet("gate.other_article", refusal.articles, asked=article, said=said)


def refused_saying(refusal: Refusal, said: str, text: str) -> None:
    """What people read of the refusal contains the text."""
    if text not in said:
        raise Unmet("gate.says_otherwise", text=text, said=said)


EXPECTED: Mapping[str, Callable[..., None]] = {
    "refused": refused, "refused_under": refused_under, "refused_saying": refused_saying,
}
