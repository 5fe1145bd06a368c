"""New keys: for the data on this computer, and for what others write to it.

The data goes page by page into a file with a new key; then the slot file learns both keys, then the new file takes the
old one's name in one step, then the slot file forgets the old key. Wherever that is cut off, one file lies there whole,
and its salt tells the slot file which key is in force (``vault.keeper.settle``). Then the kept backups follow
(``resealing``).
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sasaeai_desktop.disk import REAL, Fs, disk_error
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.errors import InputError, UserError
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, allow
from sasaeai_desktop.services.safety import resealing, tries
from sasaeai_desktop.services.safety.resealing import Resealed
from sasaeai_desktop.services.usb import exchange_keys
from sasaeai_desktop.vault import keeper, slots
from sasaeai_desktop.vault.keeper import Next

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
    allow(desk, Deed.KEYS)
    old = tries.unlock(desk.paths, passphrase, desk.clock, desk.user.id.hex()).data_key
    check_ready(desk)
    with acting(desk, "鍵を新しくしました", undoable=False, deed=Deed.KEYS) as session:
        public = exchange_keys.renew(session, desk)
        audit.log_access(session.connection, desk, "key rotate")
    done = renew_data_key(desk, old, Next(os.urandom(slots.KEY_BYTES)), passphrase, fs=fs)
    return Done(public, Changes(label=label_with("鍵を新しくしました", done)))


def label_with(label: str, done: Resealed) -> str:
    """Return what was done, and what a person should know of the backups besides."""
    return f"{label}。{done.words}" if done.words else label


def check_ready(desk: Desk, *ends: str) -> None:
    """See to it that everyone who stays can be given a new key.

    Args:
        desk: the open desk.
        ends: people (opaque ids) whose present slots end with it; "" is the paper.

    Raises:
        InputError: a slot has the first program's form.
    """
    waiting = [user for user in keeper.unready(desk.paths) if user not in ends]
    if "" in waiting:
        raise InputError(
            "復旧キーの紙が古い形なので、鍵を新しくできません。",
            "先に復旧キーを新しくして（sasaeai key paper）、紙をしまってください。",
        )
    if waiting:
        raise InputError(
            "鍵を新しくする準備が、まだできていない人がいます。", "使う人ごとに1回ずつ、開いてください。"
        )


def renew_data_key(desk: Desk, old: bytes, coming: Next, secret: str, *, fs: Fs = REAL) -> Resealed:
    """Put the data under a new key, then let today's people and paper open the kept backups, and nobody else.

    Args:
        desk: the open desk; it stays open.
        old: the present data key.
        coming: the next one, and which slots end with it.
        secret: of the person at the desk, for backups whose key is not noted.
        fs: the disk.

    Raises:
        InputError: a slot is not ready.
        DiskError: the disk failed; the desk is open and nothing is lost.
    """
    paths = desk.paths
    part = paths.database.with_name(f"{paths.database.name}.{_PART}")

    def announce(salt: bytes) -> None:
        with part.open("rb+") as file:
            fs.sync(file)
        keeper.announce_rotation(paths, old, coming, salt, fs=fs)

    def swap() -> None:
        fs.rename(part, paths.database, overwrite=True)
        fs.sync_folder(paths.data_dir)

    try:
        _clear(part, fs)
        resealing.prepare(paths, desk.database, old, secret)
        desk.database.rekey(part, coming.key, announce=announce, swap=swap)
        keeper.settle(paths, fs)
    except (OSError, UserError) as error:
        # Best effort: the next opening settles it as well.
        with contextlib.suppress(OSError, UserError):
            _clear(part, fs)
            keeper.settle(paths, fs)
        if isinstance(error, OSError):
            raise disk_error(error, "データの場所") from error
        raise
    return resealing.finish(paths, desk.database, coming.key, fs=fs)


def _clear(part: Path, fs: Fs) -> None:
    for name in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
        fs.remove(name)
