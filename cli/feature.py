"""`guicheng feature`: runs feature files, from anywhere, against the shipped or a given rulebook."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from cli import sentences as handbook
from cli.place import CHECKOUT
from engine.errors import Finding, Invalid, Refusal, Unsound
from engine.gate.gherkin import parse
from engine.gate.language import SentenceLanguage, read_language
from engine.gate.report import LEFT_OUT, NOT_OFFERED, PASSED, UNKNOWN, FeatureReport, Report, ScenarioReport, StepReport
from engine.gate.runner import run
from engine.rulebook.load import load_jurisdiction
from web.citation import citations
from web.errors import cite, word, word_whole

MARKS = {PASSED: "[green]✓[/green]", LEFT_OUT: "[dim]·[/dim]", NOT_OFFERED: "[yellow]…[/yellow]", UNKNOWN: "[red]？[/red]"}


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="FILE…")
@click.option("--rulebook", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CHECKOUT, metavar="DIR",
              help="换一套规则：放 processes、forms、features 的文件夹；不写时用随附的规则")
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON，供别的程序读")
@click.option("--sentences", is_flag=True, help="不运行，只列出可以用的全部句子")
def feature_(files: tuple[Path, ...], rulebook: Path, as_json: bool, sentences: bool) -> None:
    """运行功能文件（.feature）。

    FILE 可以写几个，也可以写文件夹；文件放在哪里都行。全部场景通过时退出码为 0；有一个没通过、有不认识的句子
    或者有尚未开放的句子，退出码为 1。不认识的句子会连同最接近的句子一起列出。

    例：guicheng feature features/流程名.feature
    """
    jurisdiction = load_jurisdiction(rulebook)
    language = read_language(_speaking(rulebook), jurisdiction.writing)
    if sentences:
        click.echo(handbook.markdown(language))
        return
    if not files:
        raise click.UsageError("请写要运行的功能文件。")
    words = Words(citations(jurisdiction))
    texts = [(str(path), _text(path)) for path in _found(files)]
    report = _run(texts, rulebook, language, words, quiet=as_json)
    if as_json:
        click.echo(json.dumps(as_data(report, words), ensure_ascii=False, indent=2))
    else:
        show(report, words, Console(highlight=False, soft_wrap=True))
    sys.exit(0 if report.passed else 1)


@dataclass(frozen=True)
class Words:
    """Puts what was refused or found into words, articles cited by the rulebook's register."""

    register: Mapping[str, str]

    def of(self, refusal: Refusal) -> str:
        """All that a person reads of a refusal."""
        return word_whole(refusal, self.register)

    def found(self, finding: Finding) -> str:
        """What is wrong in a file, with its line."""
        worded = word(finding, self.register)
        return f"第{finding.facts.get('line', '')}行：{worded.text}{worded.remedy}"


def _speaking(rulebook: Path) -> Path:
    """The rules whose sentences are spoken: the given ones, or the built-in ones where those have none."""
    return rulebook if any((rulebook / "features").glob("sentences.*.yaml")) else CHECKOUT


def _text(path: Path) -> str:
    """A file's text, in UTF-8 or as office programs save Chinese."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _run(texts: list[tuple[str, str]], rulebook: Path, language: SentenceLanguage, words: Words, quiet: bool) -> Report:
    from engine.gate.world import Government

    with Government.of(rulebook, language, words.of) as government:
        with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
            task = bar.add_task("正在运行场景", total=_count(texts, language))
            return run(texts, language, world_factory=government.world, say=words.of, tell=lambda _: bar.advance(task))


def _count(texts: list[tuple[str, str]], language: SentenceLanguage) -> int:
    """How many scenarios there are in the files that can be read."""
    found = 0
    for uri, text in texts:
        try:
            found += len(parse(text, uri, language).scenarios)
        except Unsound:
            continue
    return found


def _found(files: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and those in folders."""
    for path in files:
        yield from sorted(path.rglob("*.feature")) if path.is_dir() else (path,)


def show(report: Report, words: Words, console: Console) -> None:
    """Prints every scenario, and of those that did not pass every sentence."""
    for feature in report.features:
        console.print(f"\n{feature.name or feature.uri}  {feature.uri}", style="bold", markup=False)
        for finding in feature.findings:
            console.print(f"  ✗ {words.found(finding)}", style="red", markup=False)
        for scenario in feature.scenarios:
            _show_scenario(scenario, words, console)
    counts = {status: report.count(status) for status in (PASSED, "failed", UNKNOWN, NOT_OFFERED)}
    console.print("\n通过 {passed}，未通过 {failed}，句子不认识 {unknown}，尚未开放 {not_offered}".format(**counts))


def _show_scenario(scenario: ScenarioReport, words: Words, console: Console) -> None:
    mark = MARKS.get(scenario.status, "[red]✗[/red]")
    console.print(f"  {mark} ", end="")
    console.print(f"{scenario.name}（第{scenario.line}行，{scenario.ms:.0f} 毫秒）", markup=False)
    if scenario.status == PASSED:
        return
    for step in scenario.steps:
        console.print(f"      {MARKS.get(step.status, '[red]✗[/red]')} ", end="")
        console.print(f"{step.line}  {step.keyword} {step.text}", markup=False)
        if step.refusal:
            console.print(f"         {words.of(step.refusal)}", markup=False)


def as_data(report: Report, words: Words) -> dict[str, Any]:
    """The report as JSON-able data; lines, codes, facts and the words people read."""
    return {"passed": report.passed, "features": [_feature(f, words) for f in report.features]}


def _feature(feature: FeatureReport, words: Words) -> dict[str, Any]:
    return {
        "file": feature.uri, "name": feature.name, "passed": feature.passed,
        "findings": [
            {"code": f.code, "line": f.facts.get("line"), "message": words.found(f)} for f in feature.findings
        ],
        "scenarios": [_scenario(s, words) for s in feature.scenarios],
    }


def _scenario(scenario: ScenarioReport, words: Words) -> dict[str, Any]:
    return {
        "name": scenario.name, "line": scenario.line, "status": scenario.status, "tags": list(scenario.tags),
        "articles": list(scenario.articles), "must_not": scenario.must_not, "ms": round(scenario.ms, 1),
        "steps": [_step(s, words) for s in scenario.steps],
    }


def _step(step: StepReport, words: Words) -> dict[str, Any]:
    data: dict[str, Any] = {"line": step.line, "keyword": step.keyword, "text": step.text, "status": step.status,
                            "ms": round(step.ms, 1)}
    return data | _refusal(step.refusal, words) if step.refusal else data


def _refusal(refusal: Refusal, words: Words) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": refusal.code, "articles": list(refusal.articles), "basis": cite(refusal.articles, words.register),
        "facts": {k: str(v) for k, v in refusal.facts.items()}, "message": words.of(refusal),
    }
    if isinstance(refusal, Invalid):
        data["fields"] = {path: str(word(error, words.register)) for path, error in refusal.fields.items()}
    if refusal.code == "gate.unknown_sentence":
        data["nearest"] = refusal.facts["nearest"]
    return data
