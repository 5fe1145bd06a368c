"""The product's ``Database`` over PostgreSQL, as far as measuring needs it: same sessions, same services, other engine.

Writers stand in a queue (one lock of the transaction), as they do in the file; readers wait for nobody. The guards are
statement triggers that ask a setting of the transaction, in the place of SQLite's triggers that call a Python function.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from psycopg.adapt import Loader
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from sasaeai_desktop.db.engine import Database, ReadSession, WriterFlag
from tests.postgres.cluster import Cluster
from tests.postgres.wording import as_copy, to_postgres

WRITERS = 17
CHANNEL = "changes"
_COPY_FROM = 16


class _Whole(Loader):
    """PostgreSQL's sums are ``numeric``; ours are whole numbers."""

    def load(self, data: Any) -> Any:
        text = bytes(data).decode()
        return float(text) if "." in text else int(text)


class PostgresDatabase(Database):
    """One desk's connection to a council's database."""

    def __init__(self, cluster: Cluster) -> None:
        self.path = Path(":memory:")  # nothing that asks for the file's place is measured
        self.writer = WriterFlag()
        self.marks = None
        self._lock = threading.RLock()
        self._key = ""
        self._cache_kib = 0
        self._cluster = cluster
        self._writing: Connection | None = None
        self.engine = create_engine(
            "postgresql+psycopg://", creator=self._connect, poolclass=StaticPool, hide_parameters=True
        )
        event.listen(self.engine, "begin", _begin)
        event.listen(self.engine, "do_execute", _execute)
        event.listen(self.engine, "do_execute_no_params", _execute_bare)
        event.listen(self.engine, "do_executemany", _execute_many)

    def _connect(self) -> Any:
        connection = self._cluster.connect()
        connection.adapters.register_loader("numeric", _Whole)
        return connection

    @contextmanager
    def read(self) -> Iterator[ReadSession]:
        """Give a connection whose reads are of one moment."""
        with self._lock, self.engine.connect() as connection, connection.begin():
            yield ReadSession(connection)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection that commits as a whole; others hear of the commit."""
        with (
            self._lock,
            self.engine.connect().execution_options(write=True) as connection,
            connection.begin(),
        ):
            self._writing = connection
            try:
                yield connection
                connection.exec_driver_sql(f"SELECT pg_notify('{CHANNEL}', '{time.time()}')")
            finally:
                self._writing = None

    @contextmanager
    def journal_writing(self) -> Iterator[None]:
        """Open the guards of this transaction."""
        assert self._writing is not None
        self._writing.exec_driver_sql("SET LOCAL sasaeai.journal = 'open'")
        yield

    @contextmanager
    def wide_cache(self, megabytes: int = 64) -> Iterator[None]:
        """Nothing to do: the server has one cache for all."""
        yield

    def close(self) -> None:
        """Close the connection."""
        self.engine.dispose()


def _send(cursor: Any, text: str, values: Any) -> None:
    cursor.execute(text, values)


SEND = _send
"""What sends a statement; ``pages`` listens here."""


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("write"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _values(numbered: bool, values: Any) -> Any:
    return {f"p{n}": value for n, value in enumerate(values, 1)} if numbered else values


_MANY_MARKS = re.compile(r"IN \((\?(?:, \?){7,})\)")


def _as_one_array(statement: str, values: Any) -> tuple[str, Any]:
    """Give the last list of many ids as one array: PostgreSQL plans thousands of values one by one."""
    found = list(_MANY_MARKS.finditer(statement))
    if len(found) != 1 or not isinstance(values, tuple):
        return statement, values
    count = found[0].group(1).count("?")
    first = statement[: found[0].start()].count("?")
    array = list(values[first : first + count])
    text = f"{statement[: found[0].start()]}= ANY(?){statement[found[0].end() :]}"
    return text, (*values[:first], array, *values[first + count :])


def _execute(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    statement, parameters = _as_one_array(statement, parameters)
    wording = to_postgres(statement)
    SEND(cursor, wording.text, _values(wording.numbered, parameters))
    return True


def _execute_bare(cursor: Any, statement: str, context: Any) -> bool:
    return _execute(cursor, statement, (), context)


def _execute_many(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
    """Send many rows; those of a plain INSERT by COPY, which is what a PostgreSQL room of the house would do."""
    rows = as_copy(statement) if len(parameters) >= _COPY_FROM else None
    if rows is None:
        wording = to_postgres(statement)
        cursor.executemany(wording.text, [_values(wording.numbered, row) for row in parameters])
        return True
    with cursor.copy(rows.copy) as copy:
        if all(number is None for number in rows.fixed):
            for row in parameters:
                copy.write_row(row)
        else:
            for row in parameters:
                given = iter(row)
                copy.write_row([next(given) if number is None else number for number in rows.fixed])
    return True
