"""Measure what a council of several desks on PostgreSQL would give and ask.

    python -m tests.postgres census CITY      the program's own SQL, counted: in the source, and on a council's ways
    python -m tests.postgres readable CITY    what would lie readable on a server
    python -m tests.postgres equal CITY       the council moved: time, equal figures on every way, dump and restore
    python -m tests.postgres importing CITY   all bundles taken in, file and server
    python -m tests.postgres kills CITY       fifty power cuts of the server and of the desk during an import (a small city: 7 districts)
    python -m tests.postgres together CITY    twenty desks at once
    python -m tests.postgres pages CITY       the queries of twenty desks' pages, replayed by pgbench
    python -m tests.postgres years CITY       ten years on file
    python -m tests.postgres sealed CITY      desks with files of their own that pass sealed changes on
    python -m tests.postgres cuts CITY        fifty kills of such a desk
    python -m tests.postgres folder CITY      what laptops of one district can do today over a folder

CITY is the folder of ``sasaeai demo --out CITY``. Needs Debian's ``postgresql`` and ``psycopg[binary]``; the server runs
in a temporary folder, on a socket, as an ordinary user. What was measured and what follows: ``tests/postgres/README.md``.
"""

from __future__ import annotations

import importlib
import signal
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
    "cuts",
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
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the server is ended with us
    importlib.import_module(f"tests.postgres.{words[0]}").report(Path(words[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
