"""Sentences about what is accounted for: numbers given and void, lines of registers, results that no longer answer,
and who was shown a matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from engine.actions import circulate as circulating
from engine.actions.work import Work
from engine.feel.values import from_json
from engine.gate.play import Unmet
from engine.gate.world.scene import Scene, actor, nearest, post_named, step_named
from engine.model.case import Case
from engine.model.document import Number
from engine.model.entry import Entry
from engine.model.register import RegisterLine
from engine.queries.cases import CaseView, case_view
from engine.queries.visible import visible_to


def circulate(scene: Scene, post: str, posts: tuple[str, ...], case: str | None = None) -> None:
    """Passes the case round to be read."""
    with scene.act() as work:
        names = [post_named(work.jurisdiction, name) for name in posts]
        circulating.circulate(work, actor(work, post), scene.case_id(work, case), names)


def read(scene: Scene, post: str, case: str | None = None) -> None:
    """The receipt of a case that was passed round."""
    with scene.act() as work:
        circulating.read_circulated(work, actor(work, post), scene.case_id(work, case))


def not_numbered(scene: Scene, case: str | None = None) -> None:
    """The case has no number that stands."""
    with scene.look() as work:
        query = select(Number.text).where(Number.case_id == scene.case_id(work, case), Number.void_at.is_(None))
        found = list(work.session.scalars(query))
    if found:
        raise Unmet("gate.is_numbered", found=found)


def number_void(scene: Scene, number: str, reason: str) -> None:
    """The number was given and is void, with a reason that contains these words."""
    with scene.look() as work:
        rows = list(work.session.scalars(select(Number).order_by(Number.id)))
    row = next((row for row in rows if row.text == number), None)
    if row is None:
        raise Unmet("gate.no_such_number", number=number, nearest=nearest(number, [row.text for row in rows]))
    if row.void_at is None:
        raise Unmet("gate.number_stands", number=number)
    if reason not in row.void_reason:
        raise Unmet("gate.other_void_reason", number=number, reason=reason, found=row.void_reason)


def register_has(scene: Scene, register: str, columns: Mapping[str, str]) -> None:
    """The register has a line whose columns read as the table says; others are not looked at."""
    with scene.look() as work:
        rows = list(work.session.scalars(select(RegisterLine).order_by(RegisterLine.id)))
        written = [_written(work, row) for row in rows if row.register == register]
    if not written:
        raise Unmet("gate.register_empty", register=register, nearest=nearest(register, {r.register for r in rows}))
    if not any(columns.items() <= line.items() for line in written):
        raise Unmet("gate.register_lacks", register=register, found=written[-1])


def exception(scene: Scene, post: str, reason: str, register: str, by: str, why: str) -> None:
    """An exception to a usual rule is on record: ``register`` has a line whose columns ``by`` and ``why`` read so."""
    register_has(scene, register, {by: post, why: reason})


def _written(work: Work, row: RegisterLine) -> dict[str, str]:
    return {name: work.jurisdiction.writing.text(from_json(value)) for name, value in row.values.items()}


def lapsed(scene: Scene, step: str, reason: str, case: str | None = None) -> None:
    """The step's result answers no longer, and the record says why: a change after it, or a send-back over it."""
    with scene.look() as work:
        hand = scene.hand(work, case)
        step_named(hand, step)
        query = select(Entry).where(Entry.case_id == hand.case.id).order_by(Entry.number)
        reasons = [why for entry in work.session.scalars(query) for why in _lapses(entry, step)]
    if not reasons:
        raise Unmet("gate.not_lapsed", step=step)
    if not any(reason in why for why in reasons):
        raise Unmet("gate.other_lapse", step=step, reason=reason, found=reasons)


def _lapses(entry: Entry, step: str) -> Iterator[str]:
    move, answers = entry.move or {}, entry.answers or {}
    if step in move.get("voided", ()):
        yield move.get("voided_because", "")
    if entry.kind in ("send_back", "withdraw") and step in answers.get("undone", ()):
        yield entry.note


def seen_in_part(scene: Scene, post: str, field: str, case: str | None = None) -> None:
    """The holder of the post may see the case, and nothing in it is called so or says so."""
    with scene.look() as work:
        case_id, who = scene.case_id(work, case), actor(work, post)
        if not work.session.scalars(select(Case.id).where(Case.id == case_id, visible_to(work, who))).first():
            raise Unmet("gate.invisible", post=post)
        if any(field in said for said in _shown(case_view(work, who, case_id))):
            raise Unmet("gate.field_visible", post=post, field=field)


def _shown(view: CaseView) -> Iterator[str]:
    """Every text of a case as somebody sees it: names of what was answered, the answers, notes, documents, files."""
    for entry in view.entries:
        yield entry.note
        yield from _texts(entry.answers)
    yield from (row.name for row in (*view.documents, *view.files))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield name
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
