"""`guicheng feature`: runs feature files, from anywhere, against the shipped or a given rulebook."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from cli import sentences as handbook
from cli.place import CHECKOUT
from engine.errors import Finding, Invalid, Refusal
from engine.gate.language import read_language
from engine.gate.report import LEFT_OUT, NOT_OFFERED, PASSED, UNKNOWN, FeatureReport, Report, ScenarioReport, StepReport
from engine.gate.runner import run
from engine.rulebook.load import load_jurisdiction
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
    language = read_language(rulebook, load_jurisdiction(rulebook).writing)
    if sentences:
        click.echo(handbook.markdown(language))
        return
    if not files:
        raise click.UsageError("请写要运行的功能文件。")
    report = _run(list(_found(files)), rulebook, language, quiet=as_json)
    if as_json:
        click.echo(json.dumps(as_data(report), ensure_ascii=False, indent=2))
    else:
        show(report, Console(highlight=False))
    sys.exit(0 if report.passed else 1)


def _run(paths: list[Path], rulebook: Path, language: Any, quiet: bool) -> Report:
    from engine.gate.world import Government

    texts = [(str(path), path.read_text(encoding="utf-8-sig")) for path in paths]
    with Government.of(rulebook, language, word_whole) as government:
        with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
            task = bar.add_task("正在运行场景", total=None)
            return run(texts, language, world_factory=government.world, say=word_whole, tell=lambda _: bar.advance(task))


def _found(files: Iterable[Path]) -> Iterator[Path]:
    """The files themselves, and those in folders."""
    for path in files:
        yield from sorted(path.rglob("*.feature")) if path.is_dir() else (path,)


def show(report: Report, console: Console) -> None:
    """Prints every scenario, and of those that did not pass every sentence."""
    for feature in report.features:
        console.print(f"\n[bold]{feature.name or feature.uri}[/bold]  [dim]{feature.uri}[/dim]")
        for finding in feature.findings:
            console.print("  ✗ ", str(_plain(finding)), style="red", markup=False, soft_wrap=True)
        for scenario in feature.scenarios:
            _show_scenario(scenario, console)
    counts = {status: report.count(status) for status in (PASSED, "failed", UNKNOWN, NOT_OFFERED)}
    console.print("\n通过 {passed}，未通过 {failed}，句子不认识 {unknown}，尚未开放 {not_offered}".format(**counts))


def _show_scenario(scenario: ScenarioReport, console: Console) -> None:
    mark = MARKS.get(scenario.status, "[red]✗[/red]")
    console.print(f"  {mark} ", end="")
    console.print(scenario.name, f"（第{scenario.line}行，{scenario.ms:.0f} 毫秒）", markup=False, soft_wrap=True)
    if scenario.status == PASSED:
        return
    for step in scenario.steps:
        console.print(f"      {MARKS.get(step.status, '[red]✗[/red]')} ", end="")
        console.print(f"{step.line}  {step.keyword} {step.text}", markup=False, soft_wrap=True)
        if step.refusal:
            console.print(f"         {word_whole(step.refusal)}", markup=False, soft_wrap=True)


def _plain(finding: Finding) -> str:
    worded = word(finding)
    return f"第{finding.facts.get('line', '')}行：{worded.text}{worded.remedy}"


def as_data(report: Report) -> dict[str, Any]:
    """The report as JSON-able data; lines, codes, facts and the words people read."""
    return {"passed": report.passed, "features": [_feature(f) for f in report.features]}


def _feature(feature: FeatureReport) -> dict[str, Any]:
    return {
        "file": feature.uri, "name": feature.name, "passed": feature.passed,
        "findings": [{"code": f.code, "line": f.facts.get("line"), "message": _plain(f)} for f in feature.findings],
        "scenarios": [_scenario(s) for s in feature.scenarios],
    }


def _scenario(scenario: ScenarioReport) -> dict[str, Any]:
    return {
        "name": scenario.name, "line": scenario.line, "status": scenario.status, "tags": list(scenario.tags),
        "articles": list(scenario.articles), "must_not": scenario.must_not, "ms": round(scenario.ms, 1),
        "steps": [_step(s) for s in scenario.steps],
    }


def _step(step: StepReport) -> dict[str, Any]:
    data: dict[str, Any] = {"line": step.line, "keyword": step.keyword, "text": step.text, "status": step.status,
                            "ms": round(step.ms, 1)}
    return data | _refusal(step.refusal) if step.refusal else data


def _refusal(refusal: Refusal) -> dict[str, Any]:
    data: dict[str, Any] = {"code": refusal.code, "articles": list(refusal.articles), "basis": cite(refusal.articles),
                            "facts": {k: str(v) for k, v in refusal.facts.items()}, "message": word_whole(refusal)}
    if isinstance(refusal, Invalid):
        data["fields"] = {path: str(word(error)) for path, error in refusal.fields.items()}
    if refusal.code == "gate.unknown_sentence":
        data["nearest"] = refusal.facts["nearest"]
    return data
