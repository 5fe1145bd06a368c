"""Beginning an installation, opening it, and making devices known to each other."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from sasaeai_desktop.db import ending, erasures, schema, scratch, settings
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.disk import data_place_error
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.council import DeskUser
from sasaeai_desktop.domain.errors import (
    InputError,
    LockedError,
    RefusedError,
    UserError,
)
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk import audit, backups
from sasaeai_desktop.services.desk.desk import Desk, DeskPerson, Installation, acting
from sasaeai_desktop.services.safety import in_place, not_as_left, resealing, tries
from sasaeai_desktop.services.safety.seats import person_of, seat
from sasaeai_desktop.services.usb import renewal
from sasaeai_desktop.sync.keys import DeviceKeys, device_of
from sasaeai_desktop.vault import keeper, slots
from sasaeai_desktop.vault.slots import Kdf

if TYPE_CHECKING:
    from sasaeai_desktop.sync.invitation import Invitation

Progress = Callable[[int, int], None]

FIRST_PERSON = "はじめの人"


@dataclass(frozen=True, slots=True)
class Begun:
    """A new installation: the open desk, and the paper key to print."""

    desk: Desk
    paper_key: str


def begin_council(
    paths: AppPaths,
    code: str,
    name: str,
    passphrase: str,
    clock: Clock,
    *,
    person: str = "",
    kdf: Kdf = slots.REAL,
) -> Begun:
    """Set up 市社協.

    Raises:
        InputError: something was set up here before, or a name is missing.
        DiskError: the disk failed; nothing is left half-made.
    """
    return _begin(paths, {"role": "council", "code": code, "name": name}, passphrase, clock, person, kdf)


def begin_district(
    paths: AppPaths,
    code: str,
    name: str,
    passphrase: str,
    clock: Clock,
    *,
    person: str = "",
    kdf: Kdf = slots.REAL,
) -> Begun:
    """Set up a district's first laptop without a council; it can ``join`` later. Raises as ``begin_council``."""
    facts = {"role": "district", "code": code, "name": name, "letter": "A", "secret": os.urandom(32).hex()}
    return _begin(paths, facts, passphrase, clock, person, kdf)


def begin_invited(
    paths: AppPaths,
    invitation_file: bytes,
    passphrase: str,
    clock: Clock,
    *,
    person: str = "",
    kdf: Kdf = slots.REAL,
) -> Begun:
    """Set up a laptop by an invitation, of the council or of another laptop of the district.

    Raises:
        RefusedError: the invitation is damaged or no invitation.
        InputError: something was set up here before.
        DiskError: the disk failed; nothing is left half-made.
    """
    from sasaeai_desktop.sync import invitation as invitations  # noqa: PLC0415 - once in a laptop's life

    invitation = invitations.from_bytes(invitation_file)
    sibling = invitation if isinstance(invitation, invitations.SiblingInvitation) else None
    secret = sibling.district_secret if sibling is not None else os.urandom(32)
    letter = sibling.letter if sibling is not None else "A"
    facts = {
        "role": "district",
        "code": invitation.district_code,
        "name": invitation.district_name,
        "letter": letter,
        "secret": secret.hex(),
    }
    return _begin(paths, facts, passphrase, clock, person, kdf, invitation)


