"""What every template may call: words for refusals, addresses of assets, the government's name."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, g, url_for
from jinja2 import StrictUndefined

from web import sheet
from web.act import reading
from web.actor import signed
from web.refusals import said

STATIC = Path(__file__).parent / "static"


def install(app: Flask) -> None:
    """Gives the templates of an application what they call; a name that nobody gave is a fault, not a blank."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(word=said, asset=asset, government=government, signed=signed)
    sheet.install(app.jinja_env)


def asset(name: str) -> str:
    """The address of a static file, with its content in it: browsers may keep it and still see every change."""
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def government() -> dict[str, Any]:
    """The government's names as its organisation has them: name, short, area."""
    if "government" not in g:
        with reading() as work:
            g.government = work.jurisdiction.settings["organisation"].get("government", {})
    return g.government
