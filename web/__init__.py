"""The screens: what people see and send.  It shows rules and asks for acts; it decides nothing by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from engine.actions.work import Office
from engine.model.database import Database
from web import admin, api, cases, guard, inbox, legal, looks, papers, public, refusals, shell
from web.act import EXTENSION, Place
from web.permissions import unlisted
from web.secret import secret_of
from web.settings import read_settings

BLUEPRINTS = (
    shell.blueprint, inbox.blueprint, cases.blueprint, papers.blueprint, public.blueprint, legal.blueprint,
    admin.blueprint, api.blueprint, api.tokens,
)
"""One for each audience."""

LARGEST_REQUEST = 60 * 1024 * 1024
LARGEST_TEXT = 4 * 1024 * 1024


class Number(IntegerConverter):
    """A number in an address; one that no database holds leads nowhere."""

    def __init__(self, url_map: Map, *given: Any, **named: Any) -> None:
        super().__init__(url_map, *given, **{"max": 2**31 - 1, **named})


def machine_clock() -> dt.datetime:
    """The moment by the machine's clock."""
    return dt.datetime.now(dt.UTC)


def create_app(
    database_url: str | None = None,
    *,
    clock: Callable[[], dt.datetime] | None = None,
    demonstration: bool | None = None,
    testing: bool = False,
) -> Flask:
    """The application over one database, which must be migrated and hold a government.

    What is not given comes from the environment (``web.settings``).  ``clock`` gives an aware moment.  Raises
    RuntimeError when an endpoint stands in no line of ``web.permissions``.
    """
    settings = read_settings(database_url, demonstration)
    database = Database(settings.database_url)
    app = Flask(__name__)
    app.testing = testing
    app.url_map.converters["int"] = Number
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_REQUEST, MAX_FORM_MEMORY_SIZE=LARGEST_TEXT, MAX_FORM_PARTS=10_000,
        SEND_FILE_MAX_AGE_DEFAULT=365 * 24 * 3600,
    )
    secret = secret_of(database, settings.secret)
    app.extensions[EXTENSION] = Place(database, Office(), clock or machine_clock, settings, secret)
    for install in (looks.install, guard.install, refusals.install):
        install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    missing = unlisted(app.view_functions)
    if missing:
        raise RuntimeError(f"web/permissions.py does not say who may ask for: {', '.join(missing)}")
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    return app
