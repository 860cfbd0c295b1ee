"""`guicheng restore`: a backup back into an empty database."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import Progress

from cli.acts import opened
from engine.model.backup import restore


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore_(file: Path) -> None:
    """从备份文件恢复到空的数据库。全部恢复，或者什么也不动；恢复后请运行 guicheng verify 核对。

    例：GUICHENG_DATABASE=sqlite:///新的.db guicheng restore 备份.zst
    """
    with opened() as database, Progress(transient=True) as bar:
        task = bar.add_task("恢复", total=None)
        rows = restore(database, file, lambda done: bar.advance(task, done))
    click.echo(f"已恢复 {rows} 行。")
