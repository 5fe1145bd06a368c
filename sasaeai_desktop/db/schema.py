"""The schema's version, and the way from any older one to this one: numbered SQL files, never live models."""

from __future__ import annotations

from importlib import resources

from sqlalchemy import Connection

from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.registry import KINDS

VERSION = 2
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


def migrate(database: Database) -> bool:
    """Bring the file to this program's schema in one transaction; say whether anything was done.

    The caller has made a backup. DDL does not fire the guards.

    Raises:
        RefusedError: the file was written by a newer program.
    """
    with database.transaction() as connection:
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
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    return found < VERSION


def _statements(number: int) -> list[str]:
    name = f"{number:04}.sql"
    text = resources.files("sasaeai_desktop.db.migrations").joinpath(name).read_text(encoding="utf-8")
    return [s.strip() for s in text.split(";;") if s.strip()]
