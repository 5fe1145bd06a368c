"""Opening the encrypted file: key first, then the settings that keep every acknowledged commit."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NewType, Protocol, TypeVar

import sqlcipher3.dbapi2 as sqlcipher

from sasaeai_desktop.db import soundness
from sasaeai_desktop.db.connection import Connection, Engine
from sasaeai_desktop.disk import data_place_error
from sasaeai_desktop.domain.errors import DiskError, RefusedError

T = TypeVar("T")

FileError = sqlcipher.DatabaseError
"""What the driver raises where the file cannot be read or written as it should."""

ReadSession = NewType("ReadSession", Connection)
"""A connection inside a read transaction; repositories only query it."""

_NEEDED_SQLITE = (
    3,
    51,
    3,
)  # earlier ones can damage a file when the WAL is reset (shared design, sync section 6)


class Marks(Protocol):
    """Writes into every commit how far it reaches (``db.ending``)."""

    def inside(self, connection: Connection) -> None:
        """Called before the commit, in its transaction."""
        ...

    def after(self) -> None:
        """Called when the commit is on the disk."""
        ...


class WriterFlag:
    """Says whether ``record()`` is at work; the guarding triggers ask it before every row they let in."""

    def __init__(self) -> None:
        self.up = 0

    def __call__(self) -> int:
        """Return 1 while the journal writes."""
        return self.up


_LOG, _WIDE_LOG = 1000, 16_000  # pages of the write-ahead log; the first is SQLite's own
IN_MEMORY = Path(":memory:")
"""The path of a database that is in no file and is gone when it is closed."""


class Database:
    """One encrypted file, one connection, one user of it at a time.

    Args:
        path: the file; made when missing.
        key: raw 32 bytes. Whoever composes the program got it from the vault; the database knows no passphrase.
        cache_mb: page cache; imports of many bundles ask for more (``wide_cache``).
        bare: ask the driver directly until ``take_up``; for the window's way to its first page alone.

    Raises:
        RefusedError: the key does not fit or the file is damaged.
        DiskError: there is no room even to open it.
    """

    def __init__(self, path: Path, key: bytes, *, cache_mb: int = 16, bare: bool = False) -> None:
        if sqlcipher.sqlite_version_info < _NEEDED_SQLITE:
            raise AssertionError(f"SQLite {sqlcipher.sqlite_version} is older than {_NEEDED_SQLITE}")
        self.path = path
        self.writer = WriterFlag()
        self.marks: Marks | None = None
        self._lock = threading.RLock()
        self._key = key.hex()
        self._cache_kib = cache_mb * 1024
        self._bare = bare
        self.engine = self._make_engine()
        try:
            with self.read() as connection:
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        except Exception as error:
            self.engine.dispose()
            if is_disk_trouble(error):
                raise self._disk_error(error) from error  # a full disk must never be told as a damaged file
            if isinstance(getattr(error, "orig", error), sqlcipher.DatabaseError):
                raise RefusedError(
                    "データのファイルを開けませんでした。",
                    "もしもの控え（バックアップ）から もどしてください。",
                    check="database",
                ) from error
            raise

    def _make_engine(self) -> Engine:
        if self.path != IN_MEMORY:
            _make_private(self.path)
        return Engine(self._connect) if self._bare else _through_sqlalchemy(self._connect)

    def take_up(self) -> None:
        """Ask the file through SQLAlchemy from now on, over the connection that is open."""
        with self._lock:
            if self._bare:
                self._bare, held = False, self._driver()
                self.engine = _through_sqlalchemy(lambda: held)

    def _connect(self) -> Any:
        """Open the file: the key first, then the settings."""
        # The driver would commit around DDL on its own; with None only our BEGIN and COMMIT count.
        connection = sqlcipher.connect(self.path.as_posix(), check_same_thread=False, isolation_level=None)
        try:
            # A wrong key is told to the person, not to stderr.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(f"PRAGMA key = \"x'{self._key}'\"")
            for pragma in (
                "cipher_compatibility = 4",
                "journal_mode = WAL",
                "synchronous = FULL",
                "secure_delete = ON",
                "foreign_keys = ON",
                f"cache_size = -{self._cache_kib}",
            ):
                connection.execute(f"PRAGMA {pragma}").fetchall()
        except sqlcipher.DatabaseError:
            connection.close()
            raise
        connection.create_function("journal_is_writing", 0, self.writer)
        return connection

    @contextmanager
    def read(self) -> Iterator[ReadSession]:
        """Give a connection whose reads are of one moment.

        Raises:
            DiskError: the disk failed, or has no room even to sort what was asked for.
            RefusedError: the file is damaged.
        """
        try:
            with self._lock, self.engine.connect() as connection, connection.begin():
                yield ReadSession(connection)
        except Exception as error:
            if is_disk_trouble(error):
                raise self._disk_error(error) from error
            if _is_damage(error):
                raise _damaged() from error
            raise

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection that commits as a whole at the end, or not at all.

        Raises:
            DiskError: the disk is full or failed; nothing was written.
            RefusedError: the file is damaged; nothing was written.
        """
        try:
            with (
                self._lock,
                self.engine.connect().execution_options(write=True) as connection,
                connection.begin(),
            ):
                yield connection
                if self.marks is not None:
                    self.marks.inside(connection)
            if self.marks is not None:
                self.marks.after()
        except Exception as error:
            if is_disk_trouble(error):
                raise self._disk_error(error) from error
            if _is_damage(error):
                raise _damaged() from error
            raise

    def _disk_error(self, error: Exception) -> DiskError:
        return _not_writable(self.path.parent) if _is_locked_place(error) else _disk_full()

    @contextmanager
    def journal_writing(self) -> Iterator[None]:
        """Open the guarding triggers for the journal's own writes."""
        before = self.writer.up
        self.writer.up = 1
        try:
            yield
        finally:
            self.writer.up = before

    @contextmanager
    def wide_cache(self, megabytes: int = 64) -> Iterator[None]:
        """Use a larger page cache for a while: a council takes in many bundles at once.

        The log is copied into the file less often too: the same pages of the indexes change with every bundle.
        """
        self._set_cache(megabytes * 1024, _WIDE_LOG)
        try:
            yield
        finally:
            self._set_cache(self._cache_kib, _LOG)

    def _set_cache(self, kib: int, log: int) -> None:
        """Set the page cache, and after how many pages of the write-ahead log they are copied into the file."""

        def work(cursor: Any) -> None:
            cursor.execute(f"PRAGMA cache_size = -{kib}").fetchall()
            cursor.execute(f"PRAGMA wal_autocheckpoint = {log}").fetchall()

        self._outside_transaction(work)

    def copy_into(self, target: Path) -> None:
        """Write a compact, equally encrypted copy of the whole file as of now (SQLite's VACUUM INTO).

        Raises:
            DiskError: there is no room for it; what was written of it is left for the caller to remove.
        """
        self._outside_transaction(lambda cursor: cursor.execute("VACUUM INTO ?", (str(target),)))

    def lend_key(self, work: Callable[[bytes], T]) -> T:
        """Let work that decides who else may open it (slot files of backups) have the key while it lasts."""
        return work(bytes.fromhex(self._key))

    def reopen(self, path: Path) -> Database:
        """Open a copy of this file, which has the same key.

        Raises:
            RefusedError: the copy is damaged.
        """
        return Database(path, bytes.fromhex(self._key))

    def rekey(
        self, part: Path, key: bytes, *, announce: Callable[[bytes], None], swap: Callable[[], None]
    ) -> None:
        """Put a copy of the file with another key in its place; whatever fails, this database stays open.

        Args:
            part: where the copy is made, beside the file.
            key: raw 32 bytes of the new key.
            announce: called with the copy's salt when it is whole and checked, before anything is replaced.
            swap: gives the copy the file's name, in one step.

        Raises:
            DiskError: no room, or the disk failed; which of the two files lies there, its salt tells.
            RefusedError: the copy is not what was copied; nothing was replaced.
        """
        with self._lock:
            self.copy_rekeyed(part, key)
            salt = salt_of(part)
            announce(salt)
            self.checkpoint()
            self.engine.dispose()
            try:
                swap()
            finally:
                if salt_of(self.path) == salt:
                    self._key = key.hex()
                self.engine = self._make_engine()

    def copy_rekeyed(self, target: Path, key: bytes) -> None:
        """Copy page by page into a file with another key, within one read (SQLite's backup); opens it anew to check.

        Raises:
            DiskError: no room, or the disk failed.
            RefusedError: the copy is not what was copied.
        """
        other = Database(target, key)
        try:
            self._outside_transaction(
                lambda mine: other._outside_transaction(lambda its: mine.connection.backup(its.connection))
            )
            other.checkpoint()
        finally:
            other.close()
        again = Database(target, key)
        try:
            if again.integrity_problems():
                raise _damaged()
        finally:
            again.close()

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file, so that the file alone holds everything."""
        self._outside_transaction(lambda cursor: cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())

    def integrity_problems(self) -> list[str]:
        """Return what SQLite and SQLCipher find wrong with the file; empty when all is well.

        Every page is read anew from the disk, by a connection of its own, so that another thread may ask while somebody reads.
        Whoever wrote has brought the log into the file (``checkpoint``).

        Raises:
            DiskError: there is no room to look.
        """
        try:
            other = self.reopen(self.path)
            try:
                with other.read() as connection:
                    return soundness.problems(connection, self.path.stat().st_size)
            finally:
                other.close()
        except RefusedError as error:  # so damaged that it cannot even be looked through
            return [f"file: {error.check}"]

    def _outside_transaction(self, work: Callable[[Any], object]) -> None:
        with self._lock:
            try:
                cursor = self._driver().cursor()
                work(cursor)
                cursor.close()
            except sqlcipher.DatabaseError as error:
                if is_disk_trouble(error):
                    raise self._disk_error(error) from error
                if _is_damage(error):
                    raise _damaged() from error
                raise

    def _driver(self) -> Any:
        """Return the driver's own connection."""
        engine: Any = self.engine
        return engine.driver if self._bare else engine.raw_connection().driver_connection

    def close(self) -> None:
        """Close the file; the key is forgotten with it."""
        with self._lock:
            self.engine.dispose()
            self._key = ""


