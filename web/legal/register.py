"""The articles with what carries them out and which scenarios prove it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.actions.work import Work
from engine.gate.features import Scenario
from engine.queries.citing import GUARANTEE, STEP, TABLE, Place, citing, procedures
from web.citation import Cited, cited
from web.legal.rules import FeatureFile, Rules

HOW = {"enforced": "违反的办不成", "supported": "有支持，不强制", "principle": "原则，无可执行内容", "": "国家规定"}
"""How an article is carried out, as the register's ``how`` says."""
ENFORCED = "enforced"


@dataclass(frozen=True)
class Row:
    """One article; ``steps`` are names by procedure, ``proofs`` the scenarios whose tags name it."""

    cited: Cited
    how: str
    how_words: str
    carried_by: str
    steps: Mapping[str, list[str]]
    guarantees: int
    proofs: list[tuple[FeatureFile, Scenario]]

    @property
    def gap(self) -> bool:
        """An article that must be enforced and that no scenario proves."""
        return self.how == ENFORCED and not self.proofs

    @property
    def must_nots(self) -> int:
        """How many of the scenarios try what is forbidden."""
        return sum(scenario.must_not for _file, scenario in self.proofs)


@dataclass(frozen=True)
class Held:
    """The guarantees of one procedure, each with its articles."""

    name: str
    state: str
    guarantees: tuple[tuple[str, tuple[Cited, ...]], ...] = field(default=())


def rows(work: Work, rules: Rules) -> list[Row]:
    """The whole register in its own order, national rules last; these only where something cites them."""
    places, proofs = citing(work), rules.proving()
    found = []
    for number, article in work.jurisdiction.articles.items():
        here = places.get(number, [])
        if article.national and not here and number not in proofs:
            continue
        [words] = cited(work.jurisdiction, [number])
        found.append(Row(words, article.how, HOW.get(article.how, article.how), article.carried_by, _steps(here),
                         sum(place.kind == GUARANTEE for place in here), proofs.get(number, [])))
    return found


def _steps(places: list[Place]) -> Mapping[str, list[str]]:
    by_procedure: dict[str, list[str]] = {}
    for place in places:
        if place.kind in (STEP, TABLE):
            names = by_procedure.setdefault(place.procedure_name, [])
            name = place.name if place.kind == STEP else f"决策表“{place.name}”"
            if name not in names:
                names.append(name)
    return by_procedure


def guarantees(work: Work) -> list[Held]:
    """The guarantees of every procedure that has some."""
    return [
        Held(procedure.name, version.state, tuple(
            (one.sentence, tuple(cited(work.jurisdiction, one.articles))) for one in procedure.guarantees))
        for version, procedure in procedures(work) if procedure.guarantees
    ]
