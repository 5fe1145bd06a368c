"""Many new rows of one table at once.

Each statement inserts several of them: SQLite makes what the guarding trigger needs once per statement, and makes it
anew for the next one; row by row that is a fifth of all the time of an insert.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

from sasaeai_desktop.db.connection import Connection

_ROWS = 16  # per statement; more save nothing


def insert_many(connection: Connection, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows in their order.

    Args:
        connection: inside a write transaction with the guards open.
        sql: inserts one row (``columns.insert_sql``, ``columns.full_insert_sql``).
        rows: as many values each as it has marks.
    """
    whole = len(rows) // _ROWS * _ROWS
    if whole:
        values = chain.from_iterable(rows[:whole])
        by_statement = list(zip(*[values] * (len(rows[0]) * _ROWS), strict=True))
        connection.exec_driver_sql(_of_several(sql), by_statement)
    if rest := [tuple(row) for row in rows[whole:]]:
        connection.exec_driver_sql(sql, rest)


@cache
def _of_several(sql: str) -> str:
    before, values, marks = sql.partition(" VALUES ")
    return f"{before}{values}{', '.join([marks] * _ROWS)}"
