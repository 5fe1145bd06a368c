"""The last step of putting a backup back: its files take their places, now or when somebody opens the folder next.

Apart from ``putting_back``, which makes them ready: every opening asks for this, and few have anything to put in place.
"""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.db import ending
from sasaeai_desktop.disk import disk_error, remove_tree, rename, safe_write, sync_folder
from sasaeai_desktop.paths import AppPaths
from sasaeai_desktop.services.desk.backups import DATA, VAULT


def ready(paths: AppPaths) -> Path:
    """Return the folder in which the files of a restore lie when all of them are whole."""
    return paths.data_dir / "restore.ready"


def restore_pending(paths: AppPaths) -> bool:
    """Say whether a restore was cut off after everything was ready for it."""
    return ready(paths).is_dir()


def finish_restore(paths: AppPaths) -> None:
    """Put the files of a restore in their places, once they all lie ready; harmless when there is nothing to do.

    Three files cannot be exchanged in one step, so whoever opens the data folder first ends what a power cut stopped.

    Raises:
        DiskError: the disk failed; the next opening tries again.
    """
    folder = ready(paths)
    if not folder.is_dir():
        return
    try:
        if (folder / DATA).exists():
            for path in (*side_files(paths.database), ending.beside(paths.database)):
                path.unlink(missing_ok=True)
            sync_folder(paths.data_dir)  # the old file's log must never meet the new file
            rename(folder / DATA, paths.database)
        if (folder / VAULT).exists():
            safe_write(paths.vault_copy, (folder / VAULT).read_bytes())
            rename(folder / VAULT, paths.vault)
        sync_folder(paths.data_dir)
        remove_tree(folder)
        sync_folder(paths.data_dir)
    except OSError as error:
        raise disk_error(error, "データの場所") from error


def side_files(database: Path) -> list[Path]:
    """Return the files that SQLite keeps beside a database file."""
    return [database.with_name(database.name + end) for end in ("-wal", "-shm")]
