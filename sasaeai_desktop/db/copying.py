"""A copy of the whole file that is known to be good: what is copied is looked through meanwhile, and the copy's pages afterwards.

Whether pages fit one another is asked of the file that is copied: SQLite makes the copy's pages of its rows, so what would be wrong
with the copy is wrong there too, and what would be missing in it shows there alone. Whether the disk gives back what was written
is asked of the copy's seals.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sasaeai_desktop.db import seals, soundness
from sasaeai_desktop.db.engine import Database, damaged


def copy_sound(database: Database, target: Path) -> None:
    """Write a copy as ``Database.copy_into``, while another connection looks through what is copied.

    Raises:
        DiskError: there is no room for it.
        RefusedError: what is copied is damaged; the copy is left for the caller to remove, as always.
    """
    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(_broken_tables, database)
        database.copy_into(target)
        if looking.result():
            raise damaged()


def as_written(database: Database, copy: Path) -> bool:
    """Say whether every page of a copy is as it was written.

    Raises:
        OSError: it cannot be read.
    """
    return not database.lend_key(lambda key: seals.problems(copy, key))


def _broken_tables(database: Database) -> list[str]:
    other = database.reopen(database.path)
    try:
        with other.read() as connection:
            return soundness.table_problems(connection)
    finally:
        other.close()
