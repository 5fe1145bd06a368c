"""A newer program by stick: the council writes it, a laptop looks, verifies, keeps a backup, and starts the installer.

The backup is made before anything is installed, and the installers of this and the version before are kept with the council's
word for them. To go back, the older one is verified again and installed over this one, where it reads the data as they are
now; where it does not, nothing is installed: only the backup of before could be put back, and what was written since would be
lost with it, which is for a person to decide.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop import __version__
from sasaeai_desktop.db import schema
from sasaeai_desktop.db.repositories import peers
from sasaeai_desktop.disk import disk_error, safe_write
from sasaeai_desktop.domain.errors import InputError, RefusedError
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.backups import back_up
from sasaeai_desktop.services.desk.desk import Desk, Done, acting, reading
from sasaeai_desktop.services.usb.inviting import device_keys
from sasaeai_desktop.sync import release as releases
from sasaeai_desktop.sync.keys import PublicKeys
from sasaeai_desktop.sync.release import Release

NEWER, SAME, BEFORE, OLDER, OTHER_SYSTEM = "newer", "same", "before", "older", "other_system"
_KEPT = 2  # installers: of this version and of the one before
_NOTE = ".json"  # after the name of a kept installer: the council's word for it
_SYSTEMS = {".exe": "win32", ".deb": "linux"}


@dataclass(frozen=True, slots=True)
class Offer:
    """What lies on a stick.

    Attributes:
        release: what the council says of it.
        installer: the file on the stick.
        state: ``newer``; ``before``, an older one that reads our data, so that one may go back to it; or why it is
            not offered: ``same``, ``older`` (it would not read our data), ``other_system``.
    """

    release: Release
    installer: Path
    state: str


def write_update(desk: Desk, installer: Path, folder: Path) -> Done[Path]:
    """Put an installer with the council's word for it onto a stick; invitations may lie beside it.

    A council hands out only the version that it runs itself.

    Args:
        desk: a council's open desk.
        installer: ``sasaeai-0.2.0-setup.exe`` or ``sasaeai_0.2.0_amd64.deb``.
        folder: the stick.

    Raises:
        InputError: this is no council, or the file is no installer of this very version.
        DiskError: it could not be read or written.
    """
    system = _SYSTEMS.get(installer.suffix.lower())
    if not desk.me.council:
        raise InputError("新しいプログラムを渡せるのは 市社協だけです。")
    if system is None or __version__ not in installer.name:
        raise InputError(
            f"「{installer.name}」は、この版（{__version__}）のインストーラーではありません。",
            "市社協のパソコンを 先に新しくしてから、同じ版のものを えらんでください。",
        )
    try:
        data = installer.read_bytes()
    except OSError as error:
        raise disk_error(error, "インストーラーの場所") from error
    with acting(
        desk, f"新しいプログラム {__version__} を書き出しました", undoable=False, deed=Deed.KEYS
    ) as session:
        release = Release(
            __version__, schema.VERSION, system, installer.name, len(data), hashlib.sha256(data).hexdigest()
        )
        safe_write(folder / installer.name, data, place="USBメモリー")
        note = folder / releases.FILE
        safe_write(note, releases.sealed(release, device_keys(session.connection)), place="USBメモリー")
    return Done(note, session.changes)


def look(desk: Desk, folder: Path) -> Offer | None:
    """Return what newer program lies in a folder; None when there is no note of one.

    The installer itself is compared when it is fetched.

    Raises:
        RefusedError: the note is not our council's.
        DiskError: the stick could not be read.
    """
    note = folder / releases.FILE
    try:
        if not note.is_file():
            return None
        said = note.read_bytes()
    except OSError as error:
        raise disk_error(error, "USBメモリー") from error
    release = releases.opened(said, _councils(desk))
    return Offer(release, folder / release.file, _state(release, sys.platform))


def kept_before(desk: Desk) -> Offer | None:
    """Return the newest kept program that is older than this one, also where one cannot go back to it; None without one.

    What the council did not write is passed over: nobody but us puts anything into that folder.

    Raises:
        DiskError: the folder could not be read.
    """
    councils, found = _councils(desk), []
    try:
        notes = [(path, path.read_bytes()) for path in kept_in(desk).glob(f"*{_NOTE}")]
    except OSError as error:
        raise disk_error(error, "データの場所") from error
    for path, said in notes:
        with suppress(RefusedError):
            release = releases.opened(said, councils)
            if releases.order(release.version) < releases.order(__version__):
                found.append(Offer(release, path.with_name(release.file), _state(release, sys.platform)))
    return max(found, key=lambda offer: releases.order(offer.release.version), default=None)


def fetch(desk: Desk, offer: Offer) -> Path:
    """Keep a backup, and copy a verified installer beside the data, ready to be started.

    Returns:
        The copy; the stick may be taken out.

    Raises:
        RefusedError: it is not newer, or not what the council wrote; nothing was copied.
        DiskError: the stick or the disk failed.
    """
    if offer.state != NEWER:
        raise RefusedError(words_of(offer), check="downgrade")
    return _keep(desk, offer)


def go_back(desk: Desk, offer: Offer) -> Path:
    """As ``fetch``, to an older program that reads our data: one that was kept, or one on a stick.

    Raises:
        RefusedError: it would not read our data, or is not what the council wrote; nothing was copied.
        DiskError: the stick or the disk failed.
    """
    if offer.state != BEFORE:
        raise RefusedError(words_of(offer), check="downgrade")
    return _keep(desk, offer)


def kept_in(desk: Desk) -> Path:
    """Return the folder of the kept installers."""
    return desk.paths.data_dir / "updates"


def words_of(offer: Offer) -> str:
    """Say what an offer is, in a sentence."""
    return {
        NEWER: f"新しいプログラム {offer.release.version} が入っています（いまは {__version__}）。",
        SAME: f"USBのプログラムは、いまと同じ {__version__} です。",
        BEFORE: f"前のプログラム {offer.release.version} です。いま（{__version__}）のきろくを そのまま読めるので、もどせます。",
        OLDER: f"前のプログラム {offer.release.version} は、いま（{__version__}）のきろくを読めないので、入れられません。",
        OTHER_SYSTEM: "USBのプログラムは、べつの種類のパソコン用です。",
    }[offer.state]


def _state(release: Release, system: str) -> str:
    ours, theirs = releases.order(__version__), releases.order(release.version)
    if release.system != system:
        return OTHER_SYSTEM
    if release.schema < schema.VERSION:  # an open file is always as this program writes it
        return OLDER
    if theirs < ours:
        return BEFORE
    return NEWER if theirs > ours else SAME


def _councils(desk: Desk) -> list[PublicKeys]:
    """Return whose word counts: the council's that we joined; at a council, also our own."""
    with reading(desk) as session:
        known = [p for p in peers.all_peers(session) if p.council and not p.revoked_on]
        own = [device_keys(session).public] if desk.me.council else []
    return [*own, *(PublicKeys.from_dict({"sign": p.sign_key, "age": p.age_key}) for p in known)]


