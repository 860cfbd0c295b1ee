"""`guicheng backup`: the whole database as one file, while people work."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import Progress

from cli.acts import opened
from engine.model.backup import backup, count


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
def backup_(file: Path) -> None:
    """把整个数据库（连同上传的文件）备份到一个文件。不用停止服务；备份的是开始那一刻的完整状态。

    文件里有全部事项和人员，请同数据库一样保管。SQLite 的备份也能恢复到 PostgreSQL，反过来也行。

    例：guicheng backup 备份.zst
    """
    with opened() as database, Progress(transient=True) as bar:
        task = bar.add_task("备份", total=count(database))
        rows = backup(database, file, lambda done: bar.advance(task, done))
    click.echo(f"已备份到 {file}：{rows} 行，{file.stat().st_size / 1e6:.1f} MB。")
