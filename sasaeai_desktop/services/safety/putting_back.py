"""A backup in place of the present data: made ready beside it, then put in place by whoever opens the folder next."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from sasaeai_desktop.db import ending, settings
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database, FileError
from sasaeai_desktop.db.write import begin_new_streams
from sasaeai_desktop.disk import disk_error, rename, sync_file, sync_folder
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import RefusedError, UserError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk.backups import DATA, VAULT, free_name, next_ordinal, write_extent
from sasaeai_desktop.services.safety import in_place, resealing
from sasaeai_desktop.services.safety.checking import inside, verify_backup
from sasaeai_desktop.services.usb import rekeying
from sasaeai_desktop.sync.keys import DeviceKeys
from sasaeai_desktop.sync.outgoing import sign_my_tips
from sasaeai_desktop.vault import keeper
from sasaeai_desktop.vault import resealing as vault_resealing


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
    in_place.finish_restore(paths)
    aside = free_name(paths.data_dir, f"{clock.now():%Y%m%d-%H%M%S}-before-restore", "")
    fresh, ready = paths.data_dir / "restore.part", in_place.ready(paths)
    former = [
        p
        for p in (paths.database, *in_place.side_files(paths.database), paths.vault, paths.vault_copy)
        if p.exists()
    ]
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(backup, fresh, copy_function=shutil.copyfile)  # contents only, none of Windows' marks
        key = keeper.unlock_either(inside(paths, fresh), passphrase).data_key
        (fresh / "vault-copy.json").unlink(missing_ok=True)
        _begin_anew(paths, fresh / DATA, key, passphrase)
        _give_new_key(paths, fresh, key, passphrase)
        if former:
            aside.mkdir()
        for path in former:
            shutil.copyfile(path, aside / path.name)
        if former:  # later than every backup here, whatever they hold: it was in use until now
            write_extent(aside, None, next_ordinal(paths))
        for folder in (fresh, *([aside] if former else [])):
            for path in folder.iterdir():
                sync_file(path)
            sync_folder(folder)
        sync_folder(paths.data_dir)
        rename(fresh, ready)
        sync_folder(paths.data_dir)
    except OSError as error:
        for leftover in (fresh, aside):
            shutil.rmtree(leftover, ignore_errors=True)
        raise disk_error(error, "データの場所") from error
    in_place.finish_restore(paths)
    return aside if former else None


def _begin_anew(paths: AppPaths, database_file: Path, key: bytes, secret: str) -> None:
    """Let a restored file write into new streams, with the keys of today where they can be read."""
    database = Database(database_file, key)
    try:
        with database.transaction() as connection, database.journal_writing():
            # Nobody takes what its owner has not signed, and from now on these streams are nobody's to sign.
            sign_my_tips(connection, DeviceKeys.from_dict(json.loads(settings.text(connection, "keys"))))
            begin_new_streams(connection)
            _keep_todays_keys(paths, connection, secret)
        ending.end(database)
    finally:
        database.close()
    for path in in_place.side_files(database_file):
        path.unlink(missing_ok=True)


def _keep_todays_keys(paths: AppPaths, restored: Connection, secret: str) -> None:
    """Bring over what a backup of before cannot know: which device this is by now, and the keys of later backups."""
    today = vault_resealing.key_of_today(paths, secret)
    if today is None or not paths.database.is_file():
        return
    lying = paths.database
    if ending.judge(lying, today) is not None:  # not as it was left: its log must not be merged by looking
        lying = _copied_to_look_at(paths)
    try:
        database = Database(lying, today)
    except UserError:
        return  # damaged: that is why a backup takes its place
    try:
        with database.read() as connection:
            rekeying.carry_over(connection, restored)
            resealing.carry_over(connection, restored, today)
    except (RefusedError, FileError):
        return
    finally:
        database.close()
        shutil.rmtree(_look_folder(paths), ignore_errors=True)


def _look_folder(paths: AppPaths) -> Path:
    return paths.data_dir / "look.part"


def _copied_to_look_at(paths: AppPaths) -> Path:
    shutil.rmtree(_look_folder(paths), ignore_errors=True)
    _look_folder(paths).mkdir()
    return Path(shutil.copyfile(paths.database, _look_folder(paths) / DATA))


def _give_new_key(paths: AppPaths, fresh: Path, key: bytes, secret: str) -> None:
    """Put a restored file under a key of its own: who could open the backup of that time need not open what follows."""
    new, part = os.urandom(len(key)), fresh / f"{DATA}.part"
    database = Database(fresh / DATA, key)
    try:
        database.copy_rekeyed(part, new)
    finally:
        database.close()
    for path in (*in_place.side_files(fresh / DATA), *in_place.side_files(part)):
        path.unlink(missing_ok=True)
    if vault_resealing.give_restore_a_new_key(paths, fresh / VAULT, secret, new):
        part.replace(fresh / DATA)
    else:  # a slot of the first program's form: its owner must open once before
        part.unlink()
