"""Backups, the check of the whole installation, and the log of who carried something out."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from sasaeai_desktop.db import schema, settings
from sasaeai_desktop.db.backup import Kept, to_remove
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.purge import BACKUPS_HOLD_MORE
from sasaeai_desktop.db.repositories import access_log
from sasaeai_desktop.db.write import begin_new_streams
from sasaeai_desktop.disk import disk_error, safe_write
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import RefusedError, UserError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk import Desk, reading
from sasaeai_desktop.sync.keys import DeviceKeys
from sasaeai_desktop.sync.outgoing import sign_my_tips
from sasaeai_desktop.vault import keeper

_SUFFIX = ".backup"
_DATA = "desk.db"
_VAULT = "vault.json"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: a folder with the encrypted file and the key slots."""

    path: Path
    made_at: str
    bytes: int


def back_up(desk: Desk, reason: str = "manual") -> Backup:
    """Make a backup of everything as of now, check it, and thin out old ones.

    Raises:
        DiskError: there was no room; the old backups are untouched.
    """
    made = make_backup(desk.paths, desk.database, desk.clock, reason)
    with desk.database.transaction() as connection:
        settings.put(connection, "backed_up_at", _extent(connection))
        settings.put(connection, "backed_up_on", desk.clock.now().isoformat(timespec="seconds"))
    return made


def make_backup(paths: AppPaths, database: Database, clock: Clock, reason: str) -> Backup:
    """As ``back_up``, for a file that is not yet open as a desk (before an upgrade)."""
    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    target = _free_name(paths.backups, f"{stamp}-{reason}")
    part = target.with_name(target.name + ".part")
    try:
        paths.backups.mkdir(parents=True, exist_ok=True)
        part.mkdir()
        database.copy_into(part / _DATA)
        shutil.copyfile(paths.vault, part / _VAULT)
        for name in (_DATA, _VAULT):
            _sync_file(part / name)
        _verify_copy(database, part / _DATA)
        part.rename(target)
        _sync_folder(paths.backups)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise disk_error(error, "控えを置く場所") from error
    except UserError:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _thin_out(paths, clock.today())
    return _describe(target)


def _verify_copy(database: Database, copy: Path) -> None:
    """Open the copy with the same key: whole, and as many changes as the original."""
    other = database.reopen(copy)
    try:
        if other.integrity_problems() or _size(other) != _size(database):
            raise RefusedError(
                "控えを確かめたところ、元と合いませんでした。",
                "もう一度、控えを取ってください。",
                check="backup",
            )
    finally:
        other.close()
        for name in (f"{copy.name}-wal", f"{copy.name}-shm"):
            (copy.parent / name).unlink(missing_ok=True)


def _size(database: Database) -> tuple[int, int]:
    with database.read() as connection:
        row = connection.exec_driver_sql("SELECT count(*), coalesce(sum(seq), 0) FROM stream").one()
    return int(row[0]), int(row[1])


def backups(paths: AppPaths) -> list[Backup]:
    """Return the backups, newest first."""
    if not paths.backups.is_dir():
        return []
    return sorted(
        (_describe(p) for p in paths.backups.glob(f"*{_SUFFIX}")), key=lambda b: b.made_at, reverse=True
    )


def _describe(path: Path) -> Backup:
    stamp = path.name[:15]
    made_at = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[9:11]}:{stamp[11:13]}:{stamp[13:15]}"
    return Backup(path, made_at, sum(f.stat().st_size for f in path.iterdir()))


def _thin_out(paths: AppPaths, today: str) -> None:
    kept = [Kept(b.path.name, b.made_at[:10]) for b in backups(paths)]
    for name in to_remove(kept, today):
        shutil.rmtree(paths.backups / name, ignore_errors=True)


def set_aside(paths: AppPaths) -> list[Path]:
    """Return the folders with the data that restores have put aside."""
    return sorted(paths.data_dir.glob("*-before-restore*"))


