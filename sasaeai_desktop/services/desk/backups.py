"""Backups: made, checked, thinned out, replaced when something was erased."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop.db import settings
from sasaeai_desktop.db.backup import Kept, Tips, newest_first, to_remove
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.purge import BACKUPS_HOLD_MORE
from sasaeai_desktop.disk import disk_error, remove_tree, rename, sync_file, sync_folder
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import RefusedError, UserError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk.desk import Desk, reading

_SUFFIX = ".backup"
DATA = "desk.db"
VAULT = "vault.json"
EXTENT = "extent.json"
"""What a backup holds, to be ordered by without its key: its number in this folder and the tips of its streams."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: a folder with the encrypted file and the key slots; ``made_at`` as the clock stood then."""

    path: Path
    made_at: str
    bytes: int
    ordinal: int = 0
    tips: Tips | None = None


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
    from sasaeai_desktop.db import copying  # noqa: PLC0415 - not for every start

    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    target = free_name(paths.backups, f"{stamp}-{reason}")
    part = target.with_name(target.name + ".part")
    try:
        paths.backups.mkdir(parents=True, exist_ok=True)
        part.mkdir()
        database.copy_into(part / DATA)
        shutil.copyfile(paths.vault, part / VAULT)
        write_extent(part, _tips_of(database), next_ordinal(paths))
        for name in (DATA, VAULT, EXTENT):
            sync_file(part / name)
        if copying.problems(database, part / DATA) or not _holds_as_much(database, part / DATA):
            raise _no_copy()
        rename(part, target)
        sync_folder(paths.backups)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise disk_error(error, "控えを置く場所") from error
    except UserError:
        shutil.rmtree(part, ignore_errors=True)
        raise
    _thin_out(paths, clock.today())
    return describe(target)


def _holds_as_much(database: Database, copy: Path) -> bool:
    """Open the copy with the same key, and say whether it has as many changes as the original."""
    other = database.reopen(copy)
    try:
        return size_of(other) == size_of(database)
    finally:
        other.close()
        for name in (f"{copy.name}-wal", f"{copy.name}-shm"):
            (copy.parent / name).unlink(missing_ok=True)


def _no_copy() -> RefusedError:
    return RefusedError(
        "控えを確かめたところ、元と合いませんでした。", "もう一度、控えを取ってください。", check="backup"
    )


def size_of(database: Database) -> tuple[int, int]:
    """Return how many streams the journal has, and how many changes."""
    with database.read() as connection:
        row = connection.exec_driver_sql("SELECT count(*), coalesce(sum(seq), 0) FROM stream").one()
    return int(row[0]), int(row[1])


def kept(paths: AppPaths) -> list[Backup]:
    """Return the backups, newest first: by what they hold, whatever the clock was when they were made."""
    if not paths.backups.is_dir():
        return []
    return in_order([describe(p) for p in paths.backups.glob(f"*{_SUFFIX}")])


def in_order(found: Iterable[Backup]) -> list[Backup]:
    """Return backups of any place, newest first (``db.backup.newest_first``)."""
    by_name = {str(b.path): b for b in found}
    return [by_name[k.name] for k in newest_first(_rule(b, name) for name, b in by_name.items())]


def _rule(backup: Backup, name: str) -> Kept:
    return Kept(name, backup.made_at[:10], backup.made_at, backup.ordinal, backup.tips)


def describe(path: Path) -> Backup:
    """Return what the name of a backup and its note say of it."""
    stamp = path.name[:15]
    made_at = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[9:11]}:{stamp[11:13]}:{stamp[13:15]}"
    ordinal, tips = read_extent(path)
    return Backup(path, made_at, sum(f.stat().st_size for f in path.iterdir()), ordinal, tips)


def write_extent(folder: Path, tips: Tips | None, ordinal: int) -> None:
    """Write down what a folder with a desk's data holds, so that it can be put in order without its key."""
    document = {"version": 1, "ordinal": ordinal, "tips": tips}
    (folder / EXTENT).write_text(json.dumps(document), encoding="utf-8")


def read_extent(folder: Path) -> tuple[int, Tips | None]:
    """Return number and tips as written down, (0, None) where nobody did or the note is none."""
    try:
        document = json.loads((folder / EXTENT).read_text(encoding="utf-8"))
        tips = document["tips"]
        if tips is not None:
            tips = {str(name): [(int(seq), str(tip)) for seq, tip in ends] for name, ends in tips.items()}
        return int(document["ordinal"]), tips
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return 0, None


def next_ordinal(paths: AppPaths) -> int:
    """Return the number of the next backup of this place: one more than any here."""
    folders = [*paths.backups.glob(f"*{_SUFFIX}"), *set_aside(paths)]
    return 1 + max((read_extent(folder)[0] for folder in folders), default=0)


def _tips_of(database: Database) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    with database.read() as connection:
        for name, seq, tip in connection.exec_driver_sql("SELECT name, seq, tip FROM stream WHERE seq > 0"):
            found.setdefault(name, []).append((seq, tip.hex()))
    return found


def _thin_out(paths: AppPaths, today: str) -> None:
    there = [_rule(b, b.path.name) for b in kept(paths)]
    for name in to_remove(there, today):
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
            remove_tree(path)
    except OSError as error:
        raise disk_error(error, "控えを置く場所") from error
    with desk.database.transaction() as connection:
        settings.put(connection, BACKUPS_HOLD_MORE, "")
    return len(old)


def changed_since_backup(desk: Desk) -> bool:
    """Say whether anything was written since the newest backup was made."""
    with reading(desk) as session:
        return settings.text(session, "backed_up_at") != _extent(session)


def _extent(connection: Connection) -> str:
    """Return how much the journal holds; it only ever grows."""
    return str(connection.exec_driver_sql("SELECT coalesce(sum(seq), 0) FROM stream").scalar())


def free_name(folder: Path, name: str, suffix: str = _SUFFIX) -> Path:
    """Return a path that nothing has yet; a number goes behind the name where something has."""
    for number in range(1, 1000):
        path = folder / (f"{name}{suffix}" if number == 1 else f"{name}-{number}{suffix}")
        if not path.exists():
            return path
    raise AssertionError("a thousand backups in one second")
