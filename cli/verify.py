"""`guicheng verify`: whether the record is as it was written."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.progress import Progress

from cli.acts import opened
from engine.queries.record_chain import anchors, verify, verify_journal
from web.errors import word


@click.command()
@click.option("--anchor", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="留底文件：先同它核对，没有问题再把现在的结尾写进去；请放在数据库以外、别人改不到的地方")
def verify_(anchor: Path | None) -> None:
    """核对全部办理记录：有没有被改、被删、被截断。

    每条记录都带着前一条的校验值，改动任何一条都会对不上；同留底文件核对，还能查出整条链被重写、整个
    事项被删掉。没有问题时退出码为 0，有问题时为 1，并指出是哪一件事项的第几条。

    例：guicheng verify --anchor /安全的地方/留底.json
    """
    kept = json.loads(anchor.read_text(encoding="utf-8")) if anchor and anchor.exists() else {}
    with opened() as database, database.reading() as session, Progress(transient=True) as bar:
        now = anchors(session)
        task = bar.add_task("核对办理记录", total=len(now))
        anchored = {int(case): (entries, head) for case, (entries, head) in kept.items()}
        found = [*verify(session, anchored, lambda: bar.advance(task)), *verify_journal(session)]
    for finding in found:
        worded = word(finding)
        click.echo(f"{worded.text}{worded.remedy}")
    if found:
        sys.exit(1)
    if anchor:
        anchor.write_text(json.dumps(now), encoding="utf-8")
    click.echo(f"{len(now)} 件事项、{sum(entries for entries, _head in now.values())} 条办理记录，没有发现问题。")
