"""``check``: every way in which the tables can differ from the journal is seen; a rebuild mends it."""

from __future__ import annotations

import pytest
from dbdesk import Desk, Desks

from sasaeai_desktop.db import fold
from sasaeai_desktop.domain.people import Merge, Person
from sasaeai_desktop.domain.watch import Visit


@pytest.fixture
def desk(desks: Desks) -> Desk:
    made = desks.new(1)
    one = made.new(Person, name="one", note="n")
    two = made.new(Person, name="two")
    made.put(Person, two, phone="1")
    gone = made.new(Visit, date="2023-10-05", memo="m")
    with made.act() as session:
        session.delete(Visit, gone)
    made.new(Visit, date="2023-10-06", memo="m")
    made.new(Merge, a=one, b=two)
    assert made.problems() == []
    return made


FAULTS = {
    "a value of an untouched row": "UPDATE person SET name = 'x' WHERE name = 'one'",
    "a value of an edited row": "UPDATE person SET phone = '2' WHERE name = 'two'",
    "a row too few": "DELETE FROM person WHERE name = 'one'",
    "an edited row too few": "DELETE FROM person WHERE name = 'two'",
    "a row too many": "INSERT INTO person (id, gone) VALUES (x'01', 0)",
    "a row too many with heads to come": "INSERT INTO person (id, gone, at_home) VALUES (x'01', 0, 0)",
    "a row that points to nothing": "INSERT INTO person (id, gone, at_home) VALUES (x'01', 0, 77)",
    "hidden without a delete": "UPDATE person SET gone = 1 WHERE name = 'one'",
    "shown in spite of a delete": "UPDATE visit SET gone = 0",
    "a head too few": "DELETE FROM head WHERE field = 'phone'",
    "another head": "UPDATE head SET value = '\"9\"' WHERE field = 'phone'",
    "a pointer elsewhere": "UPDATE visit SET at_home = at_home + 1 WHERE date = '2023-10-06'",
    "no pointer": "UPDATE visit SET at_home = NULL WHERE date = '2023-10-06'",
    "a pointer to a change among several": "UPDATE person SET at_home = at_home + 1 WHERE name = 'one'",
    "a pointer to another record's change": "UPDATE person SET at_home = (SELECT max(at_home) FROM visit) WHERE name = 'one'",
    "two rows of one change": "INSERT INTO person (id, gone, at_home, name, note) "
    "SELECT x'01', gone, at_home, name, note FROM person WHERE name = 'one'",
    "bytes for a text": "UPDATE person SET name = CAST(name AS BLOB) WHERE name = 'one'",
    "a text for an id": "UPDATE visit SET person = 'one' WHERE date = '2023-10-06'",
    "a text for a merged id": "UPDATE merge SET a = 'one'",
    "another tip": "UPDATE stream SET tip = x'00'",
    "a segment too few": "DELETE FROM segment WHERE first = 2",
    "a line changed": "UPDATE segment SET lines = CAST(replace(lines, '2023', '2024') AS BLOB)",
    "a segment that is no longer one": "UPDATE segment SET packed = 1",
    "canonical ids": "DELETE FROM canon",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_tables_is_seen_and_a_rebuild_mends_what_is_projected(desk: Desk, fault: str) -> None:
    before = desk.tables()
    with desk.importing() as connection:
        assert connection.exec_driver_sql(FAULTS[fault]).rowcount
    assert desk.problems() != []
    if "segment" in FAULTS[fault] or "stream" in FAULTS[fault]:
        return  # the journal itself is damaged: a backup's work
    desk.rebuilt()
    assert desk.problems() == []
    assert desk.tables() == before


def test_the_state_hash_tells_states_apart(desk: Desk, desks: Desks) -> None:
    sibling, council = desks.new(2), desks.new(9, "00", council=True)
    sibling.take_from(desk)
    council.take_from(desk, ("open",))
    assert desk.state() == sibling.state() != council.state()
    assert desk.state(open_only=True) == sibling.state(open_only=True) == council.state(open_only=True)
    before = desk.state(), desk.state(open_only=True)
    visit = desk.new(Visit)
    assert desk.state() == before[0]  # a record that says nothing
    desk.put(Visit, visit, memo="x")
    assert desk.state() != before[0]
    assert desk.state(open_only=True) == before[1]
    desk.put(Visit, visit, date="2023-10-05")
    assert desk.state(open_only=True) != before[1]


def test_every_change_is_given_once(desk: Desk) -> None:
    with desk.db.read() as connection:
        found = [change.at for _, changes in fold.all_changes(connection) for change in changes]
    assert (
        len(found) == len(set(found)) == 10
    )  # the delete has two: what its writer had seen at home travels apart
