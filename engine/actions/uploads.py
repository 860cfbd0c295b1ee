"""Files are stored the moment they are handed in; an act binds them to its case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from engine.actions.file_names import clean_name, is_markup, runs
from engine.actions.work import Actor, Work
from engine.errors import Refusal
from engine.model.document import FileUse, StoredFile

if TYPE_CHECKING:
    from engine.actions.hand import Hand

LARGEST = 50 * 1024 * 1024
"""Bytes a single file may have."""

KINDS = {
    b"%PDF": "application/pdf", b"PK\x03\x04": "application/zip", b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg",
    b"\xd0\xcf\x11\xe0": "application/x-ole-storage",
}
"""First bytes by which the kind of a file is told; its name is not believed."""


def store_file(work: Work, actor: Actor, name: str, content: bytes) -> dict[str, Any]:
    """Keeps a file and gives back what a form's answer holds of it: ``{"id", "name", "size"}``.

    Refuses: ``file.empty``, ``file.too_large``, ``file.kind_unknown`` (neither a known kind nor plain text, or what a
    machine would run or open as a page).
    """
    name = clean_name(name)
    if not content:
        raise Refusal("file.empty", name=name)
    if len(content) > LARGEST:
        raise Refusal("file.too_large", name=name, size=len(content), most=LARGEST)
    row = keep(work, name, content, kind_of(name, content))
    work.session.add(FileUse(file_id=row.id, person_id=actor.person_id))
    work.session.flush()
    return {"id": row.id, "name": name, "size": len(content)}


def keep(work: Work, name: str, content: bytes, kind: str) -> StoredFile:
    """The stored file of these bytes, new or as it was."""
    key = hashlib.sha256(content).hexdigest()
    row = work.session.get(StoredFile, key)
    if row is None:
        row = StoredFile(id=key, name=name[:200], kind=kind, size=len(content), stored_at=work.now, content=content)
        work.session.add(row)
        work.session.flush()
    return row


def kind_of(name: str, content: bytes) -> str:
    """The media type by the file's first bytes; plain text where it decodes; refused otherwise."""
    if runs(name):
        raise Refusal("file.kind_unknown", name=name)
    for start, kind in KINDS.items():
        if content.startswith(start):
            return kind
    try:
        content[:65536].decode("utf-8", errors="strict" if len(content) <= 65536 else "ignore")
    except UnicodeDecodeError:
        raise Refusal("file.kind_unknown", name=name) from None
    if b"\x00" in content[:65536] or is_markup(content):
        raise Refusal("file.kind_unknown", name=name)
    return "text/plain"


def bind_files(hand: "Hand", values: dict[str, Any]) -> None:
    """Every file named in the answers belongs to the case from now on."""
    wanted = {item["id"] for item in _files(values)}
    if not wanted:
        return
    kept = set(hand.work.session.scalars(select(StoredFile.id).where(StoredFile.id.in_(wanted))))
    if wanted - kept:
        raise Refusal("file.unknown", file=", ".join(sorted(wanted - kept)))
    known = set(hand.work.session.scalars(
        select(FileUse.file_id).where(FileUse.case_id == hand.case.id, FileUse.file_id.in_(wanted))))
    hand.work.session.add_all(FileUse(file_id=key, case_id=hand.case.id) for key in sorted(wanted - known))


def _files(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"id", "name", "size"} <= value.keys():
            yield value
        else:
            for item in value.values():
                yield from _files(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _files(item)
