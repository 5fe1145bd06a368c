"""How the file was left, and whether what lies there now is what was left.

SQLite takes in whatever log lies beside a file under the same key, also one of another day, and says nothing of commits
that went with a lost log. So every commit writes a mark into the file, an opening brings its mark from the log into the
file at once, and a clean close writes the tips of all streams. Beside the file lies how far the last commit reached;
nothing else stands there.

    mark = open|clean SESSION EXTENT COUNT [DIGEST]        desk.db-tips = INCARNATION EXTENT

SESSION is new at each opening, EXTENT the number of changes held, DIGEST a hash of all tips. Before the file is opened
for writing it is looked at twice: alone, and with its log, which a reader does not merge.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlcipher

from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database

_NAME = "ending"
_WIDTH = 64  # of the file beside: written over in place, so that it is never cut off
_EXTENT = "SELECT coalesce(sum(seq), 0) FROM stream"
_TIPS = "SELECT name, branch, seq, tip FROM stream ORDER BY name, branch"


class Trouble(Enum):
    """What is wrong with the files of a desk that was not closed, copied or exchanged as it should be."""

    FOREIGN_LOG = "foreign_log"  # the log beside the file is not its own
    LOST_LOG = "lost_log"  # the file was in use, and its log is gone
    LESS = "less"  # the file holds less than was saved in it


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found before the file was opened.

    Attributes:
        trouble: what is wrong.
        missing: how many changes are missing at least; 0 where nobody knows.
        whole_alone: the file without its log is a state that was closed cleanly.
    """

    trouble: Trouble
    missing: int
    whole_alone: bool


@dataclass(frozen=True, slots=True)
class _Look:
    """The mark of a state and what really stands in it."""

    clean: bool
    session: str
    marked: int
    digest: str
    extent: int
    tips: str
    incarnation: str

    @property
    def whole(self) -> bool:
        return self.marked == self.extent and (not self.clean or self.digest == self.tips)


class _NoLookError(Exception):
    """The place could not be read; that says nothing about what lies there."""


