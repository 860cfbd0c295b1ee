"""The shipped district as a running server on this machine, with a clock that the story sets."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from werkzeug.serving import make_server

from engine.worker.loop import Worker
from tests.play import Play
from web import create_app

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


class Stage:
    """Where a story plays: the server's address, the play beneath it, the worker that is called by hand."""

    def __init__(self, database_url: str, moment: dt.datetime) -> None:
        self.play = Play(database_url, moment)
        self.app = create_app(database_url, clock=self.play.clock, demonstration=True)
        self.worker = Worker(self.play.database, self.play.clock, self.play.office)
        self.url = ""

    def later(self, **span: float) -> None:
        """Moves the clock on, e.g. ``days=31``; whoever was signed in has to sign in again."""
        self.play.later(**span)

    def on(self, year: int, month: int, day: int, hour: int = 9) -> None:
        """Sets the clock to a day."""
        self.play.moment = dt.datetime(year, month, day, hour, tzinfo=MONDAY.tzinfo)

    def works(self) -> None:
        """The worker does all that is due, such as setting letters."""
        while self.worker.round():
            pass


@contextmanager
def running(settled: Path, folder: Path, moment: dt.datetime = MONDAY) -> Iterator[Stage]:
    """A server over a copy of a settled database."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    copy = folder / "district.db"
    shutil.copyfile(settled, copy)
    stage = Stage(f"sqlite:///{copy}", moment)
    server = make_server("127.0.0.1", 0, stage.app, threaded=True)
    stage.url = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stage
    finally:
        server.shutdown()
        thread.join()
        stage.play.close()
