"""The file: opened by its key only, safe settings, and nobody writes a journaled table around the journal."""

from __future__ import annotations

from pathlib import Path
from typing import Never, cast

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from dbdesk import KEY, Desk, Desks
from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session, registry

from sasaeai_desktop.db.connection import Engine
from sasaeai_desktop.db.engine import IN_MEMORY, Database, FileError
from sasaeai_desktop.db.schema import GUARDED_TABLES
from sasaeai_desktop.db.tables import kind_tables, metadata
from sasaeai_desktop.db.write import writing
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import DiskError, RefusedError
from sasaeai_desktop.domain.people import Person


@pytest.fixture
def desk(desks: Desks) -> Desk:
    return desks.new(1)


def test_a_wrong_key_or_a_damaged_file_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.db.checkpoint()
    desk.db.close()
    with pytest.raises(RefusedError) as caught:
        Database(desk.db.path, b"x" * 32)
    assert caught.value.check == "database"
    broken = bytearray(desk.db.path.read_bytes())
    broken[100:200] = bytes(100)
    (tmp_path / "broken.db").write_bytes(broken)
    with pytest.raises(RefusedError):
        Database(tmp_path / "broken.db", KEY)


def test_nothing_readable_lies_in_the_file(desk: Desk) -> None:
    desk.new(Person, name="髙橋 昭一郎", kana="たかはし しょういちろう")
    desk.db.checkpoint()
    raw = b"".join(p.read_bytes() for p in desk.db.path.parent.glob("*desk-0*"))
    assert "髙橋".encode() not in raw
    assert b"SQLite format" not in raw


def test_settings_keep_every_acknowledged_commit(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.db", KEY)
    with database.read() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
        assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()
    database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


@pytest.mark.parametrize("table", GUARDED_TABLES)
def test_raw_writes_outside_the_journal_fail_on_every_guarded_table(desk: Desk, table: str) -> None:
    ent = desk.new(Person, name="a")
    desk.put(Person, ent, name="b")
    with desk.importing() as connection:
        if not connection.exec_driver_sql(f'SELECT 1 FROM "{table}"').first():
            columns = metadata.tables[table].columns
            marks = ", ".join("?" * len(columns))
            values = tuple(0 if "INT" in str(c.type) else b"1" * 16 for c in columns)
            connection.exec_driver_sql(f'INSERT INTO "{table}" VALUES ({marks})', values)
    name = next(iter(metadata.tables[table].columns)).name
    for sql in (
        f'INSERT INTO "{table}" DEFAULT VALUES',
        f'UPDATE "{table}" SET "{name}" = "{name}"',
        f'DELETE FROM "{table}"',
        f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"',
    ):
        with pytest.raises(FileError, match="only the journal writes"), desk.db.transaction() as connection:
            connection.exec_driver_sql(sql)


def test_core_and_orm_writes_outside_the_journal_fail(desk: Desk) -> None:
    ent = desk.new(Person, name="a")
    table = kind_tables["person"]

    class Mapped:
        id: bytes
        name: str

    registry().map_imperatively(Mapped, table)
    other = Database(desk.db.path, KEY)
    for statement in (insert(table).values(id=b"2" * 16), update(table).values(name="x"), delete(table)):
        with pytest.raises(FileError, match="only the journal writes"), other.transaction() as connection:
            connection.execute(statement)
    for change in ("add", "edit", "bulk"):
        with (
            other.transaction() as connection,
            Session(connection, join_transaction_mode="rollback_only") as session,
        ):
            if change == "bulk":
                with pytest.raises(FileError, match="only the journal writes"):
                    session.execute(update(Mapped).values(name="x"))
                continue
            if change == "add":
                mapped = Mapped()
                mapped.id = b"3" * 16
                session.add(mapped)
            else:
                found = session.get(Mapped, ent)
                assert found
                found.name = "x"
            with pytest.raises(FileError, match="only the journal writes"):
                session.flush()
    other.close()
    assert desk.rows("SELECT id, name FROM person") == [(ent, "a")]
    assert desk.problems() == []


def test_the_guard_closes_again_also_after_an_error(desk: Desk) -> None:
    desk.new(Person, name="a")
    with pytest.raises(ZeroDivisionError), desk.act():
        _ = 1 / 0
    with pytest.raises(FileError), desk.db.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM person")


def test_a_full_disk_is_told_and_nothing_is_half_written(desk: Desk) -> None:
    ent = desk.new(Person, name="a")
    with desk.db.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskError), desk.act() as session:
        session.record_many(Person, [(session.new_id(), {"name": "長い名前" * 50}) for _ in range(500)])
    with desk.db.read() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert desk.rows("SELECT id, name FROM person") == [(ent, "a")]
    assert desk.problems() == []
    assert desk.new(Person, name="b")