def _begin(
    paths: AppPaths,
    facts: dict[str, str],
    passphrase: str,
    clock: Clock,
    person: str,
    kdf: Kdf,
    invitation: Invitation | None = None,
) -> Begun:
    if not facts["code"].strip() or not facts["name"].strip():
        raise InputError("番号か名前が入っていません。", "地区（または市社協）の番号と名前を入れてください。")
    if not facts["code"].isascii() or not facts["code"].isalnum() or len(facts["code"]) > 8:
        raise InputError(
            "番号に使えない文字があります。", "番号は半角の数字か英字で、8文字までにしてください。"
        )
    from sasaeai_desktop.services.safety import passphrases  # noqa: PLC0415 - opening does not wait for these
    from sasaeai_desktop.services.usb import inviting, newcomers  # noqa: PLC0415

    if not kdf.below(slots.FLOOR):
        passphrases.check_new(passphrase)
    make_folders(paths)
    lock = take_lock(paths)
    try:
        if is_begun(paths):
            raise InputError(
                "この場所には、すでにデータがあります。", "べつの場所をえらぶか、そのまま開いてください。"
            )
        _clear(paths)
        _unfinished(paths).touch()
    except BaseException:
        lock.release()
        raise
    database: Database | None = None
    try:
        user = os.urandom(16)
        data_key, paper_key = keeper.create(paths, user.hex(), passphrase, kdf=kdf)
        database = Database(paths.database, data_key)
        schema.migrate(database)
        keys = DeviceKeys.generate()
        with database.transaction() as connection:
            settings.begin(connection)
            erasures.ask_from_now_on(connection)
            for name, value in {"secret": os.urandom(32).hex(), "letter": "A", **facts}.items():
                settings.put(connection, name, value)
            settings.put(connection, "keys", json.dumps(keys.to_dict()))
            if invitation is not None:
                inviting.accept_invitation(connection, invitation, keys, clock.today())
            newcomers.ask_from_now_on(connection)
        ending.begin(database)
        desk = _desk(paths, database, Id(user), clock, lock)
        with acting(desk, "使う人を登録しました", undoable=False, deed=None) as session:
            session.record(DeskUser, Id(user), {"name": person or FIRST_PERSON, "role": ""})
        _unfinished(paths).unlink()
    except BaseException:
        if database is not None:
            database.close()  # Windows removes no open file
        _clear(paths)
        lock.release()
        raise
    desk.user = DeskPerson(Id(user), person or FIRST_PERSON)
    return Begun(desk, paper_key)


def make_folders(paths: AppPaths) -> AppPaths:
    """Make the folders of an installation that are missing (``AppPaths.make``).

    Raises:
        DiskError: they cannot be made.
    """
    try:
        return paths.make()
    except OSError as error:
        raise data_place_error(error, paths.data_dir) from error


def is_begun(paths: AppPaths) -> bool:
    """Say whether an installation lies here that was set up to the end."""
    something = keeper.exists(paths) or paths.database.exists() or in_place.restore_pending(paths)
    return something and not _unfinished(paths).exists()


def _unfinished(paths: AppPaths) -> Path:
    """Return the mark of a beginning that was cut off: nobody was told that anything is there yet."""
    return paths.data_dir / "begin.part"


def _clear(paths: AppPaths) -> None:
    sides = (paths.database.with_name(paths.database.name + end) for end in ("-wal", "-shm"))
    for path in (paths.vault, paths.vault_copy, paths.database, *sides, _unfinished(paths)):
        path.unlink(missing_ok=True)


def open_desk(
    paths: AppPaths,
    passphrase: str,
    clock: Clock,
    *,
    user: str = "",
    progress: Progress | None = None,
    bare: bool = False,
    derived: Callable[[], slots.Derived] = dict,
) -> Desk:
    """Open an installation with a person's passphrase.

    Args:
        paths: where it lies.
        passphrase: as typed.
        clock: the time.
        user: name of the person, where there are several; empty tries everyone's slot.
        progress: called with (done, total) while an older program's data are brought up to date.
        bare: as of ``Database``.
        derived: as of ``tries.unlock_all``.

    Raises:
        LockedError: wrong passphrase, nothing set up here, or another copy is running.
        RefusedError: a file is damaged or of a newer program.
    """
    something = keeper.exists(paths) or paths.database.is_file() or in_place.restore_pending(paths)
    if not something or _unfinished(paths).exists():
        raise LockedError(
            "この場所には、まだデータがありません。",
            "はじめに sasaeai init で準備するか、場所を確かめてください。",
        )
    lock = take_lock(paths)
    try:
        in_place.finish_restore(paths)
        wrong = tries.tries_of(paths)
        found = tries.unlock_all(paths, passphrase, clock, derived=derived)
        desk = open_with_key(
            paths, found[0].data_key, Id(bytes.fromhex(found[0].user)), clock, lock, progress, bare=bare
        )
        try:
            desk.user = seat(desk, found, user)
            if wrong.wrong:
                with desk.database.transaction() as connection:
                    audit.log_access(connection, desk, f"wrong passphrase {wrong.wrong}")
        except BaseException:
            desk.close()
            raise
    except BaseException:
        lock.release()
        raise
    return desk


