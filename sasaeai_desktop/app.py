"""The composition root of the window: paths -> crash log -> Qt -> unlock -> database -> services -> window.

The command line composes the same desk in ``cli.common``; both open it through ``services.setup``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sasaeai_desktop.crash import CrashLog
from sasaeai_desktop.disk import data_place_error
from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.paths import AppPaths


def run_window(
    paths: AppPaths,
    clock: Clock,
    *,
    user: str = "",
    passphrase: str | None = None,
    opened: Path | None = None,
) -> int:
    """Open the window and stay in it until it is closed.

    Args:
        paths: the installation.
        clock: the time.
        user: name of the person to unlock for, where there are several.
        passphrase: unlocks without the unlock screen when given.
        opened: an invitation or a stick's file that the person pressed.

    Returns:
        The exit code.

    Raises:
        InputError: there is no screen.
        LockedError: the given passphrase is wrong.
        DiskError: the data folder cannot be written to.
    """
    _need_a_screen()
    try:
        crashes = CrashLog(paths.make())  # installed by the program, which can say so where the person is
    except OSError as error:
        raise data_place_error(error, paths.data_dir) from error
    try:
        from sasaeai_desktop.ui import lean_pyside, tidying  # noqa: PLC0415 - Qt only once there is a screen

        tidying.seldom()
        lean_pyside.load()
        from sasaeai_desktop.ui.program import run  # noqa: PLC0415 - after those two

        return run(paths, clock, user=user, passphrase=passphrase, crashes=crashes, opened=opened)
    finally:
        crashes.close()


def _need_a_screen() -> None:
    """Qt ends the whole process when it finds no screen, so look first."""
    if not sys.platform.startswith("linux"):
        return
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        raise InputError(
            "画面がないので、窓を開けません。",
            "画面のあるところで始めるか、sasaeai --help でコマンドを見てください。",
        )