def test_forgetting_the_last_step_writes_nothing(desk: Desk) -> None:
    with (
        pytest.raises(AssertionError, match="finish"),
        writing(desk.db, desk.writer, clock_at("2023-10-05"), "x") as session,
    ):
        session.record_many(Person, [(session.new_id(), {"name": "a"})])
    assert desk.rows("SELECT * FROM person") == []


def test_a_copy_opens_with_the_same_key_and_is_sound(desk: Desk, tmp_path: Path) -> None:
    desk.new(Person, name="a")
    desk.db.copy_into(tmp_path / "copy.db")
    copy = Database(tmp_path / "copy.db", KEY)
    assert copy.integrity_problems() == []
    with copy.read() as connection:
        assert connection.exec_driver_sql("SELECT name FROM person").scalar() == "a"
    copy.close()
    with pytest.raises(DiskError):
        desk.db.copy_into(tmp_path / "no such folder" / "copy.db")


def test_damage_in_the_middle_of_the_file_is_found(desk: Desk, tmp_path: Path) -> None:
    desk.new(Person, name="a")
    desk.db.checkpoint()
    raw = bytearray(desk.db.path.read_bytes())
    for at in range(4096, len(raw), 4096):
        raw[at + 50] ^= 1
    (tmp_path / "damaged.db").write_bytes(raw)
    try:
        damaged = Database(tmp_path / "damaged.db", KEY)
    except RefusedError:
        return
    assert damaged.integrity_problems() != []
    damaged.close()


class _FullDisk:
    """An engine whose file lies on a full disk."""

    def connect(self) -> Never:
        raise sqlcipher.OperationalError("database or disk is full")

    def dispose(self) -> None:
        """Nothing to close."""


def test_a_full_disk_is_not_taken_for_damage(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Database, "_make_engine", lambda _self: cast("Engine", _FullDisk()))
    with pytest.raises(DiskError):
        desk.db.integrity_problems()


def test_one_look_through_a_copy_sees_any_page_that_is_not_as_it_was(desk: Desk, tmp_path: Path) -> None:
    for number in range(40):
        desk.new(Person, name=f"名前{number}", note="よ" * 2000)  # in pages of their own too
    desk.db.copy_into(tmp_path / "copy.db")
    whole, missed = (tmp_path / "copy.db").read_bytes(), []
    for number in range(1, len(whole) // 4096, 4):
        at = 4096 * number
        changed = bytearray(whole[at : at + 4096])
        changed[37 * number % 4096] ^= 1
        page = (changed, bytes(4096), whole[at - 4096 : at])[number % 3]
        (tmp_path / "bad.db").write_bytes(whole[:at] + page + whole[at + 4096 :])
        try:
            damaged = Database(tmp_path / "bad.db", KEY)
        except RefusedError:
            continue
        if damaged.integrity_problems() == []:
            missed.append(number)
        damaged.close()
    assert missed == []


def test_pages_that_nothing_uses_and_lengths_are_looked_at_too(desk: Desk, tmp_path: Path) -> None:
    with desk.importing() as connection:
        connection.exec_driver_sql("CREATE TABLE passing (x)")
        connection.exec_driver_sql("INSERT INTO passing VALUES (zeroblob(100000))")
    with desk.importing() as connection:
        connection.exec_driver_sql("DROP TABLE passing")
    desk.db.checkpoint()
    whole = desk.db.path.read_bytes()
    free = len(whole) - 8192 + 50  # what was dropped lay at the end
    for name, data in (
        ("free", whole[:free] + bytes([whole[free] ^ 1]) + whole[free + 1 :]),
        ("longer", whole + b"x" * 4096),
        ("shorter", whole[:-4096]),
    ):
        (tmp_path / name).write_bytes(data)
        try:
            damaged = Database(tmp_path / name, KEY)
        except RefusedError:
            continue
        assert damaged.integrity_problems() != [], name
        damaged.close()
    assert desk.db.integrity_problems() == []


def test_a_database_in_memory_makes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Database(IN_MEMORY, bytes(32)).close()
    assert list(tmp_path.iterdir()) == []