def open_with_key(
    paths: AppPaths,
    data_key: bytes,
    user: Id,
    clock: Clock,
    lock: FileLock | None = None,
    progress: Progress | None = None,
    *,
    bare: bool = False,
) -> Desk:
    """Open an installation whose data key is known (after unlocking in steps, or in tests).

    An older program's file is backed up and brought up to date; ``progress`` is called with (done, total) meanwhile.
    ``bare``: as of ``Database``.

    Raises:
        RefusedError: the file is missing, empty, damaged or of a newer program, or not as it was left (check ``state``).
    """
    if not paths.database.is_file():
        raise _no_database("データのファイルが見つかりません。")
    scratch.clear(paths.data_dir)
    found = ending.judge(paths.database, data_key)
    if found is not None:
        raise not_as_left.refusal(paths, found)
    database = Database(paths.database, data_key, bare=bare)
    try:
        with database.read() as session:
            version = schema.version_of(session)
        if version == 0:
            raise _no_database("データのファイルが からっぽです。")
        if version < schema.VERSION:
            if progress is not None:
                progress(0, 1)  # the backup comes first, and takes its time too
            backups.make_backup(paths, database, clock, "upgrade")
        upgraded = schema.migrate(database, progress)
        ending.begin(database)
        _ask_about_erasures(database)
        resealing.finish(paths, database, data_key)
        desk = _desk(paths, database, user, clock, lock)
        if renewal.called_for(desk):
            from sasaeai_desktop.services.usb import rekeying  # noqa: PLC0415 - seldom was it cut off

            rekeying.renew(desk)
        _follow_the_council(desk)
        if upgraded:
            from sasaeai_desktop.services.usb import setting_aside  # noqa: PLC0415 - once after an update

            setting_aside.judge_again(desk)
        return desk
    except BaseException:
        database.close()
        raise


def _follow_the_council(desk: Desk) -> None:
    with suppress(UserError):  # no room, or somebody must open once before: the next opening does it
        if keeper.escrow_slot(desk.paths) is not None:
            from sasaeai_desktop.services.safety import escrow  # noqa: PLC0415 - seldom anything is entrusted

            escrow.follow(desk)


def _ask_about_erasures(database: Database) -> None:
    with database.read() as reader:
        known = erasures.spoken(reader) is not None
    if not known:
        from sasaeai_desktop.services.usb import newcomers  # noqa: PLC0415 - once in a file's life

        with database.transaction() as connection:
            erasures.ask_from_now_on(connection)
            newcomers.ask_from_now_on(connection)


def _no_database(what: str) -> RefusedError:
    return RefusedError(what, "もしもの控え（バックアップ）から もどしてください。", check="database")


def _desk(paths: AppPaths, database: Database, user: Id, clock: Clock, lock: FileLock | None) -> Desk:
    with database.read() as connection:
        facts = {
            name: settings.text(connection, name)
            for name in ("role", "code", "name", "letter", "secret", "council_name", "practice", "keys")
        }
    me = Installation(
        council=facts["role"] == "council",
        code=facts["code"],
        name=facts["name"],
        device=device_of(json.loads(facts["keys"])),
        letter=facts["letter"],
        secret=bytes.fromhex(facts["secret"]),
        council_name=facts["council_name"],
        practice=facts["practice"] == "1",
    )
    return Desk(paths, database, me, person_of(database, user), clock, lock)


def take_lock(paths: AppPaths) -> FileLock:
    """Keep a second running copy out of a data folder until the lock is released; keep it referenced.

    Raises:
        LockedError: another copy is running.
        DiskError: the folder cannot be written to.
    """
    # Not per thread: a Qt worker thread loses what Python keeps per thread, and could never release it.
    lock = FileLock(str(paths.lock), timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockedError(
            "ささえあいデスクは、もう開いています。",
            "開いている画面を使うか、それを閉じてから もう一度やってみてください。",
        ) from error
    except OSError as error:
        raise data_place_error(error, paths.data_dir) from error
    return lock
