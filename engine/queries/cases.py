"""One case as a person sees it: its record, files, documents, open steps and terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, bindparam, cast, literal, null, select, union_all
from sqlalchemy.orm import undefer

from engine.actions.hand import Hand, held
from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.facts import CASE
from engine.model.case import Case, Task, Term
from engine.model.document import Document, FileUse, StoredFile
from engine.model.entry import Entry
from engine.queries.visible import visible_to


@dataclass(frozen=True)
class CaseView:
    """Everything a case's page needs."""

    hand: Hand
    case: Case
    entries: list[Entry]
    tasks: list[Task]
    terms: list[Term]
    documents: list[Document]
    files: list[StoredFile]

    @property
    def open_tasks(self) -> list[Task]:
        """Steps that wait now."""
        return [task for task in self.tasks if task.status == "open"]


def case_view(work: Work, actor: Actor, case_id: int) -> CaseView:
    """A visible case; ``case.unknown`` for any other, whether or not it exists."""
    query = select(Case).where(Case.id == case_id, visible_to(work, actor))
    query = query.options(undefer(Case.facts), undefer(Case.state))
    case = work.session.scalars(query).one_or_none()
    if case is None:
        raise Refusal("case.unknown", case=case_id)
    return CaseView(
        held(work, case), case, _rows(work, Entry, case_id, Entry.number), _rows(work, Task, case_id, Task.opened_at),
        _rows(work, Term, case_id, Term.id), _rows(work, Document, case_id, Document.id), files_of(work, case_id),
    )


def _rows(work: Work, table: Any, case_id: int, order: Any) -> list[Any]:
    return list(work.session.scalars(select(table).where(table.case_id == case_id).order_by(order)))


def files_of(work: Work, case_id: int) -> list[StoredFile]:
    """The files bound to a case, without their bytes."""
    query = select(StoredFile).join(FileUse, FileUse.file_id == StoredFile.id).where(FileUse.case_id == case_id)
    return list(work.session.scalars(query.order_by(FileUse.id)))


@dataclass(frozen=True)
class Attachment:
    """A document or a file of a case, without its bytes; ``number``, ``status`` and ``file_id`` are a document's."""

    kind: str
    id: str
    name: str
    number: str
    status: str
    file_id: str | None
    size: int


def _attached() -> Any:
    case = bindparam("case")
    documents = select(
        literal("document"), Document.id, cast(Document.id, String), Document.name, Document.number, Document.status,
        Document.file_id, literal(0)).where(Document.case_id == case)
    letters = select(Document.file_id).where(Document.case_id == case, Document.file_id.is_not(None))
    files = select(
        literal("file"), FileUse.id, StoredFile.id, StoredFile.name, literal(""), literal(""), null(), StoredFile.size
    ).join(FileUse, FileUse.file_id == StoredFile.id).where(FileUse.case_id == case, StoredFile.id.not_in(letters))
    return union_all(documents, files)


ATTACHED = _attached()


def attachments(work: Work, case_id: int) -> list[Attachment]:
    """The documents of a case, then the files handed in, each in the order they came, in one statement."""
    rows = work.session.execute(ATTACHED, {"case": case_id}).all()
    return [Attachment(kind, *rest) for kind, _order, *rest in sorted(rows, key=lambda row: (row[0], row[1]))]


def visible_file(work: Work, actor: Actor, file_id: str) -> StoredFile:
    """A file the actor handed in, or one of a case they may see; ``file.unknown`` otherwise."""
    uses = select(FileUse).outerjoin(Case, Case.id == FileUse.case_id).where(
        FileUse.file_id == file_id, (FileUse.person_id == actor.person_id) | visible_to(work, actor))
    if work.session.scalars(uses.limit(1)).first() is None:
        raise Refusal("file.unknown", file=file_id)
    return work.session.get_one(StoredFile, file_id)


def case_facts(view: CaseView) -> dict[str, Any]:
    """The data of the matter at its outermost level."""
    return dict(view.hand.facts.scopes[CASE].values)
