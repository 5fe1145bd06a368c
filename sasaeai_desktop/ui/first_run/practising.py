"""練習する: a practice district and its council in a folder of their own, made when first wanted, thrown away at will."""

from __future__ import annotations

import shutil
from pathlib import Path

from sasaeai_desktop.disk import disk_error, rename
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.practice.city import PASSPHRASE
from sasaeai_desktop.practice.small import build_practice
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety.locking import opens_with
from sasaeai_desktop.services.safety.setup import open_desk

FOLDER = "practice"
_COUNCIL = "council"  # as ``build_practice`` lays it
_GONE = "practice.gone"


def open_practice(paths: AppPaths, clock: Clock, *, council: bool = False) -> Desk:
    """Open the practice district beside an installation, or its council, making both first where there are none.

    Args:
        paths: the installation; practice lies in a folder inside it and never touches its files.
        clock: the time.
        council: the council's desk instead of the district's.

    Raises:
        RefusedError: what lies in the folder of practice is no practice.
        DiskError: the disk is full or failed.
    """
    practice = app_paths(paths.data_dir / FOLDER)
    if not _is_whole(practice):
        throw_away(paths)  # what a broken-off attempt left
        build_practice(practice, clock).desk.close()
    return open_desk(app_paths(practice.data_dir / _COUNCIL) if council else practice, PASSPHRASE, clock)


def throw_away(paths: AppPaths) -> None:
    """Throw practice away, with everything typed in it; nobody may have it open.

    Raises:
        RefusedError: what lies there is no practice: nothing was removed.
        DiskError: the disk failed, or another program holds a file.
    """
    practice = app_paths(paths.data_dir / FOLDER)
    if not practice.data_dir.exists():
        return
    _assert_practice(practice)
    gone = paths.data_dir / _GONE
    try:
        shutil.rmtree(gone, ignore_errors=True)
        rename(practice.data_dir, gone)  # at once and whole: half a practice is never there
    except OSError as error:
        raise disk_error(error, "練習の場所") from error
    shutil.rmtree(gone, ignore_errors=True)


def _is_whole(practice: AppPaths) -> bool:
    council = app_paths(practice.data_dir / _COUNCIL)
    return practice.vault.exists() and council.vault.exists() and opens_with(practice, PASSPHRASE)


def _assert_practice(practice: AppPaths) -> None:
    """Never throw away what somebody put there by hand: a practice opens with the passphrase everybody knows."""
    if (
        practice.database.exists()
        and _vault_there(practice.data_dir)
        and not opens_with(practice, PASSPHRASE)
    ):
        raise RefusedError(
            "練習の場所に、練習ではない きろくが あります。",
            "作った人に 知らせてください。",
            check="practice",
        )


def _vault_there(folder: Path) -> bool:
    return app_paths(folder).vault.exists() or app_paths(folder).vault_copy.exists()