def replace_old_backups(desk: Desk) -> int:
    """Replace every older backup by one made now, if something was erased since they were made; say how many.

    What a restore once set aside goes too: it holds the same names. Does nothing when nothing was erased.

    Raises:
        DiskError: there was no room, or an old one could not be removed; the next call tries again.
    """
    with reading(desk) as session:
        if settings.text(session, BACKUPS_HOLD_MORE) != "1":
            return 0
    made = back_up(desk, "erase")
    old = [p for p in desk.paths.backups.iterdir() if p != made.path]
    old += set_aside(desk.paths)
    try:
        for path in old:
            shutil.rmtree(path)
    except OSError as error:
        raise disk_error(error, "控えを置く場所") from error
    with desk.database.transaction() as connection:
        settings.put(connection, BACKUPS_HOLD_MORE, "")
    return len(old)


def verify_backup(paths: AppPaths, backup: Path, passphrase: str) -> int:
    """Open a backup with a passphrase, or the paper key, and check it whole; returns how many changes it holds.

    Raises:
        LockedError: the passphrase does not open it.
        RefusedError: it is damaged.
    """
    if not (backup / _DATA).is_file() or not (backup / _VAULT).is_file():
        raise RefusedError(
            "もしもの控えではないか、こわれています。", "べつの控えをえらんでください。", check="backup"
        )
    unlocked = keeper.unlock_either(_inside(paths, backup), passphrase)
    database = Database(backup / _DATA, unlocked.data_key)
    try:
        broken = database.integrity_problems()
        if not broken:
            with database.read() as connection:
                broken = database_problems(connection)
        if broken:
            raise _broken_backup()
        return _size(database)[1]
    finally:
        database.close()
        for name in (f"{_DATA}-wal", f"{_DATA}-shm", "vault-copy.json"):
            (backup / name).unlink(missing_ok=True)


def _inside(paths: AppPaths, backup: Path) -> AppPaths:
    """Return the places inside a backup, as if it were an installation."""
    return AppPaths(backup, backup / _DATA, backup / _VAULT, backup / "vault-copy.json", paths.backups, paths.drafts,
                    paths.log, paths.lock)  # fmt: skip


def _broken_backup() -> RefusedError:
    return RefusedError("もしもの控えが こわれています。", "べつの控えをえらんでください。", check="backup")


def restore_backup(paths: AppPaths, backup: Path, passphrase: str, clock: Clock) -> Path | None:
    """Put a backup in place of the present data; the present data is set aside, never thrown away.

    The restored installation writes into new streams from now on, so that what it lost can come back from others.
    The paper key of the backup's time may stand in place of the passphrase.

    Returns:
        The folder in which the former data lies, None when there was none.

    Raises:
        LockedError: the passphrase does not open the backup.
        RefusedError: the backup is damaged.
        DiskError: the disk failed; the present data is as it was.
    """
    verify_backup(paths, backup, passphrase)
    finish_restore(paths)
    aside = _free_name(paths.data_dir, f"{clock.now():%Y%m%d-%H%M%S}-before-restore", "")
    fresh, ready = paths.data_dir / "restore.part", _ready(paths)
    former = [
        p for p in (paths.database, *_side_files(paths.database), paths.vault, paths.vault_copy) if p.exists()
    ]
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(backup, fresh)
        _begin_anew(fresh / _DATA, keeper.unlock_either(_inside(paths, fresh), passphrase).data_key)
        (fresh / "vault-copy.json").unlink(missing_ok=True)
        if former:
            aside.mkdir()
        for path in former:
            shutil.copyfile(path, aside / path.name)
        for folder in (fresh, *([aside] if former else [])):
            for path in folder.iterdir():
                _sync_file(path)
            _sync_folder(folder)
        _sync_folder(paths.data_dir)
        fresh.rename(ready)
        _sync_folder(paths.data_dir)
    except OSError as error:
        for leftover in (fresh, aside):
            shutil.rmtree(leftover, ignore_errors=True)
        raise disk_error(error, "データの場所") from error
    finish_restore(paths)
    return aside if former else None


def _begin_anew(database_file: Path, key: bytes) -> None:
    """Let a restored file write into new streams."""
    database = Database(database_file, key)
    try:
        with database.transaction() as connection, database.journal_writing():
            # Nobody takes what its owner has not signed, and from now on these streams are nobody's to sign.
            sign_my_tips(connection, DeviceKeys.from_dict(json.loads(settings.text(connection, "keys"))))
            begin_new_streams(connection)
        database.checkpoint()
    finally:
        database.close()
    for path in _side_files(database_file):
        path.unlink(missing_ok=True)


