"""`guicheng demo`: loads the demonstration into an empty database."""

from __future__ import annotations

import datetime as dt

import click
import yaml
from rich.progress import Progress

from cli.acts import now, opened
from cli.place import CHECKOUT, database_address
from engine.actions.import_version import import_version
from engine.actions.publish_version import publish_version
from engine.actions.work import Office, Work
from engine.gate.demonstrate import demonstrate
from engine.gate.language import read_language
from engine.model.database import Database
from engine.model.jurisdiction import is_empty, seed
from engine.rulebook.load import load_bundle, load_jurisdiction, procedure_ids
from web.errors import word_whole

AUTHOR, RELEASER = "演示数据", "演示发布"
BEFORE = dt.timedelta(days=200)
"""The procedures have been in force for a while when the demonstration's cases begin."""


@click.command()
def demo_() -> None:
    """把演示数据装入空的数据库：机构、岗位、虚构的人员，以及随附的全部流程（已发布）。

    数据库里已经有数据时什么也不做。演示以外的安装请用 guicheng init。

    例：guicheng demo
    """
    click.echo("演示数据已装入。" if prepare(database_address()) else "数据库里已经有数据，没有改动。")


def prepare(address: str) -> bool:
    """Loads the demonstration where the database is empty, all in one transaction; whether it did."""
    with Progress(transient=True) as bar, opened(address) as database:
        with database.reading() as session:
            if not is_empty(session):
                return False
        _load(database, bar)
        _play(database, bar)
    return True


def roles() -> list[str]:
    """The posts that the demonstration's login page offers."""
    return list(load_jurisdiction(CHECKOUT).organisation.rules.get("demonstration_roles", ()))


def _load(database: Database, bar: Progress) -> None:
    procedures = procedure_ids(CHECKOUT)
    task = bar.add_task("装入机构、岗位和人员", total=len(procedures) + 1)
    with database.writing() as session:
        seed(session, load_jurisdiction(CHECKOUT), people=True)
        work = Work(session, lambda: now() - BEFORE, Office())
        for procedure in procedures:
            bar.update(task, advance=1, description=f"装入并发布流程 {procedure}")
            version = import_version(work, load_bundle(CHECKOUT, procedure), AUTHOR)
            publish_version(work, version.id, RELEASER)
        bar.update(task, advance=1)


def _play(database: Database, bar: Progress) -> None:
    """Cases at various steps, as far as the rules have a file of them."""
    file = CHECKOUT / "processes" / "demonstration.yaml"
    items = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else []
    jurisdiction = load_jurisdiction(CHECKOUT)
    language = read_language(CHECKOUT, jurisdiction.writing)
    task = bar.add_task("演示事项", total=len(items))
    demonstrate(database, jurisdiction, language, word_whole, now(), items, lambda: bar.advance(task))
