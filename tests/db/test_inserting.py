"""Many rows at once are the same rows as one after the other, and the guard still asks about each."""

from __future__ import annotations

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from dbdesk import Desk, Desks

from sasaeai_desktop.db.columns import insert_sql
from sasaeai_desktop.db.inserting import insert_many
from sasaeai_desktop.domain.kinds import Chain
from sasaeai_desktop.domain.people import Person

SQL = insert_sql(Person.kind, Chain.HOME)
FIELDS = SQL.count("?") - 3


@pytest.fixture
def desk(desks: Desks) -> Desk:
    return desks.new(1)


def rows(count: int) -> list[list[object]]:
    return [[n.to_bytes(16), "12", n, *(f"{n}-{f}" for f in range(FIELDS))] for n in range(count)]


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 40])
def test_every_row_goes_in_as_it_would_alone(desk: Desk, count: int) -> None:
    names = SQL.partition("(")[2].partition(")")[0]
    with desk.db.transaction() as connection, desk.db.journal_writing():
        insert_many(connection, SQL, rows(count))
        held = connection.exec_driver_sql(f'SELECT {names} FROM "person" ORDER BY id').all()
    assert [[row[0], row[1], *row[3:]] for row in held] == rows(count)
    assert all(row[2] == 0 for row in held)


def test_the_guard_refuses_them_all(desk: Desk) -> None:
    with (
        pytest.raises(sqlcipher.DatabaseError, match="only the journal writes person"),
        desk.db.transaction() as connection,
    ):
        insert_many(connection, SQL, rows(40))
    with desk.db.read() as session:
        assert session.exec_driver_sql('SELECT count(*) FROM "person"').scalar() == 0
