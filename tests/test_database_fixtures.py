"""Each test has a database of its own, whatever another one did."""

import pytest
from sqlalchemy import text


@pytest.mark.parametrize("time", [1, 2])
def test_a_table_of_one_test_is_unknown_to_the_next(database, time):
    with database.writing() as session:
        session.execute(text("CREATE TABLE mine (number INTEGER)"))


def test_the_tables_of_the_record_are_there(database):
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
