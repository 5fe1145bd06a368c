"""``python -m sasaeai_desktop`` and the ``sasaeai`` command: arguments, then the window or a command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from sasaeai_desktop.cli.main import run

if TYPE_CHECKING:
    from sasaeai_desktop.cli.common import Cli


def main(argv: list[str] | None = None) -> int:
    """Run the program and return its exit code."""
    return run(argv, _window)


def _window(cli: Cli) -> int:
    from sasaeai_desktop.app import run_window  # noqa: PLC0415 - Qt is for the window only

    return run_window(cli.paths, cli.clock, user=cli.args.user, passphrase=cli.given_passphrase())


if __name__ == "__main__":
    sys.exit(main())
