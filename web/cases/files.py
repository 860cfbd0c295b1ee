"""Files and numbered documents, always handed out to be kept, never to be shown inside a page."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from flask import Response, render_template
from sqlalchemy import select
from sqlalchemy.orm import undefer

from engine.actions.work import Work
from engine.errors import Refusal
from engine.model.case import Case
from engine.model.document import Document, StoredFile
from engine.queries.cases import visible_file
from engine.queries.visible import visible_to
from web.act import reading
from web.actor import actor
from web.cases.blueprint import blueprint

SHOWN = {"application/pdf", "image/png", "image/jpeg"}


@blueprint.get("/files/<file_id>")
def file(file_id: str) -> Any:
    """A file that the person handed in, or one of a case they may see."""
    with reading() as work:
        return handed_out(work, visible_file(work, actor(), file_id))


@blueprint.get("/documents/<int:document_id>")
def document(document_id: int) -> Any:
    """A document of a case one may see; a page that says so while it is still being set."""
    with reading() as work:
        query = select(Document).join(Case, Case.id == Document.case_id).where(
            Document.id == document_id, visible_to(work, actor()))
        row = work.session.scalars(query).one_or_none()
        if row is None:
            raise Refusal("document.unknown", document=document_id)
        if row.file_id is None:
            return render_template("cases/waiting.html", document=row), 202
        stored = work.session.get_one(StoredFile, row.file_id)
        return handed_out(work, stored, f"{row.number}{row.name}.pdf")


def handed_out(work: Work, row: StoredFile, name: str = "") -> Response:
    """An answer with a file's bytes, as an attachment; its kind is what its bytes say, its name is only a name."""
    query = select(StoredFile).where(StoredFile.id == row.id).options(undefer(StoredFile.content))
    content = work.session.scalars(query.execution_options(populate_existing=True)).one().content
    answer = Response(content, mimetype=row.kind if row.kind in SHOWN else "application/octet-stream")
    answer.headers.set("Content-Disposition", "attachment", **_named(name or row.name))
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _named(name: str) -> dict[str, str]:
    """A file's name as a header may carry it (RFC 6266): headers are Latin text, other letters are written in UTF-8."""
    if name.isascii():
        return {"filename": name}
    return {"filename": f"file{PurePath(name).suffix if PurePath(name).suffix.isascii() else ''}",
            "filename*": f"UTF-8''{quote(name, safe='')}"}
