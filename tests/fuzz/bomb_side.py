"""One bomb in a process of its own: ``python -m tests.fuzz.bomb_side bundle DATA_DIR FILE`` or ``... table FILE``.

Prints the outcome and the most memory the process ever held, in MB.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import UserError
from sasaeai_desktop.exchange.reading import read_table
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import receiving
from tests.benchmarks.measure import peak_mb
from tests.services.city import PASSPHRASE, TODAY

_ROOM = 3 << 30  # bytes; a bomb that goes off must not take the machine with it


def bundle(data: Path, file: Path) -> str:
    """Open the installation and take the bundle in."""
    desk = setup.open_desk(app_paths(data), PASSPHRASE, clock_at(TODAY))
    try:
        if not file.exists():
            return "opened"
        result, _ = receiving.import_file(desk, file)
        return f"{result.state} {result.check}".strip()
    finally:
        desk.close()


def table(file: Path) -> str:
    """Read the table."""
    try:
        return f"read {len(read_table(file).rows)}"
    except UserError as error:
        return f"refused {type(error).__name__}"


def main() -> None:
    """Do what was asked for."""
    resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
    what, *places = sys.argv[1:]
    try:
        outcome = (bundle if what == "bundle" else table)(*map(Path, places))
    except MemoryError:
        outcome = "out of memory"
    print(json.dumps({"outcome": outcome, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main()
