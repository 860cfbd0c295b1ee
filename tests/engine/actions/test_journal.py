"""Administrative acts are written down, chained, and cannot be altered unseen."""

import datetime as dt

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DatabaseError

from engine.actions.appoint import appoint, person_named
from engine.actions.stand_in import record_absence
from engine.model.journal import JournalLine
from engine.queries.journal import lines
from engine.queries.record_chain import verify_journal

DAY = dt.date(2026, 3, 2)


def change(play):
    with play.acting() as work:
        work.by = play.actor(work, "Registrar")
        appoint(work, person_named(work, "New Surveyor"), "Surveyor", DAY)
        record_absence(work, "First Bailie", "leave", DAY, DAY)


def test_who_did_what_is_on_record(play):
    change(play)
    with play.looking() as work:
        rows, pages = lines(work)
        assert [(r.kind, r.person, r.post) for r in rows[:2]] == [
            ("absence", "Jo Zell", "Registrar"), ("appoint", "Jo Zell", "Registrar")]
        assert rows[1].told == {"person": "New Surveyor", "post": "Surveyor", "since": "2026-03-02"} and pages == 1
        assert list(verify_journal(work.session)) == []


def test_the_database_refuses_to_change_a_line(play):
    change(play)
    with pytest.raises(DatabaseError, match="only added"), play.acting() as work:
        work.session.execute(update(JournalLine).values(person="Nobody"))


@pytest.mark.parametrize("harm", [
    "UPDATE journal_line SET person = 'Nobody' WHERE number = {last}", "DELETE FROM journal_line WHERE number = {last}",
    "DELETE FROM journal_line WHERE number = 2", "UPDATE journal_line SET told = '{{}}' WHERE number = 3",
])
def test_an_alteration_behind_the_guards_is_found(play, harm):
    change(play)
    with play.acting() as work:
        if work.session.get_bind().dialect.name == "sqlite":
            work.session.execute(text("DROP TRIGGER journal_no_update"))
            work.session.execute(text("DROP TRIGGER journal_no_delete"))
        else:
            work.session.execute(text("DROP TRIGGER journal_guard ON journal_line"))
        last = lines(work)[0][0].number
        work.session.execute(text(harm.format(last=last)))
        assert [finding.code for finding in verify_journal(work.session)] == ["record.journal_altered"]
