"""The schema's version, and the way from any older one to this one: numbered SQL files, never live models."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.registry import KINDS

VERSION = 10
JOURNAL_TABLES = ("stream", "segment", "head", "dead")
GUARDED_TABLES = (*KINDS, *JOURNAL_TABLES)  # not from ``tables``: every start would build them for nothing


def guard_statements() -> list[str]:
    """Return the triggers that keep everyone but ``record()`` from writing a journaled table."""
    return [
        f'CREATE TRIGGER "guard_{table}_{verb.lower()}" BEFORE {verb} ON "{table}" WHEN journal_is_writing() IS NOT 1 '
        f"BEGIN SELECT RAISE(ABORT, 'only the journal writes {table}'); END"
        for table in GUARDED_TABLES
        for verb in ("INSERT", "UPDATE", "DELETE")
    ]


def version_of(connection: Connection) -> int:
    """Return the schema version of an open file; 0 for an empty one."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)


def migrate(database: Database, progress: Callable[[int, int], None] | None = None) -> bool:
    """Bring the file to this program's schema in one transaction; say whether anything was done.

    The caller has made a backup. An older file's journal is folded anew with it: it may hold kinds and fields that the
    older program kept unread. DDL does not fire the guards.

    Args:
        database: the open file.
        progress: called with (changes folded, changes held).

    Raises:
        RefusedError: the file was written by a newer program, or its journal is damaged; it is as it was.
    """
    with database.transaction() as connection, database.journal_writing():
        found = version_of(connection)
        if found > VERSION:
            raise RefusedError(
                "このデータは、新しいプログラムで作られています。",
                "プログラムを新しくしてから、もう一度開いてください。",
                check="schema_too_new",
            )
        for number in range(found + 1, VERSION + 1):
            for statement in _statements(number):
                connection.exec_driver_sql(statement)
        if 0 < found < VERSION:
            from sasaeai_desktop.db import fold  # noqa: PLC0415 - not for every start

            fold.rebuild(connection, progress)
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    return found < VERSION


def guard_problems(connection: Connection) -> list[str]:
    """Return the guarding triggers that are missing or not as they should be."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    held = {row[0]: row[1] for row in rows}
    wanted = {statement.split('"')[1]: statement for statement in guard_statements()}
    return [
        f"{name}: guard missing or changed"
        for name, statement in wanted.items()
        if held.get(name) != statement
    ]


def _statements(number: int) -> list[str]:
    name = f"{number:04}.sql"
    text = resources.files("sasaeai_desktop.db.migrations").joinpath(name).read_text(encoding="utf-8")
    return [s.strip() for s in text.split(";;") if s.strip()]
