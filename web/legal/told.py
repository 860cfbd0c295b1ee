"""Scenarios and their results as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.gate.features import Scenario
from engine.gate.report import FAILED, LEFT_OUT, NOT_OFFERED, PASSED, UNKNOWN, ScenarioReport, StepReport
from engine.rulebook.jurisdiction import Jurisdiction
from web.citation import Cited, citations, cited
from web.errors import word_whole
from web.legal.runs import Run

STATES = {PASSED: "通过", FAILED: "未通过", UNKNOWN: "句子不认识", NOT_OFFERED: "尚未开放", LEFT_OUT: "没有运行"}
"""What a sentence or scenario came to, in words."""
PLAIN = ""


@dataclass(frozen=True)
class Line:
    """A sentence: ``state`` is empty where it was not run; ``why`` says in words what stood against it."""

    keyword: str
    text: str
    rows: tuple[tuple[str, ...], ...]
    state: str = PLAIN
    why: str = ""


@dataclass(frozen=True)
class Told:
    """A scenario as it is read, with its result when it was run."""

    name: str
    line: int
    rule: str
    must_not: bool
    articles: tuple[Cited, ...]
    lines: tuple[Line, ...]
    state: str = PLAIN
    state_words: str = ""
    seconds: str = ""


@dataclass
class Count:
    """How many scenarios came to what so far, and how long they took together, in milliseconds."""

    passed: int = 0
    others: int = 0
    ms: float = 0.0

    @property
    def seconds(self) -> str:
        """The time in words."""
        return _seconds(self.ms)


def plain(scenario: Scenario, jurisdiction: Jurisdiction) -> Told:
    """A scenario that was not run."""
    lines = tuple(Line(step.keyword, step.text, step.rows) for step in scenario.steps)
    return Told(scenario.name, scenario.row_line or scenario.line, scenario.rule, scenario.must_not,
                tuple(cited(jurisdiction, scenario.articles)), lines)


def results(run: Run, jurisdiction: Jurisdiction, count: Count) -> Iterator[Told]:
    """Runs, tells each scenario as it ends and counts; the rules' grouping comes from the feature itself."""
    rules: Mapping[int, str] = {one.row_line or one.line: one.rule for one in run.file.scenarios}
    for report in run.scenarios():
        passed = report.status == PASSED
        count.passed, count.others, count.ms = count.passed + passed, count.others + (not passed), count.ms + report.ms
        yield _result(report, rules.get(report.line, ""), jurisdiction)


def _result(report: ScenarioReport, rule: str, jurisdiction: Jurisdiction) -> Told:
    return Told(
        report.name, report.line, rule, report.must_not, tuple(cited(jurisdiction, report.articles)),
        tuple(_line(step, citations(jurisdiction)) for step in report.steps), report.status, STATES.get(report.status, STATES[FAILED]),
        _seconds(report.ms),
    )


def _line(step: StepReport, register: Mapping[str, str]) -> Line:
    why = word_whole(step.refusal, register) if step.refusal else ""
    return Line(step.keyword, step.text, step.rows, step.status, why)


def _seconds(ms: float) -> str:
    return f" {ms / 1000:.1f} 秒" if ms >= 95 else "不到 0.1 秒"
