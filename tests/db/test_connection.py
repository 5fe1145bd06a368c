"""SQLAlchemy, and what stands in for it on the way to the first page: one file, the same rows, the same refusals."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy
from dbdesk import KEY

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database, FileError

_ROWS = [(1, "一", b"\x00\x01"), (2, None, b""), (3, "三", None)]


def _filled(path: Path, *, bare: bool) -> Database:
    database = Database(path, KEY, bare=bare)
    with database.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n INTEGER PRIMARY KEY, word TEXT, raw BLOB)")
        connection.exec_driver_sql("INSERT INTO t VALUES (?, ?, ?)", _ROWS)
        connection.exec_driver_sql("INSERT INTO t VALUES (:n, :word, x'')", {"n": 4, "word": "四"})
    return database


def _asked(connection: Connection) -> list[object]:
    """Ask in every way that repositories ask."""

    def ask(sql: str = "SELECT n, word, raw FROM t ORDER BY n", *values: object):  # type: ignore[no-untyped-def]
        return connection.exec_driver_sql(sql, values)

    return [
        [tuple(row) for row in ask()],
        [tuple(row) for row in ask().all()],
        tuple(ask().first()),
        ask("SELECT n FROM t WHERE n > ?", 9).first(),
        tuple(ask("SELECT count(*), 2 FROM t").one()),
        ask("SELECT word FROM t WHERE n = ?", 3).scalar(),
        ask("SELECT word FROM t WHERE n = ?", 9).scalar(),
        list(ask().scalars()),
        ask().scalars().all(),
        ask().scalars().first(),
        list(ask().keys()),
        connection.exec_driver_sql("SELECT n FROM t WHERE word = :word", {"word": "一"}).scalar(),
        connection.exec_driver_sql("PRAGMA foreign_keys").scalar(),
    ]


@pytest.mark.parametrize("bare", [True, False])
def test_what_one_wrote_both_read_alike(tmp_path: Path, *, bare: bool) -> None:
    written = _filled(tmp_path / "a.db", bare=bare)
    written.close()
    found = []
    for again in (True, False):
        database = Database(tmp_path / "a.db", KEY, bare=again)
        with database.read() as connection:
            found.append(_asked(connection))
        database.close()
    assert found[0] == found[1]
    assert found[0][0] == [*_ROWS, (4, "四", b"")]


@pytest.mark.parametrize("bare", [True, False])
def test_a_transaction_is_whole_or_nothing_and_a_read_is_of_one_moment(tmp_path: Path, *, bare: bool) -> None:
    database = _filled(tmp_path / "a.db", bare=bare)
    with pytest.raises(FileError, match="UNIQUE"):
        _twice(database)
    other = Database(tmp_path / "a.db", KEY)
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 4
        with other.transaction() as writing:
            writing.exec_driver_sql("DELETE FROM t")
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 4
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
    other.close()
    database.close()


def _twice(database: Database) -> None:
    with database.transaction() as connection:
        assert connection.exec_driver_sql("DELETE FROM t WHERE n < 3").rowcount == 2
        connection.exec_driver_sql("INSERT INTO t VALUES (?, ?, ?)", [_ROWS[0], _ROWS[0]])


def test_one_row_is_asked_for_and_there_are_several(tmp_path: Path) -> None:
    database = _filled(tmp_path / "a.db", bare=True)
    with database.read() as connection:
        for sql in ("SELECT n FROM t", "SELECT n FROM t WHERE n = 9"):
            with pytest.raises(ValueError, match="rows"):
                connection.exec_driver_sql(sql).one()
    database.close()


def test_sqlalchemy_takes_over_what_is_open(tmp_path: Path) -> None:
    database = _filled(tmp_path / "a.db", bare=True)
    with database.transaction() as connection:
        connection.exec_driver_sql(
            "CREATE TEMP TABLE seen AS SELECT * FROM t"
        )  # lives as long as its connection
    database.take_up()
    database.take_up()
    assert isinstance(database.engine, sqlalchemy.Engine)
    with database.transaction() as connection:
        assert connection.exec_driver_sql("DELETE FROM t").rowcount == 4
        assert connection.exec_driver_sql("SELECT count(*) FROM seen").scalar() == 4
    other = tmp_path / "b.db"
    database.copy_into(other)
    database.close()
    with pytest.raises(FileError, match="closed"), database.read():
        pass


def test_the_window_starts_without_sqlalchemy() -> None:
    """Its import is a third of a second and 22 MB on the way to the first page (README, Decisions)."""
    look = (
        "import importlib, sys\n"
        "from sasaeai_desktop.ui import opening\n"
        "for name in opening.NEEDED: importlib.import_module(name)\n"
        "from sasaeai_desktop.services.safety import setup\n"
        "print([name for name in sys.modules if name.partition('.')[0] == 'sqlalchemy'])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
