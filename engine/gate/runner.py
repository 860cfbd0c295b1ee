"""Runs features against a rulebook, each scenario on a fresh world, and reports; it never stops at a failure."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from engine.errors import Finding, Refusal, Unsound
from engine.gate.features import Feature, Scenario, Step
from engine.gate.gherkin import parse
from engine.gate.language import SentenceLanguage
from engine.gate.play import Play, Say, Unmet, World
from engine.gate.report import (
    FAILED,
    LEFT_OUT,
    NOT_OFFERED,
    PASSED,
    UNKNOWN,
    FeatureReport,
    Report,
    ScenarioReport,
    StepReport,
)

WorldFactory = Callable[[str], World]
"""Makes a fresh world for a scenario of the feature file of that name."""
Tell = Callable[[ScenarioReport], None]

_STATUS = {"gate.unknown_sentence": UNKNOWN, "gate.not_offered": NOT_OFFERED}


def run(
    texts: Iterable[tuple[str, str]], language: SentenceLanguage, *, world_factory: WorldFactory, say: Say,
    tell: Tell = lambda _: None,
) -> Report:
    """Runs features given as name and text; ``tell`` hears of each scenario when it is over, for a progress bar."""
    return Report(tuple(run_text(uri, text, language, world_factory, say, tell) for uri, text in texts))


def run_text(
    uri: str, text: str, language: SentenceLanguage, world_factory: WorldFactory, say: Say, tell: Tell = lambda _: None,
) -> FeatureReport:
    """Runs one feature file's text; one that cannot be read is reported with its findings."""
    try:
        feature = parse(text, uri, language)
    except Unsound as unreadable:
        return FeatureReport(uri, "", (), unreadable.findings)
    if not feature.scenarios:
        return FeatureReport(uri, feature.name, (), (Finding("gate.no_scenario", "error", uri, "1", {"line": feature.line}),))
    return FeatureReport(uri, feature.name, tuple(_scenarios(feature, language, world_factory, say, tell)))


def _scenarios(
    feature: Feature, language: SentenceLanguage, world_factory: WorldFactory, say: Say, tell: Tell,
) -> Iterator[ScenarioReport]:
    for scenario in feature.scenarios:
        report = run_scenario(scenario, language, lambda: world_factory(feature.uri), say)
        tell(report)
        yield report


def run_scenario(
    scenario: Scenario, language: SentenceLanguage, new_world: Callable[[], World], say: Say,
) -> ScenarioReport:
    """Runs one scenario up to its first sentence that does not pass."""
    world = new_world()
    try:
        steps = tuple(_steps(scenario.steps, Play(world, language, say)))
    finally:
        world.close()
    return ScenarioReport(
        scenario.name, scenario.row_line or scenario.line, scenario.tags, scenario.articles, scenario.must_not, steps
    )


def _steps(steps: tuple[Step, ...], play: Play) -> Iterator[StepReport]:
    stopped = False
    for number, step in enumerate(steps):
        report = _left_out(step) if stopped else _perform(step, steps[number + 1:], play)
        stopped = report.status != PASSED
        yield report


def _perform(step: Step, rest: tuple[Step, ...], play: Play) -> StepReport:
    begun = time.perf_counter()
    refusal: Refusal | None = None
    try:
        play.perform(step, rest)
    except Refusal as raised:
        refusal = raised
    except Exception as error:  # a fault of the engine must not hide the other scenarios
        refusal = Unmet("gate.fault", kind=type(error).__name__, problem=str(error)[:300])
        refusal.__cause__ = error
    status = PASSED if refusal is None else _STATUS.get(refusal.code, FAILED)
    return StepReport(step.line, step.keyword, step.text, step.rows, status, refusal, (time.perf_counter() - begun) * 1000)


def _left_out(step: Step) -> StepReport:
    return StepReport(step.line, step.keyword, step.text, step.rows, LEFT_OUT)
