"""試しに戻してみる: a backup is opened aside and compared with the present data; nothing is put in its place."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sasaeai_desktop.db import schema
from sasaeai_desktop.db.engine import Database
from sasaeai_desktop.db.repositories.totals import totals
from sasaeai_desktop.disk import disk_error
from sasaeai_desktop.domain.permissions import Deed
from sasaeai_desktop.services.desk.backups import DATA, VAULT
from sasaeai_desktop.services.desk.desk import Desk, allow, reading
from sasaeai_desktop.services.safety import checking, restoring
from sasaeai_desktop.vault import keeper

_ASIDE = "trial.part"


@dataclass(frozen=True, slots=True)
class Trial:
    """What a backup would give back.

    Attributes:
        rows: title, number now, number in the backup.
    """

    rows: tuple[tuple[str, int, int], ...]

    @property
    def same(self) -> bool:
        """Whether the backup holds as much as the present data."""
        return all(now == then for _, now, then in self.rows)


def try_out(desk: Desk, backup: Path, passphrase: str) -> Trial:
    """Open a copy of a backup, check it whole, and count what stands in it.

    Args:
        desk: the open desk.
        backup: the backup's folder, here or in another place; nothing is written there.
        passphrase: of the backup's time, or its paper key.

    Raises:
        LockedError: the passphrase does not open it.
        RefusedError: it is damaged.
        DiskError: there was no room for the copy.
    """
    allow(desk, Deed.BACKUP)
    aside = desk.paths.backups / _ASIDE
    try:
        _copy(backup, aside)
        checking.verify_backup(desk.paths, aside, passphrase)
        key = keeper.unlock_either(checking.inside(desk.paths, aside), passphrase).data_key
        database = Database(aside / DATA, key)
        try:
            schema.migrate(database)
            with database.read() as connection:
                then = dict(totals(connection))
        finally:
            database.close()
    except OSError as error:
        raise disk_error(error, "控えを置く場所") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    with reading(desk) as session:
        now = totals(session)
    return Trial(tuple((title, count, then[title]) for title, count in now))


def _copy(backup: Path, aside: Path) -> None:
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    vault = restoring.vault_of(backup)
    for source, name in ((backup / DATA, DATA), (backup / f"{DATA}-wal", f"{DATA}-wal"), (vault, VAULT)):
        if source is not None and source.is_file():
            shutil.copyfile(source, aside / name)
