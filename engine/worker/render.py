"""Renders an ordered document from its frozen payload; a second rendering of the same payload changes nothing."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import undefer

from engine.actions.uploads import keep
from engine.actions.work import Work
from engine.documents import pinned_fonts, render
from engine.model.case import Case
from engine.model.document import Document, FileUse
from engine.model.version import Version
from engine.rulebook.bundle import Bundle


def letter_source(work: Work, document: Document) -> tuple[str, dict[str, bytes]]:
    """The template of a document and the files beside it, as they are in the case's own Version."""
    case = work.session.get_one(Case, document.case_id)
    query = select(Version).where(Version.id == case.version_id).options(undefer(Version.files))
    bundle = Bundle.unpack(work.session.scalars(query).one().files)
    folder = f"processes/{document.payload['procedure']}/documents/"
    beside = {path.removeprefix(folder): raw for path, raw in bundle.files.items() if path.startswith(folder)}
    return beside[f"{document.payload['template']}.typ"].decode(), beside


def render_document(work: Work, number: int, page: bytes) -> None:
    """Keeps a rendered page as the document's file."""
    document = work.session.get_one(Document, number)
    if document.status == "ready":
        return
    row = keep(work, f"{document.name}.pdf", page, "application/pdf")
    work.session.add(FileUse(file_id=row.id, case_id=document.case_id))
    document.file_id, document.status = row.id, "ready"


def draw(source: str, beside: dict[str, bytes], payload: dict[str, object]) -> bytes:
    """The page as PDF/A; slow, so outside any transaction."""
    return render(source, payload, fonts=[pinned_fonts()], assets=beside)
