"""Whether a file is as it was written: every page of it, and what the pages are to one another."""

from __future__ import annotations

from typing import Any

from sasaeai_desktop.db.connection import Connection


def problems(connection: Connection, length: int) -> list[str]:
    """Look through a file once; empty when all is well.

    SQLite's check reads every page that is used through SQLCipher, which knows a changed one by its seal (HMAC), and tells of
    pages that nothing uses. Free pages, and what lies behind the last one, only SQLCipher's own check reads.

    Args:
        connection: a read session of a file that was just opened: what stands in a cache is not read again.
        length: of the file, bytes.
    """
    found = _asked(connection, "quick_check")
    (free,), (pages,), (size,) = (
        _asked(connection, name) for name in ("freelist_count", "page_count", "page_size")
    )
    if int(free) or length != int(pages) * int(size):
        found += _asked(connection, "cipher_integrity_check")
    return [str(problem) for problem in found if problem != "ok"]


def table_problems(connection: Connection) -> list[str]:
    """Look through all tables and their indexes, as far as a copy is made of them; empty when all is well.

    Pages that no table uses are no matter: a copy is made without them.
    """
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    found = [
        problem
        for name in ("sqlite_schema", *tables)
        for problem in _asked(connection, f"quick_check('{name}')")
    ]
    return [str(problem) for problem in found if problem != "ok"]


def _asked(connection: Connection, pragma: str) -> list[Any]:
    return [row[0] for row in connection.exec_driver_sql(f"PRAGMA {pragma}").all()]
