"""The check of the whole installation, and of a backup."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sasaeai_desktop.db import schema, soundness
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.engine import Database, FileError
from sasaeai_desktop.db.repositories import access_log
from sasaeai_desktop.db.stamps import each_stamped
from sasaeai_desktop.domain.bulk import Stepwise
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk.backups import DATA, VAULT, size_of
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.vault import keeper

if TYPE_CHECKING:
    from sasaeai_desktop.db.fold import Watch
    from sasaeai_desktop.db.said import Rows
    from sasaeai_desktop.sync.ahead import SecondProcess

_WORTH_A_PROCESS = (
    8 << 20
)  # bytes of the file; what less of them holds is decoded before a second process has begun


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check found; ``state_hash`` is equal on any two that hold the same changes."""

    state_hash: str
    problems: list[str]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check(desk: Desk, watch: Watch | None = None) -> Checked:
    """Prove that the file is whole and that the tables equal the folded journal; nothing of it is written down.

    Args:
        desk: the open desk.
        watch: hears how far it is (``fold.Watch``); what it raises ends the check within a second.
    """
    from sasaeai_desktop.db import fold, said, state  # noqa: PLC0415 - not for every start
    from sasaeai_desktop.sync import ahead  # noqa: PLC0415 - not for every start

    database = desk.database
    database.checkpoint()
    with (
        ThreadPoolExecutor(1) as beside,  # SQLite looks through the file while Python folds the journal
        ahead.helping(worth=database.path.stat().st_size >= _WORTH_A_PROCESS) as second,
        database.wide_cache(),  # the tables are walked through several times
        database.read() as session,  # all of it, whoever asks: only ids and numbers come out
    ):
        looking = beside.submit(database.integrity_problems)
        hashing = state.StateHash(session, open_only=desk.me.council)
        rows = Stepwise(said.by_rows(session, also=hashing.take))  # both want every row
        problems = database_problems(session, second, watch, rows)
        (watch or fold.unwatched)(0, 0)
        try:
            rows.result()  # to the end, whatever was wrong with the journal
            digest = hashing.hexdigest()
        except FileError as error:
            digest = ""
            problems.append(f"file: {error}")
        return Checked(digest, [*looking.result(), *problems])


def database_problems(
    connection: Connection,
    second: SecondProcess | None = None,
    watch: Watch | None = None,
    rows: Rows | None = None,
) -> list[str]:
    """Return where the journal is broken, or tables, search keys, guards or closings differ from it.

    The log of who carried something out is proven by its own chain.

    Args:
        connection: a read session.
        second: checks and stamps the journal meanwhile, where there is one.
        watch: as for ``check``.
        rows: the tables, walked through meanwhile; None has them walked through for this alone.
    """
    from sasaeai_desktop.db import derived, fold, purge  # noqa: PLC0415 - not for every start
    from sasaeai_desktop.services.usb import closing  # noqa: PLC0415 - not for every start

    try:
        version = schema.version_of(connection)
        if version > schema.VERSION:
            return ["schema: newer than this program"]
        if version < schema.VERSION:  # an older backup: its tables are made anew when it is opened
            for _ in fold.all_changes(connection):
                pass
            return []
        return [
            *fold.check_fold(
                connection,
                second.stamped if second is not None else each_stamped,
                watch or fold.unwatched,
                rows,
            ),
            *purge.problems(connection),
            *derived.search_problems(connection),
            *schema.guard_problems(connection),
            *closing.problems(connection),
            *access_log.problems(connection),
        ]
    except RefusedError as error:
        return [f"journal: {error.check}"]
    except FileError as error:
        return [f"file: {error}"]


def verify_backup(paths: AppPaths, backup: Path, passphrase: str) -> int:
    """Open a backup with a passphrase, or the paper key, and check it whole; returns how many changes it holds.

    Raises:
        LockedError: the passphrase does not open it.
        RefusedError: it is damaged.
    """
    if not (backup / DATA).is_file() or not (backup / VAULT).is_file():
        raise RefusedError(
            "もしもの控えではないか、こわれています。", "べつの控えをえらんでください。", check="backup"
        )
    unlocked = keeper.unlock_either(inside(paths, backup), passphrase)
    database = Database(backup / DATA, unlocked.data_key)
    try:
        with database.read() as connection:
            broken = soundness.problems(connection, (backup / DATA).stat().st_size) or database_problems(
                connection
            )
        if broken:
            raise _broken_backup()
        return size_of(database)[1]
    finally:
        database.close()
        for name in (f"{DATA}-wal", f"{DATA}-shm", "vault-copy.json"):
            (backup / name).unlink(missing_ok=True)


def inside(paths: AppPaths, backup: Path) -> AppPaths:
    """Return the places inside a backup, as if it were an installation."""
    return AppPaths(backup, backup / DATA, backup / VAULT, backup / "vault-copy.json", paths.backups, paths.drafts,
                    paths.log, paths.lock)  # fmt: skip


def _broken_backup() -> RefusedError:
    return RefusedError("もしもの控えが こわれています。", "べつの控えをえらんでください。", check="backup")
