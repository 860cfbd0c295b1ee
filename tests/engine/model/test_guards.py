"""The database itself refuses to change or drop an entry, or to forget a number."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

ROW = (
    "INSERT INTO person (id, name) VALUES (1, 'A')",
    "INSERT INTO post (id, name, kind, rank, roles) VALUES (1, 'P', 'clerk', 1, '[]')",
    "INSERT INTO version (id, procedure, name, number, hash, files, state, starters, created_at, created_by,"
    " published_by, note, report) VALUES (1, 'p', 'P', 1, '', '', 'draft', '[]', '2026-01-01', '', '', '', '{}')",
    'INSERT INTO "case" (id, version_id, procedure, procedure_name, title, status, result, opened_by, opened_person,'
    " opened_at, urgency, state, facts, entries, head) VALUES (1, 1, 'p', 'P', '', 'open', '', 1, 1, '2026-01-01',"
    " '', '', '', 1, 'h')",
    'INSERT INTO entry (id, case_id, number, at, kind, task_id, step, person, post, behalf, "right", articles, note,'
    " previous, hash) VALUES (1, 1, 1, '2026-01-01', 'open', '', '', '', '', '', 'own', '[]', '', '', 'h')",
    "INSERT INTO number (id, series, year, serial, text, scope, node, void_reason) VALUES (1, 's', 2026, 1, 's1', '', '', '')",
)


@pytest.mark.parametrize("statement", [
    "UPDATE entry SET note = 'x'", "DELETE FROM entry", "DELETE FROM number", "UPDATE entry SET hash = 'y' WHERE id = 1",
])
def test_refused(database, statement):
    with database.writing() as session:
        for row in ROW:
            session.execute(text(row))
    with pytest.raises(DatabaseError, match="only added|are kept"), database.writing() as session:
        session.execute(text(statement))
    with database.reading() as session:
        assert session.execute(text("SELECT count(*), max(note) FROM entry")).one() == (1, "")
        assert session.scalar(text("SELECT count(*) FROM number")) == 1
