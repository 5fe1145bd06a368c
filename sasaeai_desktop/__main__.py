"""``python -m sasaeai_desktop`` and the ``sasaeai`` command: arguments, then the window or a command."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from sasaeai_desktop.cli.common import Cli

OPENED = (".sasaeai-invite", ".age")
"""Endings of the files that the window opens when they are pressed: invitations, and what comes on a stick."""


SECOND = "--second"
"""What the program calls itself by for a second process that takes bundles apart (``sync.ahead``)."""


def main(argv: list[str] | None = None) -> int:
    """Run the program and return its exit code."""
    os.umask(0o077)  # whatever is written from here on is its owner's alone: tables and papers hold names
    given = sys.argv[1:] if argv is None else argv
    if given == [SECOND]:
        from sasaeai_desktop.sync import ahead  # noqa: PLC0415 - for this process only

        return ahead.main()
    if len(given) == 1 and given[0].lower().endswith(OPENED):
        return _window_at_once([], given[0])
    if not given or (given[0] == "--data-dir" and len(given) == 2):
        return _window_at_once(given)
    from sasaeai_desktop.cli.main import run  # noqa: PLC0415 - the window does not wait for the parser

    return run(given, _window)


def _window_at_once(given: list[str], opened: str = "") -> int:
    """Open the window as a person starts it, without the command line; only what goes wrong is told by that.

    Args:
        given: the command line's words.
        opened: the file that was pressed, if any.
    """
    from pathlib import Path  # noqa: PLC0415

    from sasaeai_desktop.app import run_window  # noqa: PLC0415 - Qt is for the window only
    from sasaeai_desktop.domain.clock import Clock  # noqa: PLC0415
    from sasaeai_desktop.paths import app_paths  # noqa: PLC0415

    try:
        paths = app_paths(Path(given[1]) if given else None)
        passphrase = os.environ.get("SASAEAI_PASSPHRASE") or None
        file = Path(opened).absolute() if opened else None
        return run_window(paths, Clock(), passphrase=passphrase, opened=file)
    except BaseException as error:  # noqa: BLE001 - handed on to the one place that tells every error
        from sasaeai_desktop.cli.main import run  # noqa: PLC0415

        trouble = error

    def again(_cli: Cli) -> NoReturn:
        raise trouble

    return run(given, again)


def _window(cli: Cli) -> int:
    from sasaeai_desktop.app import run_window  # noqa: PLC0415 - Qt is for the window only

    return run_window(cli.paths, cli.clock, user=cli.args.user, passphrase=cli.given_passphrase())


if __name__ == "__main__":
    sys.exit(main())