def _through_sqlalchemy(connect: Callable[[], Any]) -> Engine:
    from sasaeai_desktop.db import alchemy  # noqa: PLC0415 - not on the window's way to its first page

    return alchemy.engine_over(connect)


def salt_of(path: Path) -> bytes:
    """Return the salt in the first 16 bytes of an encrypted file: random, no secret, and its own for each file."""
    with path.open("rb") as file:
        return file.read(16)


def _make_private(path: Path) -> None:
    """Let only the owner read the file; what SQLite puts beside it takes over the same permission.

    Raises:
        DiskError: the folder cannot be written to.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise _not_writable(path.parent) from error
    if os.name == "posix" and path.stat().st_mode & 0o077:
        with contextlib.suppress(OSError):  # a stick's file system knows no permissions
            path.chmod(0o600)


def is_disk_trouble(error: Exception) -> bool:
    """Say whether an error of the driver is the disk's: full, failed, or not to be written to."""
    cause = getattr(error, "orig", error)  # SQLAlchemy's own engine, in proofs, wraps what the driver raised
    words = ("disk is full", "disk I/O error", "readonly database", "unable to open database")
    return isinstance(cause, sqlcipher.OperationalError) and any(each in str(cause) for each in words)


def _is_locked_place(error: Exception) -> bool:
    words = ("readonly database", "unable to open database")
    return any(each in str(getattr(error, "orig", error)) for each in words)


def _is_damage(error: Exception) -> bool:
    cause = getattr(error, "orig", error)
    words = ("malformed", "not a database")
    return isinstance(cause, sqlcipher.DatabaseError) and any(each in str(cause) for each in words)


def _damaged() -> RefusedError:
    return RefusedError(
        "データのファイルが こわれています。",
        "もしもの控え（バックアップ）から もどしてください。",
        check="database",
    )


def _not_writable(folder: Path) -> DiskError:
    return data_place_error(PermissionError(), folder)


def _disk_full() -> DiskError:
    return DiskError(
        "ディスクに書きこめませんでした。",
        "いらないファイルを消して場所をあけ、もう一度やってみてください。ここまでの記録は のこっています。",
    )
