"""The features of a root of rules, read as they stand there now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from engine.errors import Finding, Refusal, Unsound
from engine.gate.features import Feature, Scenario
from engine.gate.gherkin import parse
from engine.gate.language import SentenceLanguage, read_language
from engine.rulebook.load import load_jurisdiction


@dataclass(frozen=True)
class FeatureFile:
    """One feature file: ``name`` of the file without its ending, ``feature`` None where it cannot be read."""

    name: str
    text: str
    feature: Feature | None
    findings: tuple[Finding, ...] = ()

    @property
    def title(self) -> str:
        """What the feature calls itself, else the file's name."""
        return self.feature.name if self.feature else self.name

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Its scenarios, none where it cannot be read."""
        return self.feature.scenarios if self.feature else ()


@dataclass(frozen=True)
class Rules:
    """The language and the features of a root; ``problem`` says why there are none."""

    language: SentenceLanguage | None
    features: Mapping[str, FeatureFile] = field(default_factory=dict)
    problem: Refusal | None = None

    def feature(self, name: str) -> FeatureFile:
        """The file of that name; ``page.unknown`` where there is none."""
        if name not in self.features:
            raise Refusal("page.unknown", address=name)
        return self.features[name]

    def proving(self) -> Mapping[str, list[tuple[FeatureFile, Scenario]]]:
        """Scenarios by the article that their tags name; a paragraph in brackets belongs to its article."""
        found: dict[str, list[tuple[FeatureFile, Scenario]]] = {}
        for file in self.features.values():
            for scenario in file.scenarios:
                for article in dict.fromkeys(number.partition("(")[0] for number in scenario.articles):
                    found.setdefault(article, []).append((file, scenario))
        return found


def read_rules(root: Path) -> Rules:
    """The features of a root; read again only when a file there has changed."""
    watched = [*(root / "features").glob("*"), *(root / "processes").glob("*.yaml")]
    return _read(root, tuple(sorted((str(path), path.stat().st_mtime_ns) for path in watched)))


@lru_cache(maxsize=4)
def _read(root: Path, _state: tuple[tuple[str, int], ...]) -> Rules:
    try:
        language = read_language(root, load_jurisdiction(root).writing)
    except Refusal as refusal:
        return Rules(None, problem=refusal)
    files = [_file(path, language) for path in sorted((root / "features").glob("*.feature"))]
    return Rules(language, {file.name: file for file in sorted(files, key=lambda file: file.title)})


def _file(path: Path, language: SentenceLanguage) -> FeatureFile:
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    try:
        return FeatureFile(path.stem, text, parse(text, path.name, language))
    except Unsound as unreadable:
        return FeatureFile(path.stem, text, None, unreadable.findings)
