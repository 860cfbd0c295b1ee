"""`guicheng init`: the first step of a real installation."""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import track

from cli.acts import now, opened
from cli.place import CHECKOUT, database_address
from engine.actions.establish import establish
from engine.actions.import_version import import_version
from engine.actions.work import Office, Work
from engine.rulebook.load import load_bundle, load_jurisdiction, procedure_ids
from web.passwords import SHORTEST, hash_password

AUTHOR = "随附"


def _long_enough(_ctx: click.Context, _param: click.Parameter, password: str) -> str:
    if len(password) < SHORTEST:
        raise click.BadParameter(f"口令至少要 {SHORTEST} 个字符。")
    return password


@click.command()
@click.option("--name", prompt="第一位系统管理员的姓名", metavar="姓名", help="第一位系统管理员的姓名")
@click.option("--login", prompt="登录名", metavar="登录名", help="登录名")
@click.option("--password", prompt=f"口令（至少 {SHORTEST} 个字符）", hide_input=True, confirmation_prompt=True,
              callback=_long_enough, envvar="GUICHENG_PASSWORD", metavar="口令",
              help="口令；最好不写在这里，由命令来问，或写在环境变量 GUICHENG_PASSWORD 里")
@click.option("--rules", type=click.Path(exists=True, file_okay=False, path_type=Path), default=CHECKOUT, metavar="DIR",
              help="哪一套规则：放 processes、forms、features 的文件夹；不写时用随附的规则")
def init_(name: str, login: str, password: str, rules: Path) -> None:
    """开办一个正式的系统：在空的数据库里建好机构和岗位，导入流程（成为草稿），设第一位系统管理员。

    没有虚构的人员。之后由管理员登录，设置人员和任职；流程由另外两个人起草、发布以后才能使用。
    只想看看的，请用 guicheng serve --demo。

    例：guicheng init --name 张三 --login zhangsan
    """
    with opened() as database, database.writing() as session:
        work = Work(session, now, Office())
        establish(work, load_jurisdiction(rules), name, login, hash_password(password))
        work.again()
        for procedure in track(procedure_ids(rules), "检查并导入流程", transient=True):
            import_version(work, load_bundle(rules, procedure), AUTHOR)
    click.echo(f"已在 {database_address()} 开办。请运行 guicheng serve，用“{login}”登录。")
