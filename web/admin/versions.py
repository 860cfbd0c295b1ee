"""Versions of the procedures: which are in force, and the release of a draft by another person than its author."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import redirect, url_for

from engine.actions.publish_version import publish_version
from engine.errors import Refusal
from engine.model.version import Version
from engine.queries.versions import every, in_force
from web.act import acting, reading
from web.actor import actor, signed
from web.admin import typed
from web.admin.blueprint import blueprint, shown
from web.refusals import status_of
from web.shell.moments import day_words, moment_words

DRAFT, COMING, NOW, BEFORE = "草稿", "待生效", "现行", "已被取代"


@blueprint.get("/admin/versions")
def versions() -> Any:
    """All Versions, procedure by procedure, the newest first."""
    return _page()


@blueprint.post("/admin/versions/<int:number>/publication")
def publish(number: int) -> Any:
    """A draft comes into force on a day."""
    try:
        with acting() as work:
            publish_version(work, number, actor().person, in_force=typed.day("in_force"))
    except Refusal as refusal:
        return _page(refusal, number), status_of(refusal)
    return redirect(url_for("admin.versions"), 303)


def _page(refusal: Refusal | None = None, number: int = 0) -> str:
    here = signed()
    assert here is not None
    with reading() as work:
        rows, zone, today = every(work), work.jurisdiction.zone, work.today
        now = _now(rows, today)
        groups = [(name, list(group)) for (name, _id), group in groupby(rows, lambda row: (row.name, row.procedure))]
        return shown(
            work, "versions", refusal, groups=groups, may_publish="publisher" in here.roles, typed_for=number,
            typed=typed.text("in_force"), state=lambda row: _state(row, now, today), day=day_words,
            moment=lambda at: moment_words(at.astimezone(zone)) if at else "",
        )


def _now(rows: list[Version], today: Any) -> set[int]:
    """The newest Version of each procedure that is in force today."""
    found: dict[str, int] = {}
    for row in rows:
        if in_force(row, today):
            found.setdefault(row.procedure, row.id)
    return set(found.values())


def _state(row: Version, now: set[int], today: Any) -> str:
    if row.state == "draft":
        return DRAFT
    if row.id in now:
        return NOW
    return BEFORE if row.in_force is not None and row.in_force <= today else COMING
