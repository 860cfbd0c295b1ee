"""`guicheng export`: writes a procedure's files back to a folder."""

from __future__ import annotations

from pathlib import Path

import click

from cli.acts import act
from engine.queries.versions import files_of, numbered


@click.command()
@click.argument("procedure", metavar="PROCEDURE")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--number", type=int, default=None, metavar="版次", help="第几版；不写时为现行的一版")
@click.option("--force", is_flag=True, help="文件夹里已有同名文件时覆盖")
def export_(procedure: str, folder: Path, number: int | None, force: bool) -> None:
    """把一个流程（连同它调用的流程）的图、表、表单和文书写到文件夹里。PROCEDURE 是名称或代号。

    写出的文件同导入时一字不差，可以改好以后再用 guicheng import 导入。

    例：guicheng export 流程名 导出
    """
    with act() as work:
        version = numbered(work, procedure, number)
        files = files_of(work, version)
        name, edition = version.name, version.number
    there = [path for path, content in files.items() if _differs(folder / path, content)]
    if there and not force:
        raise click.UsageError(f"已有内容不同的文件：{'、'.join(there[:5])}。要覆盖请加 --force。")
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    click.echo(f"{name}第 {edition} 版：{len(files)} 个文件已写到 {folder}")


def _differs(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content
