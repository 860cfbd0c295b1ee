"""`guicheng publish`: a draft comes into force."""

from __future__ import annotations

import datetime as dt

import click

from cli.acts import act
from engine.actions.publish_version import publish_version
from engine.queries.versions import latest_draft


@click.command()
@click.argument("procedure", metavar="PROCEDURE")
@click.option("--by", required=True, metavar="姓名", help="发布人的姓名；不能是起草人")
@click.option("--from", "day", default=None, type=click.DateTime(["%Y-%m-%d"]), metavar="日期",
              help="从哪一天起生效，例如 2026-03-02；不写时从今天起")
def publish_(procedure: str, by: str, day: dt.datetime | None) -> None:
    """发布一个流程最新的草稿。PROCEDURE 是流程的名称或代号。

    发布后不能再改；正在办的事项仍按原来的版本办完，新发起的事项用新版本。

    例：guicheng publish 流程名 --by 李四 --from 2026-03-02
    """
    with act() as work:
        version = publish_version(work, latest_draft(work, procedure).id, by, in_force=day.date() if day else None)
        click.echo(f"{version.name}第 {version.number} 版已发布，自 {version.in_force} 起生效。")
