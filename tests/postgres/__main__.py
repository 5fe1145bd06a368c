"""Measure what a council of several desks on PostgreSQL would give and ask.

    python -m tests.postgres census CITY     the program's own SQL, counted: in the source, and on a council's ways
    python -m tests.postgres equal CITY      the council moved: time, equal figures on every way, dump and restore

CITY is the folder of ``sasaeai demo --out CITY``. Needs Debian's ``postgresql`` and ``psycopg[binary]``; the server runs
in a temporary folder, on a socket, as an ordinary user. What was measured and what follows: ``tests/postgres/README.md``.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from tests.postgres.cluster import why_not

_MEASURES = (
    "census",
    "equal",
    "importing",
    "kills",
    "together",
    "years",
    "sealed",
    "folder",
    "readable",
    "pages",
)


def main(words: list[str]) -> int:
    """Run one measurement."""
    missing = why_not()
    if missing:
        print(missing)
        return 0
    if len(words) != 2 or words[0] not in _MEASURES:
        print(__doc__)
        return 2
    importlib.import_module(f"tests.postgres.{words[0]}").report(Path(words[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
