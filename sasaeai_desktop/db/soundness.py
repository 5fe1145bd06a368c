"""Whether a file is as it was written: every page of it, and what the pages are to one another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sasaeai_desktop.db.connection import Connection


def problems(connection: Connection, length: int) -> list[str]:
    """Look through a file once; empty when all is well.

    SQLite's check reads every page that is used through SQLCipher, which knows a changed one by its seal (HMAC), and tells of
    pages that nothing uses.

    Args:
        connection: a read session of a file that was just opened: what stands in a cache is not read again.
        length: of the file, bytes.
    """
    return [*_told(connection, "quick_check"), *spare_problems(connection, length)]


def tables_of(connection: Connection) -> list[str]:
    """Return the names of all tables, SQLite's own list of them first."""
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    return ["sqlite_schema", *found]


def table_problems(connection: Connection, tables: Iterable[str]) -> list[str]:
    """As ``problems``, of some tables and their indexes; pages that no table uses are not looked for."""
    return [problem for name in tables for problem in _told(connection, f"quick_check('{name}')")]


def spare_problems(connection: Connection, length: int) -> list[str]:
    """Look at free pages, and at what lies behind the last one, which only SQLCipher's own check reads; arguments as ``problems``."""
    free, pages, size = (
        int(_asked(connection, name)[0]) for name in ("freelist_count", "page_count", "page_size")
    )
    return _told(connection, "cipher_integrity_check") if free or length != pages * size else []


def _told(connection: Connection, pragma: str) -> list[str]:
    return [str(problem) for problem in _asked(connection, pragma) if problem != "ok"]


def _asked(connection: Connection, pragma: str) -> list[Any]:
    return [row[0] for row in connection.exec_driver_sql(f"PRAGMA {pragma}").all()]
