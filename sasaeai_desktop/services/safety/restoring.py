"""Going back to a backup from the window: which there are, here and in another place, and carrying it out.

A backup of another place (a stick, an old laptop's folder) is copied here first: nothing is ever written there.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sasaeai_desktop.db import ending
from sasaeai_desktop.db.ending import Trouble
from sasaeai_desktop.disk import disk_error
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.backups import Backup
from sasaeai_desktop.services.safety import checking, putting_back
from sasaeai_desktop.services.safety.setup import take_lock
from sasaeai_desktop.vault import keeper

_NAME = re.compile(r"(\d{8})-(\d{6})-([a-z-]+?)(?:-\d+)?(?:\.backup)?", re.ASCII)
_WORDS = {
    "manual": "「いま控えを取る」で取ったもの",
    "exit": "閉じるときに取ったもの",
    "import": "受け取りや取りこみの前に取ったもの",
    "upgrade": "新しいプログラムにする前に取ったもの",
    "erase": "きろくを消したあとに取ったもの",
    "before-restore": "もどす前のきろく",
}
_WHOLE_PLACE = "この場所のきろく全部"
_DATA, _VAULT, _LOG = "desk.db", "vault.json", "desk.db-wal"
_VAULT_COPY = "vault-copy.json"
_FETCHED = "other.part"
"""In the folder of the backups, so that it goes with them when names are erased."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A backup that can be gone back to.

    Attributes:
        path: its folder.
        made_at: ISO date and time when it was made; for a whole data folder, of its last change.
        bytes: its size.
        why: why it was made, in words.
    """

    path: Path
    made_at: str
    bytes: int
    why: str


def kept_here(paths: AppPaths) -> list[Choice]:
    """Return the backups of this laptop and what earlier restores put aside, newest first."""
    folders = [*(b.path for b in backups.kept(paths)), *backups.set_aside(paths)]
    return _choices(folders)


def newest(paths: AppPaths) -> Path:
    """Return the backup of this laptop that holds the most.

    Raises:
        InputError: there is none.
    """
    found = backups.kept(paths)
    if not found:
        raise InputError("控えが まだ ありません。", "「いまのファイルのまま使う」を えらんでください。")
    return found[0].path


def kept_in(paths: AppPaths, folder: Path) -> list[Choice]:
    """Return the backups in a folder somebody chose: one backup, a folder of backups or an old laptop's data.

    The present data of ``paths`` itself are none.

    Raises:
        InputError: there is none.
        DiskError: the folder cannot be read.
    """
    try:
        inside = [p for place in (folder, folder / "backups") if place.is_dir() for p in place.iterdir()]
        folders = [p for p in (folder, *inside) if p.is_dir() and p.resolve() != paths.data_dir.resolve()]
        found = _choices(folders)
    except OSError as error:
        raise disk_error(error, "えらんだ場所") from error
    if not found:
        raise InputError(
            "この場所には、もしもの控えがありません。",
            "控えの入っている場所（名前が backups か、.backup でおわる場所）をえらんでください。",
        )
    return found


def _choices(folders: list[Path]) -> list[Choice]:
    whole = [f for f in folders if (f / _DATA).is_file() and vault_of(f) is not None]
    found = {str(f): _choice(f) for f in whole}
    extents = {name: backups.read_extent(choice.path) for name, choice in found.items()}
    latest = max((ordinal for ordinal, _ in extents.values()), default=0)
    held = []
    for name, choice in found.items():
        ordinal, tips = extents[name]
        if choice.why == _WHOLE_PLACE:  # it went on after the last backup of it
            ordinal = latest + 1
        held.append(Backup(choice.path, choice.made_at, choice.bytes, ordinal, tips))
    return [found[str(b.path)] for b in backups.in_order(held)]


def _choice(folder: Path) -> Choice:
    size = sum(p.stat().st_size for p in folder.iterdir() if p.is_file())
    named = _NAME.fullmatch(folder.name)
    if named is not None:
        try:
            at = datetime.fromisoformat(f"{named[1]}T{named[2]}")
            return Choice(folder, at.isoformat(), size, _WORDS.get(named[3], ""))
        except ValueError:
            named = None  # digits that are no time
    changed = datetime.fromtimestamp((folder / _DATA).stat().st_mtime, UTC).astimezone()
    return Choice(folder, f"{changed:%Y-%m-%dT%H:%M:%S}", size, _WHOLE_PLACE)


def vault_of(folder: Path) -> Path | None:
    """Return the slot file in a folder, or its copy; None where there is neither."""
    return next((p for p in (folder / _VAULT, folder / _VAULT_COPY) if p.is_file()), None)


def prepare(paths: AppPaths, backup: Path, passphrase: str) -> Path:
    """Check a backup whole before anything is closed; returns the folder to hand to ``restore``.

    Args:
        paths: the installation that will be restored.
        backup: the backup, here or in another place.
        passphrase: the one of the backup's time, or its paper key.

    Raises:
        LockedError: the passphrase does not open it.
        RefusedError: it is damaged.
        DiskError: there was no room for it.
    """
    own = {choice.path for choice in kept_here(paths)}
    here = backup if backup in own else _fetch(paths, backup)
    try:
        checking.verify_backup(paths, here, passphrase)
    except BaseException:
        _forget(paths)
        raise
    return here


def as_it_is(paths: AppPaths, passphrase: str, clock: Clock) -> None:
    """Go on with the present files although they are not as they were left (``not_as_left.STATE``).

    What lies here now is set aside first. A log that is not the file's own is left out where the file alone is whole.
    New streams are begun, as after a restore, so that what is missing can come back from others.

    Args:
        paths: the installation; nobody has it open.
        passphrase: of a person here, or the paper key.
        clock: the time.

    Raises:
        LockedError: the passphrase opens nothing, or another copy of the program is running.
        RefusedError: what lies here cannot be used; a backup must be gone back to.
        DiskError: the disk failed; everything is as it was.
    """
    lock = take_lock(paths)
    try:
        unlocked = keeper.unlock_either(paths, passphrase)
        found = ending.judge(paths.database, unlocked.data_key)
        if found is None:
            return
        alone = found.trouble is Trouble.FOREIGN_LOG and found.whole_alone
        putting_back.restore_backup(paths, _fetch(paths, paths.data_dir, log=not alone), passphrase, clock)
    finally:
        _forget(paths)
        lock.release()


def _fetch(paths: AppPaths, backup: Path, *, log: bool = True) -> Path:
    _forget(paths)
    target = paths.backups / _FETCHED
    vault = vault_of(backup)
    try:
        paths.make()
        target.mkdir()
        if vault is not None:
            shutil.copyfile(vault, target / _VAULT)
        for name in (_DATA, *([_LOG] if log else [])):
            if (backup / name).is_file():
                shutil.copyfile(backup / name, target / name)
    except OSError as error:
        _forget(paths)
        raise disk_error(error, "控えを置く場所") from error
    return target


def _forget(paths: AppPaths) -> None:
    shutil.rmtree(paths.backups / _FETCHED, ignore_errors=True)


def restore(paths: AppPaths, prepared: Path, passphrase: str, clock: Clock) -> None:
    """Put a prepared backup in place of the present data (``putting_back.restore_backup``); the desk must be closed.

    Raises:
        LockedError: the passphrase does not open it, or another copy of the program is running.
        RefusedError: it is damaged.
        DiskError: the disk failed; the present data is as it was.
    """
    lock = take_lock(paths.make())
    try:
        putting_back.restore_backup(paths, prepared, passphrase, clock)
    finally:
        _forget(paths)
        lock.release()
