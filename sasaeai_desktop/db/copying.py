"""A copy of the whole file is looked through on both cores before it counts: every page of it, and what the pages are to one another."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
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
    length = copy.stat().st_size
    with ExitStack() as stack:
        # All stay open until all are done: SQLite's last look at a closing file keeps others from opening it.
        opened = [stack.enter_context(closing(database.reopen(copy))) for _ in range(_CONNECTIONS)]
        with ThreadPoolExecutor(_CONNECTIONS) as threads:
            found = threads.map(lambda other: _of_some(other, length, tables), opened)
            return [problem for part in found for problem in part]


def _of_some(other: Database, length: int, tables: Iterator[str]) -> list[str]:
    with other.read() as connection:
        found = soundness.table_problems(connection, tables)
        return found or soundness.spare_problems(connection, length)
