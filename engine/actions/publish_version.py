"""A checked draft comes into force on a day; the Version in force until then ends the day before."""

from __future__ import annotations

import datetime as dt
from typing import Any

from engine.actions import journal
from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.version import Version


def publish_version(
    work: Work, version_id: int, releaser: str, *, in_force: dt.date | None = None, report: Any = None
) -> Version:
    """Publishes a draft; the releaser is another person than its author.

    ``in_force``: its first day (default today; a past day is refused).  Refuses ``version.unknown``,
    ``version.not_a_draft``, ``version.same_person``, ``version.past``.
    """
    version = work.session.get(Version, version_id)
    if version is None:
        raise Refusal("version.unknown", version=version_id)
    if version.state != "draft":
        raise Refusal("version.not_a_draft", procedure=version.name, number=version.number, state=version.state)
    if releaser == version.created_by:
        raise Refusal("version.same_person", procedure=version.name, person=releaser)
    day = in_force or work.today
    if day < work.today:
        raise Refusal("version.past", day=day)
    version.state, version.in_force = "published", day
    version.published_at, version.published_by = work.now, releaser
    version.report = report or {}
    journal.note(work, "publish", procedure=version.procedure, number=version.number, hash=version.hash, in_force=day)
    work.session.flush()
    return version