def _ready(paths: AppPaths) -> Path:
    return paths.data_dir / "restore.ready"


def restore_pending(paths: AppPaths) -> bool:
    """Say whether a restore was cut off after everything was ready for it."""
    return _ready(paths).is_dir()


def finish_restore(paths: AppPaths) -> None:
    """Put the files of a restore in their places, once they all lie ready; harmless when there is nothing to do.

    Three files cannot be exchanged in one step, so whoever opens the data folder first ends what a power cut stopped.

    Raises:
        DiskError: the disk failed; the next opening tries again.
    """
    ready = _ready(paths)
    if not ready.is_dir():
        return
    try:
        if (ready / _DATA).exists():
            for path in _side_files(paths.database):
                path.unlink(missing_ok=True)
            _sync_folder(paths.data_dir)  # the old file's log must never meet the new file
            (ready / _DATA).replace(paths.database)
        if (ready / _VAULT).exists():
            safe_write(paths.vault_copy, (ready / _VAULT).read_bytes())
            (ready / _VAULT).replace(paths.vault)
        _sync_folder(paths.data_dir)
        shutil.rmtree(ready)
        _sync_folder(paths.data_dir)
    except OSError as error:
        raise disk_error(error, "データの場所") from error


def _side_files(database: Path) -> list[Path]:
    return [database.with_name(database.name + end) for end in ("-wal", "-shm")]


def _free_name(folder: Path, name: str, suffix: str = _SUFFIX) -> Path:
    for number in range(1, 1000):
        path = folder / (f"{name}{suffix}" if number == 1 else f"{name}-{number}{suffix}")
        if not path.exists():
            return path
    raise AssertionError("a thousand backups in one second")


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# -- check --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found; ``state_hash`` is equal on any two that hold the same changes."""

    state_hash: str
    problems: list[str]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(desk: Desk) -> Checked:
    """Prove that the file is whole and that the tables equal the folded journal."""
    from sasaeai_desktop.db import fold  # noqa: PLC0415 - not for every start

    problems = desk.database.integrity_problems()
    with reading(desk) as session:
        problems += database_problems(session)
        try:
            return Checked(fold.state_hash(session, open_only=desk.me.council), problems)
        except DatabaseError as error:
            return Checked("", [*problems, f"file: {error.orig}"])


def database_problems(connection: Connection) -> list[str]:
    """Return where the journal is broken, or tables, search keys, guards or closings differ from it.

    The log of who carried something out is proven by its own chain.
    """
    from sasaeai_desktop.db import derived, fold, purge  # noqa: PLC0415 - not for every start
    from sasaeai_desktop.services import closing  # noqa: PLC0415 - not for every start

    try:
        version = schema.version_of(connection)
        if version > schema.VERSION:
            return ["schema: newer than this program"]
        if version < schema.VERSION:  # an older backup: its tables are made anew when it is opened
            for _ in fold.all_changes(connection):
                pass
            return []
        return [
            *fold.check_fold(connection),
            *purge.problems(connection),
            *derived.search_problems(connection),
            *schema.guard_problems(connection),
            *closing.problems(connection),
            *access_log.problems(connection),
        ]
    except RefusedError as error:
        return [f"journal: {error.check}"]
    except DatabaseError as error:
        return [f"file: {error.orig}"]


# -- the log of what was carried out --------------------------------------------------------------------------------


def log_access(connection: Connection, desk: Desk, what: str) -> None:
    """Add a line to the local, hash-chained log; ``check`` proves the chain."""
    access_log.append(connection, desk.clock.now().isoformat(timespec="seconds"), desk.user.id, what)


def changed_since_backup(desk: Desk) -> bool:
    """Say whether anything was written since the newest backup was made."""
    with reading(desk) as session:
        return settings.text(session, "backed_up_at") != _extent(session)


def _extent(connection: Connection) -> str:
    """Return how much the journal holds; it only ever grows."""
    return str(connection.exec_driver_sql("SELECT coalesce(sum(seq), 0) FROM stream").scalar())
