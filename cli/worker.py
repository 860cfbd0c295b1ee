"""`guicheng worker`: does what is due by itself: timers, letters."""

from __future__ import annotations

import signal
import threading

import click

from cli.acts import now, opened
from cli.place import database_address
from engine.actions.work import Office
from engine.model.database import Database
from engine.worker.loop import Worker

REST = 10.0
"""Seconds until a worker that failed as a whole tries again."""


@click.command()
@click.option("--once", is_flag=True, help="把现在该做的做完就退出")
def worker_(once: bool) -> None:
    """在后台做到时候该做的事：到期的计时、待生成的文书。

    guicheng serve 自带一个，平时不用另开；办理量大、用 PostgreSQL 时，可以在几台机器上各开几个，
    同一件事只会有一个去做。按 Ctrl+C 停止，手头的做完才退出。

    例：guicheng worker
    """
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with opened() as database:
        worker = worker_of(database)
        if once:
            while worker.round():
                pass
            return
        click.echo(f"正在等候到期的事（{database_address()}），按 Ctrl+C 停止。")
        worker.run(stop)


def worker_of(database: Database) -> Worker:
    """A worker by the machine's clock that tells its failures on standard error."""
    return Worker(database, now, Office(), lambda text: click.echo(text, err=True))


def beside(address: str) -> threading.Event:
    """A worker in a thread of this process, beside the web's threads; set the event to stop it."""
    stop = threading.Event()
    threading.Thread(target=_lasting, args=(worker_of(Database(address)), stop), name="worker", daemon=True).start()
    return stop


def _lasting(worker: Worker, stop: threading.Event) -> None:
    """Works on after a failure that is not one of a case, such as a database that was away for a while."""
    while not stop.is_set():
        try:
            worker.run(stop)
        except Exception as error:
            worker.told(f"worker: {type(error).__name__}: {error}")
            stop.wait(REST)