def _keep(desk: Desk, offer: Offer) -> Path:
    """Verify an installer, keep a backup, and copy both it and the council's word for it beside the data."""
    place = kept_in(desk)
    copy = place / offer.release.file
    of_copy = copy.with_name(copy.name + _NOTE)
    note = of_copy if offer.installer == copy else offer.installer.with_name(releases.FILE)
    try:
        data, said = offer.installer.read_bytes(), note.read_bytes()
    except OSError as error:
        raise disk_error(error, "プログラムの場所") from error
    offer.release.check(data)
    back_up(desk, "upgrade")
    if offer.installer == copy:
        return copy
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise disk_error(error, "データの場所") from error
    safe_write(copy, data, place="データの場所")
    safe_write(of_copy, said, place="データの場所")
    _thin_out(place, copy)
    return copy


def _thin_out(place: Path, newest: Path) -> None:
    """Keep, beside the newest, the installer of this very version, else what came last."""
    others = sorted(
        (p for p in place.iterdir() if p != newest and p.suffix != _NOTE),
        key=lambda p: (__version__ in p.name, p.stat().st_mtime),
    )
    for path in others[: -(_KEPT - 1)]:
        path.unlink(missing_ok=True)
        path.with_name(path.name + _NOTE).unlink(missing_ok=True)
