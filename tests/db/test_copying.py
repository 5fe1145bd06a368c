"""A copy counts only when every page of it is as it was written, and its pages fit one another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dbdesk import KEY, Desk, Desks

from sasaeai_desktop.db import copying
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
        page[(37 * number + 16) % PAGE if number else 16] ^= 1 << number % 8
        tail = bytearray(whole[at : at + PAGE])
        tail[-1 - 13 * number % 80] ^= 1  # of the random bytes and the seal
        other = whole[:PAGE] if number else whole[PAGE : 2 * PAGE]
        ways = {"bit": page, "seal": tail, "zeros": bytes(PAGE), "another page": other}
        for way, changed in ways.items():
            yield f"page {number + 1}, {way}", whole[:at] + changed + whole[at + PAGE :]


def refused(database: Database, copy: Path) -> bool:
    try:
        return bool(copying.problems(database, copy))
    except RefusedError:
        return True


def test_every_page_that_is_not_as_it_was_written_is_seen(desk: Desk, tmp_path: Path) -> None:
    desk.db.copy_into(tmp_path / "copy.db")
    assert copying.problems(desk.db, tmp_path / "copy.db") == []
    whole, bad = (tmp_path / "copy.db").read_bytes(), tmp_path / "bad.db"
    seen = 0
    for what, data in damaged(whole):
        bad.write_bytes(data)
        assert refused(desk.db, bad), what
        seen += 1
    assert seen > 60
    for data in (whole[: -PAGE // 2], whole[:100], whole + b"?" * PAGE):
        bad.write_bytes(data)
        assert refused(desk.db, bad), len(data)


def test_a_file_that_is_unsound_is_not_copied_as_a_good_one(desk: Desk, tmp_path: Path) -> None:
    """SQLite takes rows over as they are: such a copy is written, and every page of it has its seal."""
    with desk.importing() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        sql = "UPDATE sqlite_master SET sql = replace(sql, 'phone TEXT', 'phone TEXT NOT NULL') WHERE name = 'person'"
        assert connection.exec_driver_sql(sql).rowcount == 1
    database = Database(desk.db.path, KEY)
    database.copy_into(tmp_path / "copy.db")
    assert "NULL value in person.phone" in copying.problems(database, tmp_path / "copy.db")
    database.close()


def test_none_is_closed_before_all_are_done(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While SQLite closes the last connection of a file, nobody else can open it: one backup in fifty was refused."""
    desk.db.copy_into(tmp_path / "copy.db")
    done: list[str] = []

    def told(name: str) -> None:
        real = getattr(Database, name)

        def tell(self: Database, *given: Path) -> object:
            done.append(name)
            return real(self, *given)

        monkeypatch.setattr(Database, name, tell)

    told("reopen")
    told("close")
    assert copying.problems(desk.db, tmp_path / "copy.db") == []
    assert done == ["reopen", "reopen", "close", "close"]
