"""What came of running features: frozen, with codes and facts; whoever shows it puts them into words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.errors import Finding, Refusal

PASSED, FAILED, UNKNOWN, NOT_OFFERED, LEFT_OUT = "passed", "failed", "unknown", "not_offered", "left_out"


@dataclass(frozen=True)
class StepReport:
    """One sentence: ``status`` as above, ``refusal`` why it did not pass, ``ms`` how long it took."""

    line: int
    keyword: str
    text: str
    rows: tuple[tuple[str, ...], ...]
    status: str
    refusal: Refusal | None = None
    ms: float = 0.0


@dataclass(frozen=True)
class ScenarioReport:
    """One scenario: passed only when every sentence passed."""

    name: str
    line: int
    tags: tuple[str, ...]
    articles: tuple[str, ...]
    must_not: bool
    steps: tuple[StepReport, ...]

    @property
    def status(self) -> str:
        """Passed, or what its first sentence that did not pass came to."""
        return next((s.status for s in self.steps if s.status != PASSED), PASSED)

    @property
    def stopped_at(self) -> StepReport | None:
        """The sentence at which it stopped."""
        return next((s for s in self.steps if s.status not in (PASSED, LEFT_OUT)), None)

    @property
    def ms(self) -> float:
        """How long it took, in milliseconds."""
        return sum(s.ms for s in self.steps)


@dataclass(frozen=True)
class FeatureReport:
    """One file; ``findings`` are what made it unreadable, and then it has no scenarios."""

    uri: str
    name: str
    scenarios: tuple[ScenarioReport, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether it could be read, says something, and all of it holds."""
        return bool(self.scenarios) and not self.findings and all(s.status == PASSED for s in self.scenarios)


@dataclass(frozen=True)
class Report:
    """Everything that was run at once."""

    features: tuple[FeatureReport, ...]

    @property
    def passed(self) -> bool:
        """Whether there was something and all of it passed."""
        return bool(self.features) and all(f.passed for f in self.features)

    @property
    def scenarios(self) -> Iterator[ScenarioReport]:
        """The scenarios of all features in order."""
        return (s for f in self.features for s in f.scenarios)

    def count(self, status: str) -> int:
        """How many scenarios came to this."""
        return sum(s.status == status for s in self.scenarios)
