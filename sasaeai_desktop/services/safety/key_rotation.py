"""New keys: for the data on this computer, and for what others write to it.

The data goes page by page into a file with a new key; then the slot file learns both keys, then the new file takes the
old one's name in one step, then the slot file forgets the old key. Wherever that is cut off, one file lies there whole,
and its salt tells the slot file which key is in force (``vault.keeper.settle``).
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sasaeai_desktop.disk import REAL, Fs, disk_error
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import InputError, UserError
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk, Done, acting
from sasaeai_desktop.services.usb import exchange_keys
from sasaeai_desktop.vault import keeper, slots

_PART = "rekey.part"


def rotate(desk: Desk, passphrase: str, *, fs: Fs = REAL) -> Done[str]:
    """Give the data a new key, and others a new key to write to; passphrases and the paper key stay as they are.

    Args:
        desk: the open desk; it stays open.
        passphrase: of the person at the desk.
        fs: the disk.

    Returns:
        The new public key that others write to.

    Raises:
        LockedError: the passphrase is wrong.
        InputError: a slot of the first program's form must be opened once before.
        DiskError: the disk failed; the desk is open and nothing is lost.
    """
    old = keeper.unlock(desk.paths, passphrase, desk.user.id.hex()).data_key
    check_ready(desk)
    with acting(desk, "鍵を新しくしました", undoable=False) as session:
        public = exchange_keys.renew(session, desk)
        audit.log_access(session.connection, desk, "key rotate")
    renew_data_key(desk, old, fs=fs)
    return Done(public, Changes(label="鍵を新しくしました"))


def check_ready(desk: Desk, *, without: str = "") -> None:
    """See to it that everyone who stays can be given a new key.

    Raises:
        InputError: a slot has the first program's form.
    """
    waiting = [user for user in keeper.unready(desk.paths) if not without or user != without]
    if "" in waiting:
        raise InputError(
            "復旧キーの紙が古い形なので、鍵を新しくできません。",
            "先に復旧キーを新しくして（sasaeai key paper）、紙をしまってください。",
        )
    if waiting:
        raise InputError(
            "鍵を新しくする準備が、まだできていない人がいます。", "使う人ごとに1回ずつ、開いてください。"
        )


def renew_data_key(desk: Desk, old: bytes, *, without: str = "", fs: Fs = REAL) -> None:
    """Put the data under a new key, which ``without`` does not get.

    Args:
        desk: the open desk; it stays open.
        old: the present data key.
        without: a person (opaque id) whose slot goes; "" for nobody.
        fs: the disk.

    Raises:
        InputError: a slot is not ready.
        DiskError: the disk failed; the desk is open and nothing is lost.
    """
    paths, new = desk.paths, os.urandom(slots.KEY_BYTES)
    part = paths.database.with_name(f"{paths.database.name}.{_PART}")

    def announce(salt: bytes) -> None:
        with part.open("rb+") as file:
            fs.sync(file)
        keeper.announce_rotation(paths, old, new, salt, without=without, fs=fs)

    def swap() -> None:
        fs.rename(part, paths.database, overwrite=True)
        fs.sync_folder(paths.data_dir)

    try:
        _clear(part, fs)
        desk.database.rekey(part, new, announce=announce, swap=swap)
        keeper.settle(paths, fs)
    except (OSError, UserError) as error:
        # Best effort: the next opening settles it as well.
        with contextlib.suppress(OSError, UserError):
            _clear(part, fs)
            keeper.settle(paths, fs)
        if isinstance(error, OSError):
            raise disk_error(error, "データの場所") from error
        raise


def _clear(part: Path, fs: Fs) -> None:
    for name in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
        fs.remove(name)
