"""Sentences about what steps leave behind: numbered documents, what they say, and the record."""

from __future__ import annotations

import re
from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select

from engine.actions.documents import number_text
from engine.actions.work import Work
from engine.documents.fonts import pinned_fonts
from engine.documents.render import render
from engine.gate.play import Unmet
from engine.gate.world.scene import Scene, post_named, step_named
from engine.model.document import Document, Series
from engine.model.entry import Entry

YEAR, SERIAL = 8888, 7777777
"""Figures that stand for year and serial while the pattern of a number is found out."""


def numbered(scene: Scene, series: str, number: str) -> None:
    """The series has been used up to this number; the next one follows it."""
    with scene.act() as work:
        pattern = re.escape(number_text(work.jurisdiction.settings, series, YEAR, SERIAL))
        pattern = pattern.replace(str(YEAR), r"(?P<year>\d{4})").replace(str(SERIAL), r"(?P<serial>\d+)")
        found = re.fullmatch(pattern, number.strip())
        if not found:
            raise Unmet("gate.unreadable_number_of_series", number=number, series=series)
        row = work.session.get(Series, (series, int(found["year"]))) or Series(name=series, year=int(found["year"]))
        row.last = int(found["serial"])
        work.session.add(row)


def document(scene: Scene, document: str, number: str, case: str | None = None) -> None:
    """The document has been made, with this number."""
    with scene.look() as work:
        numbers = [row.number for row in _documents(scene, work, document, case)]
    if number not in numbers:
        raise Unmet("gate.other_number", document=document, number=number, found=numbers)


def document_says(scene: Scene, document: str, text: str, case: str | None = None) -> None:
    """The latest document of that name, as it is set, contains the text."""
    if _bare(text) not in _said(scene, document, case):
        raise Unmet("gate.document_lacks", document=document, text=text)


def document_silent(scene: Scene, document: str, text: str, case: str | None = None) -> None:
    """The latest document of that name, as it is set, does not contain the text."""
    if _bare(text) in _said(scene, document, case):
        raise Unmet("gate.document_shows", document=document, text=text)


def _said(scene: Scene, document: str, case: str | None) -> str:
    with scene.look() as work:
        row = _documents(scene, work, document, case)[-1]
        procedure = scene.hand_of(work, row.case_id).compiled.procedures[row.payload["procedure"]]
        return _text(procedure.letters[row.payload["template"]], row)


def _documents(scene: Scene, work: Work, name: str, case: str | None) -> list[Document]:
    query = select(Document).where(Document.case_id == scene.case_id(work, case)).order_by(Document.id)
    rows = list(work.session.scalars(query))
    found = [row for row in rows if row.name == name]
    if not found:
        raise Unmet("gate.no_document", document=name, documents=list(dict.fromkeys(row.name for row in rows)))
    return found


def _text(template: str, row: Document) -> str:
    pdf = render(template, row.payload, fonts=[pinned_fonts()], moment=row.created_at)
    return _bare("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def _bare(text: str) -> str:
    """Text without blanks and line ends, which a typesetter puts where it likes."""
    return re.sub(r"\s+", "", text)


def record_shows(scene: Scene, by: str, post: str, step: str, case: str | None = None) -> None:
    """The record has an entry of that step done by one post on behalf of another."""
    with scene.look() as work:
        hand = scene.hand(work, case)
        step_named(hand, step)
        by, post = post_named(work.jurisdiction, by), post_named(work.jurisdiction, post)
        query = select(Entry.id).where(Entry.case_id == hand.case.id, Entry.step == step, Entry.post == by,
                                       Entry.behalf == post)
        if work.session.scalars(query.limit(1)).first() is None:
            raise Unmet("gate.not_recorded", by=by, post=post, step=step)