class _Marks:
    """Writes the mark inside every commit of one opening, and the file beside after it."""

    def __init__(self, beside: Path, session: str) -> None:
        self._beside, self.session = beside, session
        self._count = 0
        self._line = ""

    def inside(self, connection: Connection) -> None:
        """Write the mark; it differs each time, so that every log holds it."""
        extent = connection.exec_driver_sql(_EXTENT).scalar()
        incarnation = connection.exec_driver_sql(
            "SELECT value FROM setting WHERE name = 'incarnation'"
        ).scalar()
        self._count += 1
        _put(connection, f"open {self.session} {extent} {self._count}")
        self._line = f"{incarnation} {extent}"

    def after(self) -> None:
        """Write down how far the commit reached; without waiting for the disk, and never in the way of work."""
        line = self._line.ljust(_WIDTH - 1).encode() + b"\n"
        with contextlib.suppress(OSError):
            handle = os.open(self._beside, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                os.write(handle, line)
            finally:
                os.close(handle)


def beside(file: Path) -> Path:
    """Return the small file beside a database file."""
    return file.with_name(f"{file.name}-tips")


def begin(database: Database) -> None:
    """Mark the file as in use; called once it is open and of this program's schema.

    Raises:
        DiskError: the disk is full or failed.
    """
    database.marks = _Marks(beside(database.path), os.urandom(8).hex())
    with database.transaction():
        pass  # the mark alone
    database.checkpoint()


def end(database: Database) -> None:
    """Mark the file as closed cleanly, with the tips of all its streams; the log goes with it.

    Raises:
        DiskError: the disk is full or failed; the next opening takes what is there for a power cut.
    """
    session = database.marks.session if isinstance(database.marks, _Marks) else os.urandom(8).hex()
    database.marks = None
    with database.transaction() as connection:
        extent, tips = _extent_and_tips(connection.exec_driver_sql(_TIPS))
        _put(connection, f"clean {session} {extent} 0 {tips}")
    database.checkpoint()


def judge(file: Path, key: bytes) -> Finding | None:
    """Look at a file and its log before anything is merged; None when all is as it was left.

    A file of an older program, and one that cannot be read, are nobody's finding here: whoever opens it says so.
    """
    log = file.with_name(f"{file.name}-wal")
    there = log.exists()
    filled = there and log.stat().st_size > 0
    try:
        alone = _look(file, key, "immutable=1")
        held = _look(file, key, "mode=ro") if filled else alone
    except _NoLookError:
        return None
    if alone is None and held is None:
        return None
    alone_whole = alone is not None and alone.clean and alone.whole
    reached = _reached(file, held or alone)
    if held is None or not held.whole or (filled and not _belongs(alone, held)):
        extent = alone.extent if alone is not None and alone_whole else reached
        trouble = Trouble.FOREIGN_LOG if filled else Trouble.LESS
        return Finding(trouble, max(0, reached - extent), alone_whole)
    return _missing(held, reached, alone_whole=alone_whole, log_lost=not there and not held.clean)


def _missing(held: _Look, reached: int, *, alone_whole: bool, log_lost: bool) -> Finding | None:
    """Compare how far a sound file goes with how far it once went (-1 when nobody noted that)."""
    if held.extent < reached:
        trouble = Trouble.LOST_LOG if log_lost else Trouble.LESS
        return Finding(trouble, reached - held.extent, whole_alone=alone_whole)
    if log_lost and reached < 0:
        return Finding(Trouble.LOST_LOG, 0, whole_alone=False)
    return None


def _belongs(alone: _Look | None, held: _Look) -> bool:
    """Say whether a log continues the file it lies beside: both are of one session.

    Only an opening that was cut off before its mark was in the file leaves two, and it has written nothing else.
    """
    if alone is None or alone.session == held.session:
        return True
    begun = not held.clean and held.extent == alone.extent and held.tips == alone.tips
    return alone.clean and alone.whole and begun


def _look(file: Path, key: bytes, how: str) -> _Look | None:
    """Read mark and tips of a state without changing anything; None where no such things stand in it.

    Raises:
        _NoLookError: the place lets nobody look.
    """
    try:
        connection = sqlcipher.connect(f"file:{quote(file.as_posix())}?{how}", uri=True)
    except sqlcipher.Error as error:
        raise _NoLookError from error
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_compatibility = 4")
        rows = dict(
            connection.execute("SELECT name, value FROM setting WHERE name IN ('ending', 'incarnation')")
        )
        parts = str(rows.get(_NAME, "")).split()
        if len(parts) < 4:
            return None
        extent, tips = _extent_and_tips(connection.execute(_TIPS))
    except sqlcipher.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise _NoLookError from error
    except (sqlcipher.Error, ValueError):
        return None
    finally:
        connection.close()
    digest = parts[4] if len(parts) > 4 else ""
    return _Look(
        parts[0] == "clean",
        parts[1],
        int(parts[2]),
        digest,
        extent,
        tips,
        str(rows.get("incarnation", "")),
    )


def _reached(file: Path, look: _Look | None) -> int:
    """Return how far the last commit reached, as the file beside says; -1 where it says nothing of this file."""
    try:
        incarnation, extent = beside(file).read_text(encoding="ascii").split()
        return int(extent) if look is not None and incarnation == look.incarnation else -1
    except (OSError, ValueError):
        return -1


def _extent_and_tips(rows: object) -> tuple[int, str]:
    extent, digest = 0, hashlib.sha256()
    for name, branch, seq, tip in rows:  # type: ignore[attr-defined]  # rows of either driver
        extent += seq
        digest.update(f"{name} {branch} {seq} {tip.hex()}\n".encode())
    return extent, digest.hexdigest()[:32]


def _put(connection: Connection, mark: str) -> None:
    connection.exec_driver_sql(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (_NAME, mark),
    )
