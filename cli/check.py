"""`guicheng check`: what is wrong with a drawing, a table, a form, or a whole set of rules."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from cli.place import CHECKOUT, root_of
from engine.errors import Finding, Unsound
from engine.rulebook.jurisdiction import Jurisdiction
from engine.rulebook.load import load_jurisdiction
from web.errors import Worded, word

MARKS = {"error": ("错误", "red"), "warning": ("提醒", "yellow")}
KINDS = (".bpmn", ".dmn", ".json")


@click.command()
@click.argument("path", metavar="FILE|DIR", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON，供别的程序读")
def check_(path: Path, as_json: bool) -> None:
    """检查流程图（.bpmn）、决策表（.dmn）、表单（.json），或者放它们的文件夹。

    每条发现都写明在哪个文件、哪个元素，什么不对，怎么改。有“错误”的不能发布，退出码为 1；只有
    “提醒”时退出码为 0。属于一套规则（上级文件夹里有 processes）的文件，会同整套规则互相对照；单独
    的文件只检查它自己。

    例：guicheng check processes/流程名
    """
    found = findings(path)
    if as_json:
        click.echo(json.dumps([_data(finding) for finding in found], ensure_ascii=False, indent=2))
    else:
        _show(found, Console(highlight=False, soft_wrap=True))
    sys.exit(1 if any(finding.severity == "error" for finding in found) else 0)


def findings(path: Path) -> list[Finding]:
    """Everything found in a file or below a folder, errors first, files in order."""
    root = root_of(path)
    found = _of_rules(path, root) if _belongs(path, root) else _alone(path)
    return sorted(found, key=lambda finding: (finding.severity != "error", finding.file))


def _belongs(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root) and (path.is_dir() or bool({"processes", "forms"} & {*path.resolve().parts}))


def _of_rules(path: Path, root: Path) -> list[Finding]:
    """The findings of the whole set of rules that concern this file or folder."""
    from engine.rulebook.check import check_root

    here = path.resolve().relative_to(root).as_posix()
    wanted = "" if here in (".", "processes", "forms") else f"{here}/" if path.is_dir() else here
    try:
        found = check_root(root)
    except Unsound as unreadable:
        return list(unreadable.findings)
    return [finding for finding in found if finding.file.startswith(wanted)]


def _alone(path: Path) -> list[Finding]:
    """The findings of files that belong to no set of rules; the shipped government's words are understood in them."""
    files = sorted(file for file in path.rglob("*") if file.suffix in KINDS) if path.is_dir() else [path]
    if not files or any(file.suffix not in KINDS for file in files):
        raise click.UsageError("请给流程图（.bpmn）、决策表（.dmn）或表单（.json），或者放它们的文件夹。")
    jurisdiction = load_jurisdiction(CHECKOUT)
    return [finding for file in files for finding in _kept(READERS[file.suffix], file, jurisdiction)]


def _kept(check: Callable[[Path, Jurisdiction], list[Finding]], file: Path, jurisdiction: Jurisdiction) -> list[Finding]:
    try:
        return check(file, jurisdiction)
    except Unsound as unreadable:
        return list(unreadable.findings)


def _diagram(file: Path, jurisdiction: Jurisdiction) -> list[Finding]:
    from engine.bpmn import read
    from engine.bpmn.checks import check

    return check(read(file.read_bytes(), str(file)), jurisdiction.language)


def _tables(file: Path, jurisdiction: Jurisdiction) -> list[Finding]:
    from engine.bpmn.dmn import read_dmn
    from engine.feel.decisions import compile_model

    return compile_model(read_dmn(file.read_bytes(), str(file)), jurisdiction.language).check()


def _form(file: Path, jurisdiction: Jurisdiction) -> list[Finding]:
    from engine.forms import load_form

    try:
        schema = json.loads(file.read_bytes())
    except ValueError as error:
        return [Finding("rulebook.not_json", "error", str(file), "", {"problem": str(error)})]
    return list(load_form(schema, jurisdiction.language, str(file), jurisdiction.writing).findings)


READERS = {".bpmn": _diagram, ".dmn": _tables, ".json": _form}


def _show(found: list[Finding], console: Console) -> None:
    for finding in found:
        name, colour = MARKS[finding.severity]
        worded = word(finding)
        console.print(f"[{colour}]{name}[/{colour}]  ", end="")
        console.print(f"{finding.file}  {finding.element}", style="bold", markup=False)
        console.print(f"      {worded.text}", markup=False)
        console.print(f"      {worded.remedy}", style="dim", markup=False)
    errors = sum(finding.severity == "error" for finding in found)
    console.print(f"\n{errors} 个错误，{len(found) - errors} 个提醒" if found else "没有发现问题")


def _data(finding: Finding) -> dict[str, object]:
    worded: Worded = word(finding)
    return {
        "severity": finding.severity, "code": finding.code, "file": finding.file, "element": finding.element,
        "text": worded.text, "basis": worded.basis, "remedy": worded.remedy,
        "facts": {name: str(value) for name, value in finding.facts.items()},
    }
