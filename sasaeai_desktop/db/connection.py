"""What a statement to the encrypted file needs: the face of SQLAlchemy's engine, as far as this program uses it.

The file is asked through SQLAlchemy (``alchemy.py``), with one exception: until the window's first page stands, the driver is
asked directly by what is below, for SQLAlchemy's import takes a third of a second and 22 MB on that way. Then SQLAlchemy
takes the same connection over (``Database.take_up``). ``tests/db/test_connection.py`` keeps the two equal, and the proof
machinery runs the same services over both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

Params = Sequence[object] | Mapping[str, object] | None
"""Values of a statement: a tuple for question marks, a dictionary for names; a list of either does it once for each."""

Row = tuple[Any, ...]


class Result:
    """The rows of one statement, in order; they are read once."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Row]:
        return iter(self._cursor)

    def all(self) -> list[Row]:
        """Return what is left."""
        found: list[Row] = self._cursor.fetchall()
        return found

    def first(self) -> Row | None:
        """Return the next row, and leave the others; None when there is none."""
        found: Row | None = self._cursor.fetchone()
        self._cursor.close()
        return found

    def one(self) -> Row:
        """Return the only row.

        Raises:
            ValueError: there is none, or there are several.
        """
        found = self.all()
        if len(found) != 1:
            raise ValueError(f"{len(found)} rows where one was asked for")
        return found[0]

    def scalar(self) -> Any:
        """Return the first column of the next row; None when there is none."""
        row = self.first()
        return None if row is None else row[0]

    def scalars(self) -> Scalars:
        """Return the first column of every row."""
        return Scalars(self._cursor)

    def keys(self) -> list[str]:
        """Return the names of the columns."""
        return [str(column[0]) for column in self._cursor.description or ()]

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return int(self._cursor.rowcount)


class Scalars:
    """The first column of the rows of one statement; read once."""

    __slots__ = ("_cursor",)

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Any]:
        for row in self._cursor:
            yield row[0]

    def all(self) -> list[Any]:
        """Return what is left."""
        return [row[0] for row in self._cursor.fetchall()]

    def first(self) -> Any:
        """Return the next one, and leave the others; None when there is none."""
        row = self._cursor.fetchone()
        self._cursor.close()
        return None if row is None else row[0]


class Connection:
    """A connection in whose transaction statements are sent; made by ``Engine.connect``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._begin = "BEGIN"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.roll_back()  # of what was begun outside of ``begin``, if anything

    @property
    def connection(self) -> Any:
        """The driver's own connection."""
        return self._engine.driver

    def execution_options(self, *, write: bool) -> Connection:
        """Say that the transaction will write: no other writer comes between its first look and its commit."""
        self._begin = "BEGIN IMMEDIATE" if write else "BEGIN"
        return self

    @contextmanager
    def begin(self) -> Iterator[None]:
        """Commit as a whole at the end, or not at all."""
        self.exec_driver_sql(self._begin)
        try:
            yield
            self._engine.driver.commit()
        except BaseException:
            self._engine.roll_back()
            raise

    def exec_driver_sql(self, sql: str, params: Params = None) -> Result:
        """Send one statement, once for each of a list of values."""
        return self._engine.execute(sql, params)


class Engine:
    """One connection of the driver, opened when it is first wanted.

    Args:
        connect: opens and prepares it.
    """

    def __init__(self, connect: Callable[[], Any]) -> None:
        self._connect = connect
        self._driver: Any = None

    @property
    def driver(self) -> Any:
        """The driver's own connection."""
        if self._driver is None:
            self._driver = self._connect()
        return self._driver

    def connect(self) -> Connection:
        """Give a connection, to be used in a ``with``."""
        return Connection(self)

    def execute(self, sql: str, params: Params) -> Result:
        """Send a statement."""
        cursor = self.driver.cursor()
        if isinstance(params, list):
            cursor.executemany(sql, params)
        else:
            cursor.execute(sql, params or ())
        return Result(cursor)

    def roll_back(self) -> None:
        """Take back what is not committed, unless the connection was closed meanwhile, which does the same."""
        if self._driver is not None:
            self._driver.rollback()

    def dispose(self) -> None:
        """Close the driver's connection."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None
