"""The ways in besides the passphrase of every day: the paper key, a new passphrase, a new paper."""

from __future__ import annotations

import hmac

from sasaeai_desktop.db import settings
from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import LockedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk, Done, allow, reading
from sasaeai_desktop.services.safety import in_place, key_rotation, passphrases, tries
from sasaeai_desktop.services.safety.setup import Progress, open_with_key, take_lock
from sasaeai_desktop.vault import keeper, slots
from sasaeai_desktop.vault.slots import Kdf

_TRIED = "paper_tried_on"


def open_desk_with_paper(
    paths: AppPaths,
    paper_key: str,
    passphrase: str,
    clock: Clock,
    *,
    kdf: Kdf = slots.REAL,
    progress: Progress | None = None,
) -> Desk:
    """Open an installation with its paper key, and give its first person a new passphrase.

    Args:
        paths: where it lies.
        paper_key: as typed from the paper, with or without blanks and hyphens.
        passphrase: the new one; the old one opens nothing from then on.
        clock: the time.
        kdf: cost of a guess; cheaper for practice and tests only.
        progress: called with (done, total) while an older program's data are brought up to date.

    Raises:
        InputError: a symbol of the key is wrong (the group is named), or the new passphrase is empty.
        LockedError: the key belongs to another installation, or another copy is running.
        RefusedError: a file is damaged or of a newer program.
        DiskError: the disk failed; the old passphrase still opens.
    """
    if not kdf.below(slots.FLOOR):
        passphrases.check_new(passphrase)
    lock = take_lock(paths)
    try:
        in_place.finish_restore(paths)
        opened = keeper.unlock_with_paper(paths, paper_key)
        data_key = opened.data_key
        user = keeper.users(paths)[0]
        desk = open_with_key(paths, data_key, Id(bytes.fromhex(user)), clock, lock, progress)
        try:
            if set(keeper.unready(paths)) <= {user}:
                # The council told somebody the key that it had in trust: it has served, and ends.
                coming = keeper.with_passphrase(user, passphrase, kdf=kdf, ends_escrow=opened.escrow)
                key_rotation.renew_data_key(desk, data_key, coming, paper_key)
            else:  # somebody must open once before a new key: whoever holds the paper must still get in
                keeper.change_passphrase(paths, data_key, user, passphrase, kdf=kdf)
            _log(desk, "passphrase by escrow" if opened.escrow else "passphrase by paper key")
        except BaseException:
            desk.close()
            raise
    except BaseException:
        lock.release()
        raise
    return desk


def change_passphrase(desk: Desk, old: str, new: str, *, kdf: Kdf = slots.REAL) -> Done[None]:
    """Give the person at the desk a new passphrase; the old one opens nothing that is written from then on.

    Raises:
        LockedError: the old one is wrong.
        InputError: the new one is empty, or somebody must open once before a new key.
        DiskError: the disk failed; the old one still opens.
    """
    if not kdf.below(slots.FLOOR):
        passphrases.check_new(new)
    user = desk.user.id.hex()
    data_key = tries.unlock(desk.paths, old, desk.clock, user).data_key
    coming = keeper.with_passphrase(user, new, kdf=kdf)
    key_rotation.check_ready(desk, user)
    done = key_rotation.renew_data_key(desk, data_key, coming, old)
    _log(desk, "passphrase")
    return Done(None, Changes(label=key_rotation.label_with("合いことばを変えました", done)))


def new_paper_key(desk: Desk, passphrase: str) -> Done[str]:
    """Make a new paper key and return it as text; the old paper opens nothing that is written from then on.

    Raises:
        LockedError: the passphrase is wrong.
        InputError: somebody must open once before a new key.
        DiskError: the disk failed; the old paper still opens.
    """
    allow(desk, Deed.KEYS)
    data_key = tries.unlock(desk.paths, passphrase, desk.clock, desk.user.id.hex()).data_key
    key_rotation.check_ready(desk, "")
    coming, made = keeper.with_paper()
    done = key_rotation.renew_data_key(desk, data_key, coming, passphrase)
    with desk.database.transaction() as connection:
        settings.put(connection, _TRIED, "")
    _log(desk, "paper key")
    return Done(made, Changes(label=key_rotation.label_with("復旧キーを新しくしました", done)))


def try_paper_key(desk: Desk, text: str) -> Done[None]:
    """See that a paper's key truly opens today's data, as it was typed from the paper; nothing is changed.

    Raises:
        InputError: a symbol of the key is wrong (the group is named).
        LockedError: it opens nothing here: an older paper, or another computer's.
    """
    opened = keeper.unlock_with_paper(desk.paths, text)
    key = opened.data_key
    if opened.escrow or not desk.database.lend_key(lambda own: hmac.compare_digest(own, key)):
        raise LockedError(
            "この復旧キーでは、いまのデータを開けません。", "復旧キーを新しくして、紙をしまってください。"
        )
    with desk.database.transaction() as connection:
        settings.put(connection, _TRIED, desk.today())
        audit.log_access(connection, desk, "paper tried")
    return Done(None, Changes(label="復旧キーの紙を ためしました"))


def paper_tried_on(desk: Desk) -> str:
    """Return the ISO day on which the paper of today was tried, "" when it never was."""
    with reading(desk) as session:
        return settings.text(session, _TRIED)


def _log(desk: Desk, what: str) -> None:
    with desk.database.transaction() as connection:
        audit.log_access(connection, desk, what)
