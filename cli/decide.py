"""`guicheng decide`: tries one decision of a DMN file on given facts."""

from __future__ import annotations

import datetime as dt
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from cli.place import root_of
from engine.bpmn.dmn import read_dmn
from engine.feel.decisions import Decided, Decisions, compile_model
from engine.feel.values import from_json, to_json
from engine.rulebook.load import load_jurisdiction
from web.errors import shown


@click.command()
@click.argument("file", metavar="FILE.dmn", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("decision", metavar="DECISION")
@click.option("--facts", default="{}", metavar="JSON",
              help='已知的事实，例如 \'{"预算": 80, "类型": "土地"}\'；写 @文件 则从文件读')
@click.option("--now", default=None, type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]), metavar="日期",
              help="按哪一天算，例如 2026-03-02；不写时按今天")
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON，供别的程序读")
def decide_(file: Path, decision: str, facts: str, now: dt.datetime | None, as_json: bool) -> None:
    """用一组事实试算决策表里的一个决策（DECISION 是它的名称）。

    显示结论，以及命中了哪张表的第几行、那一行写的理由和依据。

    例：guicheng decide 表.dmn 决策名 --facts '{"金额": 80}'
    """
    jurisdiction = load_jurisdiction(root_of(file))
    decisions = compile_model(read_dmn(file.read_bytes(), str(file)), jurisdiction.language)
    _demand(decisions, decision)
    moment = (now or dt.datetime.now()).replace(tzinfo=jurisdiction.zone)
    decided = decisions.decide(decision, _facts(facts), now=moment)
    if as_json:
        click.echo(json.dumps(_data(decided), ensure_ascii=False, indent=2))
    else:
        _show(decided, Console(highlight=False, soft_wrap=True))


def _demand(decisions: Decisions, decision: str) -> None:
    if decision not in decisions.names:
        sys.exit(f"没有决策“{decision}”。这个文件里有：{'、'.join(sorted(decisions.names))}。")


def _facts(given: str) -> dict[str, Any]:
    """The facts from JSON text, or from the file after @; numbers exactly as written."""
    try:
        text = Path(given[1:]).read_text(encoding="utf-8") if given.startswith("@") else given
        facts = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except OSError as error:
        raise click.BadParameter(f"读不到文件：{error.strerror}", param_hint="--facts") from None
    except ValueError as error:
        raise click.BadParameter(f"不是 JSON（{error}）", param_hint="--facts") from None
    if not isinstance(facts, dict):
        raise click.BadParameter("要写成 {\"名称\": 值} 的样子", param_hint="--facts")
    return {name: from_json(value) for name, value in facts.items()}


def _show(decided: Decided, console: Console) -> None:
    console.print(f"结论：{_written(decided.value)}", markup=False)
    for hit in decided.hits:
        notes = "；".join(f"{name}：{shown(note)}" for name, note in hit.annotations.items())
        console.print(f"  {hit.table} 第 {hit.row} 行" + (f"（{notes}）" if notes else ""), markup=False)


def _written(value: Any) -> str:
    return shown(value) if not isinstance(value, list | dict) else json.dumps(to_json(value), ensure_ascii=False)


def _data(decided: Decided) -> dict[str, Any]:
    hits = [{"table": hit.table, "row": hit.row, "annotations": to_json(dict(hit.annotations))} for hit in decided.hits]
    return {"value": to_json(decided.value), "hits": hits}
