"""The product's side of the import: all bundles of a city through the service, with full verification.

    python -m tests.benchmarks.import_side COUNCIL_BEFORE BUNDLES PASSPHRASE_FILE

Works on a copy of the council; the clock runs from the call to the end of the last commit, with the backup
that is made first. Prints the seconds.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.city import TODAY
from sasaeai_desktop.services import receiving, setup
from tests.benchmarks.measure import resident_mb


def main() -> None:
    """Import once and print the figures."""
    before, folder, passphrase = (Path(a) for a in sys.argv[1:4])
    with tempfile.TemporaryDirectory() as scratch:
        council = Path(scratch) / "council"
        shutil.copytree(before, council)
        desk = setup.open_desk(app_paths(council), passphrase.read_text().strip(), clock_at(TODAY))
        began = time.perf_counter()
        taken = receiving.import_files(desk, sorted(folder.glob("*.age"))).result
        seconds = time.perf_counter() - began
        desk.close()
    assert all(t.state == "applied" for t in taken), [t for t in taken if t.state != "applied"]
    print(json.dumps({"seconds": seconds, "changes": sum(t.changes for t in taken), "rss": resident_mb()}))


if __name__ == "__main__":
    main()
