"""Slot files of backups: each backup keeps its own key, and only today's people and paper may open it.

A backup's key is known where it was made (``db`` keeps the former ones), or by a secret that still opens its slot file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from sasaeai_desktop.disk import REAL, Fs, safe_write
from sasaeai_desktop.domain.errors import LockedError, RefusedError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.vault import keeper, paper, slots, store
from sasaeai_desktop.vault.slots import Slot

Keys = dict[str, bytes]
"""Data keys by ``keeper.key_id``."""


def by_id(keys: Iterable[bytes]) -> Keys:
    """Return data keys by their ids."""
    return {keeper.key_id(key): key for key in keys}


def opener(secret: str) -> Callable[[Path], bytes | None]:
    """Return what opens slot files with a passphrase or a paper key; a passphrase is worked on once for each slot."""
    derived: slots.Derived = {}

    def open_(file: Path) -> bytes | None:
        content = _read(file)
        return _key_in(content["slots"], secret, derived) if content else None

    return open_


def _key_in(of: list[Slot], secret: str, derived: slots.Derived) -> bytes | None:
    key = paper.read(secret) if paper.is_whole(secret) else None
    for slot in of:
        found = None
        if key is not None and slot.get("type") in (slots.PAPER, slots.ESCROW):
            found = slots.open_paper(slot, key)
        elif key is None and slot.get("type") == slots.USER:
            found = slots.open_user(slot, secret, derived)
        if found is not None:
            return found
    return None


def wanted(file: Path) -> str:
    """Return the id of the key that a slot file of a backup holds; "" when it is damaged."""
    content = _read(file)
    return str(content.get("key_id", "")) if content else ""


def reseal(paths: AppPaths, file: Path, data_key: bytes, keys: Keys, *, fs: Fs = REAL) -> bool:
    """Let today's people and paper open a backup, and nobody else.

    Args:
        paths: the installation, whose slots are today's.
        file: the backup's slot file.
        data_key: of today; it proves today's slots.
        keys: the keys of backups that are known.
        fs: the disk.

    Returns:
        False when the backup's key is not known; the file is as it was.

    Raises:
        RefusedError: somebody has written to today's slot file, who wants to be given the key (check ``vault``).
        DiskError: the disk failed; the file is as it was.
    """
    content = _read(file, fs)
    key = keys.get(str(content.get("key_id", ""))) if content else None
    if content is None or key is None:
        return False
    try:
        following = keeper.rewrapped(store.load(paths, fs)["slots"], data_key, key)
    except ValueError as error:
        raise RefusedError(
            "鍵のファイルが、書きかえられています。", "使う人の一覧を、たしかめてください。", check="vault"
        ) from error
    kept = {"version": content["version"], "key_id": content["key_id"], "revision": content["revision"] + 1}
    safe_write(file, store.encode({**kept, "slots": following}), fs)
    return True


def give_restore_a_new_key(paths: AppPaths, file: Path, secret: str, new: bytes) -> bool:
    """Write the slot file of a backup that takes today's place: it gets a key that no secret that ended ever opened.

    Where the secret opens today's file too, today's people and paper stay; else those of the backup whose secrets have
    not ended since.

    Args:
        paths: the installation as it is before.
        file: the slot file that will be in force.
        secret: a passphrase or paper key that opens the backup.
        new: the next data key.

    Returns:
        False when a slot of an older program's form cannot be given it; the file is as it was.
    """
    content = _read(file)
    derived: slots.Derived = {}
    old = _key_in(content["slots"], secret, derived) if content else None
    if content is None or old is None:
        return False
    today = _today(paths)
    present = _key_in(today["slots"], secret, derived) if today else None
    stay, key = content["slots"], old
    if today is not None and present is not None and _users(today) & _users(content):
        stay, key = today["slots"], present
    elif today is not None:
        gone = set(today.get(keeper.ENDED, []))
        stay = [s for s in stay if s.get("id") not in gone or _key_in([s], secret, derived) is not None]
    try:
        following = keeper.rewrapped(stay, key, new)
    except ValueError:
        return False
    ended = (today or content).get(keeper.ENDED, [])
    revision = max(content["revision"], today["revision"] if today else 0) + 1
    made = {
        "version": content["version"],
        "revision": revision,
        "key_id": keeper.key_id(new),
        "slots": following,
    }
    safe_write(file, store.encode({**made, keeper.ENDED: ended}))
    return True


def key_of_today(paths: AppPaths, secret: str) -> bytes | None:
    """Return today's data key if the secret opens it; None when it does not, or nothing whole lies there."""
    today = _today(paths)
    return _key_in(today["slots"], secret, {}) if today else None


def _today(paths: AppPaths) -> store.Content | None:
    try:
        return keeper.settle(paths)
    except (LockedError, RefusedError):
        return None


def _users(content: store.Content) -> set[str]:
    return {str(s.get("user")) for s in content["slots"] if s.get("type") == slots.USER}


def _read(file: Path, fs: Fs = REAL) -> store.Content | None:
    try:
        return store.decode(fs.read(file))
    except OSError:
        return None
