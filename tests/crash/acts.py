"""What is watched: ``python -m tests.crash.acts ACT FOLDER``, each step acknowledged once it is done."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.desk import backups
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.safety import access, escrow, key_rotation, putting_back, setup, users
from sasaeai_desktop.services.usb import bundles, receiving
from sasaeai_desktop.vault.slots import PRACTICE
from tests.crash.recording import ACK
from tests.services.city import PASSPHRASE, TODAY

OTHER = "べつの 合いことば 7"
SECOND, SECOND_PASSPHRASE = "原田 ミツ", "ふたりめの 合いことば 8"


def acknowledge(folder: Path, number: int) -> None:
    """Tell the person that so many steps are done."""
    handle = os.open(folder / ACK, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.write(handle, str(number).encode())
    os.close(handle)


def opened(folder: Path, passphrase: str = PASSPHRASE) -> Desk:
    """Open the installation under test."""
    return setup.open_desk(app_paths(folder / "data"), passphrase, clock_at(TODAY))


def take_in(folder: Path) -> None:
    """Take two bundles in, a backup before them."""
    desk = opened(folder)
    for number, path in enumerate(sorted((folder / "stick").glob("*.age")), 1):
        (result,) = receiving.import_files(desk, [path]).result
        assert result.state == "applied", result
        acknowledge(folder, number)
    desk.close()


def back_up(folder: Path) -> None:
    """Make a backup."""
    desk = opened(folder)
    backups.back_up(desk)
    acknowledge(folder, 1)
    desk.close()


def restore(folder: Path) -> None:
    """Restore the backup that was asked for."""
    paths = app_paths(folder / "data")
    backup = next(each for each in backups.kept(paths) if each.path.name.endswith("-manual.backup"))
    putting_back.restore_backup(paths, backup.path, PASSPHRASE, clock_at(TODAY))
    acknowledge(folder, 1)


def change_passphrase(folder: Path) -> None:
    """Give the person another passphrase: the data and the backups follow."""
    desk = opened(folder)
    access.change_passphrase(desk, PASSPHRASE, OTHER, kdf=PRACTICE)
    acknowledge(folder, 1)
    desk.close()


def put_out(folder: Path) -> None:
    """Take the second person off: the data, the backups and the device's keys follow."""
    desk = opened(folder)
    users.disable(desk, PASSPHRASE, SECOND)
    acknowledge(folder, 1)
    desk.close()


def end_a_secret_elsewhere(folder: Path) -> None:
    """Change the passphrase with a stick in that holds copies of backups: they follow."""
    with contextlib.chdir(folder):  # the place is remembered as "stick", wherever the folder lies
        change_passphrase(folder)


def take_back(folder: Path) -> None:
    """Entrust nothing to the council any more: the data and the backups follow."""
    desk = opened(folder)
    escrow.take_back(desk, PASSPHRASE)
    acknowledge(folder, 1)
    desk.close()


def export(folder: Path) -> None:
    """Write a bundle onto the stick."""
    desk = opened(folder)
    bundles.export(desk, Route.TO_COUNCIL, folder / "stick")
    acknowledge(folder, 1)
    desk.close()


def rotate(folder: Path) -> None:
    """Put the data under a new key."""
    desk = opened(folder)
    key_rotation.rotate(desk, PASSPHRASE)
    acknowledge(folder, 1)
    desk.close()


ACTS = {
    "take-in": take_in,
    "back-up": back_up,
    "restore": restore,
    "passphrase": change_passphrase,
    "export": export,
    "rotate": rotate,
    "put-out": put_out,
    "elsewhere": end_a_secret_elsewhere,
    "take-back": take_back,
}

if __name__ == "__main__":
    ACTS[sys.argv[1]](Path(sys.argv[2]))
