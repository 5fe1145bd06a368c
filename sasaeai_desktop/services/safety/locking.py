"""席をはなれる: the file is closed and its key forgotten, while the window waits for the passphrase."""

from __future__ import annotations

from sasaeai_desktop.domain.errors import LockedError, RefusedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import access, tries
from sasaeai_desktop.services.safety.seats import seat
from sasaeai_desktop.services.safety.setup import open_with_key, take_lock
from sasaeai_desktop.vault import keeper, slots
from sasaeai_desktop.vault.slots import Kdf


def put_away(desk: Desk) -> None:
    """Close the file and forget its key; no second copy of the program gets in meanwhile."""
    desk.put_away()


def come_back(desk: Desk, passphrase: str, name: str = "") -> Desk:
    """Open a desk again that was put away.

    Args:
        desk: as it was left.
        passphrase: as typed, of whoever comes.
        name: of that person, where two have the same passphrase.

    Returns:
        The same desk when the same person came back, another desk for another person of this laptop.

    Raises:
        LockedError: the passphrase is wrong.
        RefusedError: a file was damaged meanwhile.
    """
    found = tries.unlock_all(desk.paths, passphrase, desk.clock)
    user = Id(bytes.fromhex(found[0].user))
    opened = open_with_key(desk.paths, found[0].data_key, user, desk.clock, desk.lock)
    try:
        opened.user = seat(opened, found, name)
    except BaseException:
        opened.put_away()
        raise
    return _taken_up(desk, opened)


def come_back_with_paper(desk: Desk, paper_key: str, passphrase: str, *, kdf: Kdf = slots.REAL) -> Desk:
    """Open a desk again with its paper key and a new passphrase; returns and raises as ``come_back``.

    Raises:
        InputError: a symbol of the key is wrong, or the new passphrase is empty.
        DiskError: the disk failed; the old passphrase still opens.
    """
    if desk.lock is not None:
        desk.lock.release()
    try:
        opened = access.open_desk_with_paper(desk.paths, paper_key, passphrase, desk.clock, kdf=kdf)
    except BaseException:
        desk.lock = take_lock(desk.paths)
        raise
    return _taken_up(desk, opened)


def opens_with(paths: AppPaths, passphrase: str) -> bool:
    """Say whether a passphrase opens what lies in a place."""
    try:
        keeper.unlock(paths, passphrase)
    except (LockedError, RefusedError):
        return False
    return True


def _taken_up(desk: Desk, opened: Desk) -> Desk:
    if opened.user.id != desk.user.id:
        return opened
    desk.database, desk.user, desk.lock = opened.database, opened.user, opened.lock
    return desk
