"""The record cannot be altered unseen: edits, removals, cut tails and rewritten chains are found, with the line."""

import datetime as dt

import pytest
from sqlalchemy import text

from engine.model.case import Case
from engine.model.entry import Entry, chain
from engine.model.establishment import Person, Post
from engine.model.version import Version
from engine.queries.record_chain import anchors, verify

NOW = dt.datetime(2026, 3, 2, 1, 30, 15, 123456, tzinfo=dt.UTC)
UNGUARDED = {
    "sqlite": ["DROP TRIGGER entry_no_update", "DROP TRIGGER entry_no_delete"],
    "postgresql": ["ALTER TABLE entry DISABLE TRIGGER ALL"],
}


@pytest.fixture
def record(database):
    """Two cases of five entries each, and whoever has the database open without its guards."""
    with database.writing() as session:
        session.add_all([Person(id=1, name="甲"), Post(id=1, name="乙", kind="clerk", rank=1, roles=[])])
        session.add(Version(id=1, procedure="p", name="流程", number=1, hash="", files=b"", state="published",
                            created_at=NOW))
        session.flush()
        for number in (1, 2):
            _case(session, number)
        for statement in UNGUARDED[session.bind.dialect.name]:
            session.execute(text(statement))
    return database


def _case(session, number, note="原来的"):
    case = Case(id=number, version_id=1, procedure="p", procedure_name="流程", title="事", status="open", opened_by=1,
                opened_person=1, opened_at=NOW, state=b"", facts=b"")
    session.add(case)
    session.flush()
    for count in range(1, 6):
        row = {"case_id": number, "number": count, "at": NOW, "kind": "complete", "task_id": "", "step": "审查",
               "person_id": 1, "person": "甲", "post": "乙", "behalf": "", "right": "own", "articles": ["25"],
               "answers": {"结论": "合法", "数": 1}, "move": None, "note": note, "corrects": None}
        entry = Entry(**row, previous=case.head, hash=chain(row, case.head))
        session.add(entry)
        case.entries, case.head = count, entry.hash


def _found(database, anchored=()):
    with database.reading() as session:
        return [(finding.code, finding.element) for finding in verify(session, dict(anchored))]


def _change(database, statement):
    with database.writing() as session:
        session.execute(text(statement))


def test_an_untouched_record_is_whole(record):
    with record.reading() as session:
        kept = anchors(session)
    assert _found(record, kept) == []


@pytest.mark.parametrize("column", ["note = 'x'", "person = '丙'", "answers = '{}'", "articles = '[]'", "behalf = 'x'"])
def test_an_edit_is_found_with_its_line(record, column):
    _change(record, f"UPDATE entry SET {column} WHERE case_id = 2 AND number = 3")
    assert _found(record) == [("record.entry_altered", "2/3")]


def test_a_removed_entry_is_found(record):
    _change(record, "DELETE FROM entry WHERE case_id = 1 AND number = 2")
    assert _found(record) == [("record.entry_missing", "1/2")]


def test_two_entries_that_changed_places_are_found(record):
    _change(record, "UPDATE entry SET number = 10 - number WHERE case_id = 1 AND number IN (4)")
    assert _found(record) == [("record.entry_missing", "1/4")]


def test_a_cut_tail_is_found(record):
    _change(record, "DELETE FROM entry WHERE case_id = 1 AND number = 5")
    assert _found(record) == [("record.end_cut", "1/5")]


def test_what_is_consistent_in_itself_is_found_by_what_was_kept_outside(record):
    with record.reading() as session:
        kept = anchors(session)
    _change(record, "DELETE FROM entry WHERE case_id = 1")
    _change(record, 'DELETE FROM "case" WHERE id = 1')
    assert _found(record) == [] and _found(record, kept) == [("record.case_gone", "1/0")]
    with record.writing() as session:
        _case(session, 1, note="改写的")
    assert _found(record) == [] and _found(record, kept) == [("record.rewritten", "1/5")]


def test_a_record_that_only_grew_agrees_with_what_was_kept(record):
    with record.reading() as session:
        kept = dict.fromkeys(anchors(session), (3, ""))
        hashes = dict(session.execute(text("SELECT case_id, hash FROM entry WHERE number = 3")).all())
    assert _found(record, {case: (3, hashes[case]) for case in kept}) == []
