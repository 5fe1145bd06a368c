"""Records on their way in that are more than memory should hold: an encrypted file of its own, which goes with them.

Its key is random and stands in memory alone, so what a power cut leaves of it says nothing to anybody.
"""

from __future__ import annotations

import contextlib
import marshal
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from sasaeai_desktop.db.engine import is_disk_trouble
from sasaeai_desktop.domain.errors import DiskError
from sasaeai_desktop.domain.ids import Id

NAME = "import.part"

Values = Mapping[str, object]


class Scratch:
    """Records by kind and id, and acts in the order they came, with a small part of them in memory.

    Args:
        folder: of the data; the file is made there.

    Raises:
        DiskError: there is no room.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        clear(folder)
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        self._connection = sqlcipher.connect(str(self._path), isolation_level=None, check_same_thread=False)
        for pragma in (
            f"key = \"x'{os.urandom(32).hex()}'\"",
            "journal_mode = OFF",
            "synchronous = OFF",
            "cache_size = -24576",
        ):
            self._connection.execute(f"PRAGMA {pragma}").fetchall()
        self._connection.execute("BEGIN")  # never committed: nothing of it shall stay
        self._do("CREATE TABLE record (kind TEXT, id BLOB, said BLOB, PRIMARY KEY (kind, id)) WITHOUT ROWID")
        self._do("CREATE TABLE act (n INTEGER PRIMARY KEY, id BLOB, line BLOB, said BLOB)")
        self._do("CREATE UNIQUE INDEX ix_act ON act (id)")

    # Records

    def put(self, kind: str, records: Mapping[Id, Values]) -> None:
        """Keep records; one of an id that is here takes its place."""
        rows = ((kind, ent, _packed(values)) for ent, values in sorted(records.items()))
        self._many("INSERT OR REPLACE INTO record VALUES (?, ?, ?)", rows)

    def get(self, kind: str, ent: Id) -> dict[str, object] | None:
        """Return what is kept of a record."""
        row = self._do("SELECT said FROM record WHERE kind = ? AND id = ?", (kind, ent)).fetchone()
        return _unpacked(row[0]) if row else None

    def records(self, kind: str) -> Iterator[tuple[Id, dict[str, object]]]:
        """Yield the records of a kind by their ids."""
        for ent, said in self._do("SELECT id, said FROM record WHERE kind = ? ORDER BY id", (kind,)):
            yield Id(ent), _unpacked(said)

    # Acts

    def add(self, acts: list[tuple[Id, Any, Values]]) -> None:
        """Keep acts (id, line, values) in their order."""
        rows = ((ent, marshal.dumps(line), _packed(values)) for ent, line, values in acts)
        self._many("INSERT INTO act (id, line, said) VALUES (?, ?, ?)", rows)

    def has(self, ent: Id) -> bool:
        """Say whether an act is here."""
        return self._do("SELECT 1 FROM act WHERE id = ?", (ent,)).fetchone() is not None

    def acts(self) -> Iterator[tuple[Id, Any, dict[str, object]]]:
        """Yield the acts in their order."""
        for ent, line, said in self._do("SELECT id, line, said FROM act ORDER BY n"):
            yield Id(ent), marshal.loads(line), _unpacked(said)  # noqa: S302 - written above, under a key of this process

    def close(self) -> None:
        """Let the file go."""
        with contextlib.suppress(sqlcipher.Error):
            self._connection.close()
        clear(self._path.parent)

    def _do(self, sql: str, values: tuple[object, ...] = ()) -> Any:
        try:
            return self._connection.execute(sql, values)
        except sqlcipher.Error as error:
            raise _told(error) from error

    def _many(self, sql: str, rows: Iterator[tuple[object, ...]]) -> None:
        try:
            self._connection.executemany(sql, rows)
        except sqlcipher.Error as error:
            raise _told(error) from error


def clear(folder: Path) -> None:
    """Remove what a power cut left."""
    with contextlib.suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


def _told(error: Exception) -> Exception:
    if not is_disk_trouble(error):
        return error
    return DiskError(
        "表を取り込むあいだ使う場所が、ディスクに足りません。",
        "いらないファイルを消して場所をあけ、もう一度やってみてください。何も取り込んでいません。",
    )


def _packed(values: Values) -> bytes:
    return marshal.dumps({name: _plain(value) for name, value in values.items()})


def _unpacked(data: bytes) -> dict[str, object]:
    found: dict[str, object] = marshal.loads(data)  # noqa: S302 - written above, under a key of this process
    return found


def _plain(value: object) -> object:
    """Return a value whose texts are mere texts: an enum's member becomes its code."""
    if isinstance(value, str):
        return str(value)
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value
