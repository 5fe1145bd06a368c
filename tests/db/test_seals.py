"""A copy that is known to be good: its pages as they were written, and what it was made of sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dbdesk import KEY, Desk, Desks

from sasaeai_desktop.db import copying, seals, soundness
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.people import Person

PAGE = 4096


@pytest.fixture
def desk(desks: Desks) -> Desk:
    made = desks.new(1)
    for number in range(40):
        made.new(Person, name=f"名前{number}", note="よ" * 2000)  # in pages of their own too
    return made


def damaged(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """Give the file with one page after the other not as it was written, in each way in turn."""
    for number in range(0, len(whole) // PAGE, 7):
        at = number * PAGE
        page = bytearray(whole[at : at + PAGE])
        page[(37 * number + 16) % PAGE if number else 16 + number] ^= 1 << number % 8
        tail = bytearray(whole[at : at + PAGE])
        tail[-1 - 13 * number % 80] ^= 1  # of the random bytes and the seal
        other = whole[:PAGE] if number else whole[PAGE : 2 * PAGE]
        ways = {"bit": page, "seal": tail, "zeros": bytes(PAGE), "another page": other}
        for way, changed in ways.items():
            yield f"page {number + 1}, {way}", whole[:at] + changed + whole[at + PAGE :]


def test_every_page_that_is_not_as_it_was_written_is_seen(desk: Desk, tmp_path: Path) -> None:
    copying.copy_sound(desk.db, tmp_path / "copy.db")
    assert copying.as_written(desk.db, tmp_path / "copy.db")
    whole = (tmp_path / "copy.db").read_bytes()
    seen = 0
    for what, data in damaged(whole):
        (tmp_path / "bad.db").write_bytes(data)
        found = seals.problems(tmp_path / "bad.db", KEY)
        number = what.split(",")[0]
        assert f"{number} is not as it was written" in found, what
        assert len(found) == 1 or number == "page 1", (
            what
        )  # the salt of the whole file lies in the first page
        seen += 1
    assert seen > 60
    for data in (whole[:-1], whole[:100], b""):
        (tmp_path / "bad.db").write_bytes(data)
        assert seals.problems(tmp_path / "bad.db", KEY)
    assert len(seals.problems(tmp_path / "copy.db", b"x" * 32)) == len(whole) // PAGE


def test_free_pages_and_a_live_file_have_seals_too(desk: Desk) -> None:
    with desk.importing() as connection:
        connection.exec_driver_sql("CREATE TABLE passing (x)")
        connection.exec_driver_sql("INSERT INTO passing VALUES (zeroblob(100000))")
    with desk.importing() as connection:
        connection.exec_driver_sql("DROP TABLE passing")
    desk.db.checkpoint()
    assert seals.problems(desk.db.path, KEY) == []
    with desk.db.path.open("r+b") as file:
        file.seek(-PAGE + 50, 2)  # what was dropped lay at the end
        file.write(b"?")
    assert len(seals.problems(desk.db.path, KEY)) == 1


def test_a_file_that_is_unsound_is_not_copied_as_a_good_one(desk: Desk, tmp_path: Path) -> None:
    """SQLite takes rows over as they are: such a copy is written, and every page of it has its seal."""
    with desk.importing() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        sql = "UPDATE sqlite_master SET sql = replace(sql, 'phone TEXT', 'phone TEXT NOT NULL') WHERE name = 'person'"
        assert connection.exec_driver_sql(sql).rowcount == 1
    database = Database(desk.db.path, KEY)
    with pytest.raises(RefusedError, match="こわれて"):
        copying.copy_sound(database, tmp_path / "copy.db")
    assert copying.as_written(database, tmp_path / "copy.db")
    copy = database.reopen(tmp_path / "copy.db")
    with copy.read() as connection:
        assert soundness.problems(connection, (tmp_path / "copy.db").stat().st_size)
    copy.close()
    database.close()
