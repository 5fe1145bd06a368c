"""A copy of the whole file is looked through on both cores before it counts: every page of it, and what the pages are to one another."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sasaeai_desktop.db import soundness
from sasaeai_desktop.db.engine import Database

_CONNECTIONS = 2  # while SQLite reads for one, it reads for the other too
_LARGEST = ("visit", "segment")  # half a file each, about: they come first, so that both end together


def problems(database: Database, copy: Path) -> list[str]:
    """Open a copy twice with its own key and let each connection take the next of its tables; empty when all is well.

    SQLite takes rows over as they are, so what is wrong with the file that was copied is seen here too.

    Args:
        database: the open file that was copied.
        copy: made by ``Database.copy_into``; nobody else has it open.

    Raises:
        RefusedError: a page of it could not even be read.
        DiskError: the disk failed.
    """
    with database.read() as connection:
        tables = iter(sorted(soundness.tables_of(connection), key=lambda name: name not in _LARGEST))
    with ThreadPoolExecutor(_CONNECTIONS) as threads:
        found = threads.map(lambda _n: _of_some(database, copy, tables), range(_CONNECTIONS))
        return [problem for part in found for problem in part]


def _of_some(database: Database, copy: Path, tables: Iterator[str]) -> list[str]:
    other = database.reopen(copy)
    try:
        with other.read() as connection:
            found = soundness.table_problems(connection, tables)
            return found or soundness.spare_problems(connection, copy.stat().st_size)
    finally:
        other.close()
