"""練習する: the practice district in a folder of its own, made when it is first wanted."""

from __future__ import annotations

import shutil

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.paths import AppPaths, app_paths
from sasaeai_desktop.practice.city import PASSPHRASE
from sasaeai_desktop.practice.small import build_practice
from sasaeai_desktop.services.desk import Desk
from sasaeai_desktop.services.setup import open_desk

FOLDER = "practice"


def open_practice(paths: AppPaths, clock: Clock) -> Desk:
    """Open the practice district beside an installation, making it first where there is none.

    Args:
        paths: the installation; practice lies in a folder inside it and never touches its files.
        clock: the time.

    Raises:
        DiskError: the disk is full or failed.
    """
    practice = app_paths(paths.data_dir / FOLDER)
    if not practice.vault.exists():
        shutil.rmtree(practice.data_dir, ignore_errors=True)  # what a broken-off attempt left
        build_practice(practice, clock).desk.close()
    return open_desk(practice, PASSPHRASE, clock)
