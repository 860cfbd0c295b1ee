"""The command `guicheng` and the list of what it can do; each command stands in a file of its own."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword

import click

from engine.errors import Refusal, Unsound

COMMANDS = {
    "init": "开办一个正式的系统：建库、设第一位管理员",
    "serve": "启动网页服务（演示：serve --demo）",
    "worker": "在后台做到期的事（计时、文书）",
    "demo": "把演示数据装入空的数据库",
    "check": "检查流程图、决策表、表单或整套规则",
    "decide": "用一组事实试算一张决策表",
    "feature": "运行功能文件，看规则是否照所说的办",
    "import": "从文件夹导入流程，成为草稿",
    "publish": "发布流程的草稿",
    "export": "把流程的文件写回文件夹",
    "backup": "把整个数据库备份到一个文件",
    "restore": "从备份恢复到空的数据库",
    "verify": "核对办理记录有没有被改动",
}
"""Each command in the order of the help, with its line there; its file and function bear its name."""


class Commands(click.Group):
    """Loads a command's file only when it is called for, so that the help is there at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the list above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command from its file, or None when there is none of that name."""
        if name not in COMMANDS:
            return None
        module = import_module(f"cli.{name}_" if iskeyword(name) else f"cli.{name}")
        return getattr(module, f"{name}_")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list from the lines above, without loading a file."""
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


HELP = {"help_option_names": ["-h", "--help"]}


@click.group(cls=Commands, subcommand_metavar="命令 [参数]…", options_metavar="", context_settings=HELP)
@click.version_option(package_name="guicheng", message="规程 %(version)s")
def guicheng() -> None:
    """规程：按规则办事的系统。流程、表格、时限都是数据，画出来什么样，办起来就什么样。

    第一次用，请先运行“guicheng serve --demo”，再在浏览器里打开它显示的地址。每个命令后面加
    --help，可以看它的详细说明和例子。
    """


def main() -> None:
    """Run what was typed; a refusal is printed in words and exits with 1."""
    try:
        guicheng()
    except Refusal as refusal:
        from web.errors import word

        click.echo(f"没有办成：{word(refusal)}", err=True)
        for finding in refusal.findings if isinstance(refusal, Unsound) else ():
            click.echo(f"  {finding.file} {finding.element}：{word(finding)}", err=True)
        sys.exit(1)
