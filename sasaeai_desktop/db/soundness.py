"""Whether a file is as it was written: every page of it, and what the pages are to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sasaeai_desktop.domain.errors import RefusedError

if TYPE_CHECKING:
    from sasaeai_desktop.db.connection import Connection
    from sasaeai_desktop.db.engine import Database


def integrity_problems(database: Database) -> list[str]:
    """Return what SQLite and SQLCipher find wrong with a file; empty when all is well.

    Every page is read anew from the disk, by a connection of its own: of what stands in a cache nobody sees that it is damaged.
    So another thread may ask while somebody reads; whoever wrote has brought the log into the file (``Database.checkpoint``).

    Raises:
        DiskError: there is no room to look.
    """
    try:
        other = database.reopen(database.path)
        try:
            with other.read() as connection:
                return _problems(connection, other.path.stat().st_size)
        finally:
            other.close()
    except RefusedError as error:  # so damaged that it cannot even be looked through
        return [f"file: {error.check}"]


def _problems(connection: Connection, length: int) -> list[str]:
    """Look through a file once.

    SQLite's check reads every page that is used through SQLCipher, which knows a changed one by its seal (HMAC), and tells of
    pages that nothing uses. Free pages, and what lies behind the last one, only SQLCipher's own check reads.
    """
    found = _asked(connection, "quick_check")
    (free,), (pages,), (size,) = (
        _asked(connection, name) for name in ("freelist_count", "page_count", "page_size")
    )
    if int(free) or length != int(pages) * int(size):
        found += _asked(connection, "cipher_integrity_check")
    return [str(problem) for problem in found if problem != "ok"]


def _asked(connection: Connection, pragma: str) -> list[Any]:
    return [row[0] for row in connection.exec_driver_sql(f"PRAGMA {pragma}").all()]
