"""Where everything of one installation lies, and where the files shipped with the program are.

This module is a leaf: it knows no other room and only says where things are. ``AppPaths.make`` alone
touches the disk.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "sasaeai"
DATA_DIR_VARIABLE = "SASAEAI_DATA_DIR"

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class AppPaths:
    """The files and folders of one installation; all of them lie inside ``data_dir``.

    Attributes:
        data_dir: the folder that holds everything of one installation.
        database: the encrypted database file.
        vault: the key slot file.
        vault_copy: its second copy.
        backups: folder of backups.
        drafts: folder of half-written input (encrypted by whoever writes it).
        log: folder of the crash and program logs; nothing in it names a person.
        lock: lock file that keeps a second running program out.
    """

    data_dir: Path
    database: Path
    vault: Path
    vault_copy: Path
    backups: Path
    drafts: Path
    log: Path
    lock: Path

    def make(self) -> AppPaths:
        """Create the folders that are missing, readable by their owner only where the system knows that.

        Raises:
            OSError: the folder cannot be made.
        """
        for folder in (self.data_dir, self.backups, self.drafts, self.log):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self


def app_paths(data_dir: Path | None = None) -> AppPaths:
    """Return the places of an installation; nothing is created.

    Args:
        data_dir: the folder asked for (``--data-dir``); without it SASAEAI_DATA_DIR counts, then the system's
            place for such data.
    """
    given = data_dir if data_dir is not None else os.environ.get(DATA_DIR_VARIABLE, "")
    base = Path(given) if given else _usual_place()
    base = base.expanduser().absolute()
    return AppPaths(
        data_dir=base,
        database=base / "desk.db",
        vault=base / "vault.json",
        vault_copy=base / "vault-copy.json",
        backups=base / "backups",
        drafts=base / "drafts",
        log=base / "log",
        lock=base / "desk.lock",
    )


def _usual_place() -> Path:
    import platformdirs  # noqa: PLC0415 - only asked for without --data-dir; the first window does not wait for it

    # Local, not roaming: a database must never be copied about by a Windows domain login.
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False, roaming=False))


def resource(name: str) -> Path:
    """Return the path of a shipped file, such as ``fonts/BIZUDGothic-Regular.ttf``.

    The wheel carries ``resources`` inside the package; in the source tree it stands beside the package.

    Raises:
        FileNotFoundError: the program was installed without that file.
    """
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(f"resource not shipped: {name}")
