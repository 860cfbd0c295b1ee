"""`guicheng import`: makes drafts of procedures from a folder."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import track

from cli.acts import act
from cli.place import folder_of_procedures
from engine.actions.import_version import import_version
from engine.rulebook.load import load_bundle, procedure_ids

STATES = {"draft": "草稿", "published": "已发布", "retired": "已停用"}


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--by", required=True, metavar="姓名", help="起草人的姓名；发布时要由另一个人")
@click.option("--note", default="", metavar="文字", help="这一版改了什么")
def import_(folder: Path, by: str, note: str) -> None:
    """从文件夹导入流程，成为草稿；DIR 是整套规则的文件夹，或其中一个流程的文件夹。

    先检查，有错误就整个不导入，并列出全部发现。草稿不影响正在办的事项，发布以后才生效；内容同已有
    的某一版一样时，不产生新的草稿。

    例：guicheng import processes/流程名 --by 张三 --note 按新条款修改时限
    """
    root = folder_of_procedures(folder)
    procedures = [name for name in procedure_ids(root) if folder.resolve() in _holding(root, name)]
    if not procedures:
        raise click.UsageError("这个文件夹里没有流程。流程放在 processes/流程名/流程名.bpmn。")
    with act() as work:
        versions = [import_version(work, load_bundle(root, name), by, note)
                    for name in track(procedures, "检查并导入", transient=True)]
        for version in versions:
            state = STATES.get(version.state, version.state)
            click.echo(f"{version.name}（{version.procedure}）第 {version.number} 版：{state}")


def _holding(root: Path, procedure: str) -> tuple[Path, ...]:
    """The folders that stand for a procedure: its own, and those above it up to the root."""
    return root, root / "processes", root / "processes" / procedure
