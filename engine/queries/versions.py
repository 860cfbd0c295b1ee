"""Versions of procedures: which is in force, which waits for release, and the files each one froze."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import undefer

from engine.actions.open_case import version_in_force
from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.version import Version
from engine.rulebook.bundle import Bundle


def latest_draft(work: Work, procedure: str) -> Version:
    """The newest draft of a procedure, by id or name; refuses ``procedure.unknown`` and ``version.no_draft``."""
    rows = _all(work, procedure)
    for row in rows:
        if row.state == "draft":
            return row
    raise Refusal("version.no_draft", name=rows[0].name, number=rows[0].number)


def numbered(work: Work, procedure: str, number: int | None = None) -> Version:
    """The Version of that number, or the one in force today; refuses ``version.no_number``."""
    if number is None:
        return version_in_force(work, procedure)
    rows = _all(work, procedure)
    for row in rows:
        if row.number == number:
            return row
    raise Refusal("version.no_number", name=rows[0].name, number=number, last=rows[0].number)


def files_of(work: Work, version: Version) -> Mapping[str, bytes]:
    """The files of a Version by their paths under the rules' root, as they were imported."""
    query = select(Version).where(Version.id == version.id).options(undefer(Version.files))
    return Bundle.unpack(work.session.scalars(query).one().files).files


def every(work: Work) -> list[Version]:
    """All Versions, procedure by procedure in order of name, the newest first."""
    return list(work.session.scalars(select(Version).order_by(Version.name, Version.procedure, Version.number.desc())))


def standing(work: Work) -> list[Version]:
    """One Version of each procedure: the one in force today, else the newest that there is."""
    found: dict[str, Version] = {}
    for row in every(work):
        known = found.get(row.procedure)
        if known is None or (not in_force(known, work.today) and in_force(row, work.today)):
            found[row.procedure] = row
    return list(found.values())


def in_force(version: Version, day: dt.date) -> bool:
    """Whether a Version is published and its first day has come; the newest such one of a procedure counts."""
    return version.state == "published" and version.in_force is not None and version.in_force <= day


def _all(work: Work, procedure: str) -> list[Version]:
    query = select(Version).where((Version.procedure == procedure) | (Version.name == procedure))
    rows = list(work.session.scalars(query.order_by(Version.number.desc())))
    if not rows:
        raise Refusal("procedure.unknown", procedure=procedure)
    return rows
