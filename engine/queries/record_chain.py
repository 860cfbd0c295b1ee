"""Whether the record is as it was written: every entry's hash, every case's chain, and what was anchored outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.journal import RUN, WHOLE_LIFE
from engine.errors import Finding
from engine.model.case import Case
from engine.model.document import Series
from engine.model.entry import CHAINED, Entry, chain
from engine.model.journal import JournalLine, link

Anchors = Mapping[int, tuple[int, str]]
"""For each case, how many entries it had and the hash of the last: kept outside the database."""


def anchors(session: Session) -> dict[int, tuple[int, str]]:
    """The end of every case's chain now."""
    rows = session.execute(select(Case.id, Case.entries, Case.head).order_by(Case.id))
    return {number: (entries, head) for number, entries, head in rows}


def verify(session: Session, anchored: Anchors, checked: Callable[[], Any] = lambda: None) -> Iterator[Finding]:
    """A finding for every case whose record was altered, thinned, cut or removed, naming the first entry concerned.

    ``checked`` is called after each case, for a progress bar.
    """
    there = anchors(session)
    for case, (entries, head) in there.items():
        yield from _case(session, case, entries, head, anchored.get(case))
        checked()
    for case in sorted(anchored.keys() - there.keys()):
        yield _finding("record.case_gone", case, 0)


def verify_journal(session: Session) -> Iterator[Finding]:
    """A finding at the first line of the journal that was altered, is missing, or was cut off its end."""
    number, previous = 0, ""
    for line in session.scalars(select(JournalLine).order_by(JournalLine.number)):
        number += 1
        if line.number != number or line.previous != previous or line.hash != link(line):
            yield Finding("record.journal_altered", "error", "journal", str(number), {"number": number})
            return
        previous = line.hash
    last = session.scalar(select(Series.last).where(Series.name == RUN, Series.year == WHOLE_LIFE)) or 0
    if last != number:
        yield Finding("record.journal_altered", "error", "journal", str(number + 1), {"number": number + 1})


def _case(session: Session, case: int, entries: int, head: str, anchor: tuple[int, str] | None) -> Iterator[Finding]:
    hashes = [""]
    for entry in session.scalars(select(Entry).where(Entry.case_id == case).order_by(Entry.number)):
        session.expunge(entry)
        if entry.number != len(hashes):
            yield _finding("record.entry_missing", case, len(hashes))
            return
        row = {name: getattr(entry, name) for name in CHAINED}
        if entry.previous != hashes[-1] or entry.hash != chain(row, hashes[-1]):
            yield _finding("record.entry_altered", case, entry.number)
            return
        hashes.append(entry.hash)
    if (entries, head) != (len(hashes) - 1, hashes[-1]):
        yield _finding("record.end_cut", case, len(hashes))
    elif anchor is not None and (anchor[0] >= len(hashes) or hashes[anchor[0]] != anchor[1]):
        yield _finding("record.rewritten", case, min(anchor[0], len(hashes)))


def _finding(code: str, case: int, number: int) -> Finding:
    return Finding(code, "error", "record", f"{case}/{number}", {"case": case, "number": number})
