"""The product's side of the import: all bundles of a city through the service, with full verification.

    python -m tests.benchmarks.import_side COUNCIL BUNDLES PASSPHRASE_FILE         a council that has seen none of them
    python -m tests.benchmarks.import_side COUNCIL BUNDLES PASSPHRASE_FILE again   one that knows all that is in them

Works on a copy of the council; the clock runs from the call to the end of the last commit, with the backup
that is made first. Prints the seconds, of the slowest file too, the processor time, and the most memory; of the second
process ("second_cpu", "second_peak") too, where there was one.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.city import TODAY
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.usb import receiving
from sasaeai_desktop.sync import ahead
from tests.benchmarks.measure import peak_mb


def watch_second() -> dict[str, float]:
    """Note what the second process had used when it is ended (Linux)."""
    used = {"second_cpu": 0.0, "second_peak": 0.0}
    end = ahead.SecondProcess.end

    def ended(self: ahead.SecondProcess) -> None:
        place = Path(f"/proc/{self._process.pid}")
        if (place / "stat").exists():
            ticks = (place / "stat").read_text().rpartition(")")[2].split()[11:13]
            used["second_cpu"] += sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
            used["second_peak"] = max(used["second_peak"], peak_mb(str(self._process.pid)))
        end(self)

    ahead.SecondProcess.end = ended  # type: ignore[method-assign]
    return used


def main() -> None:
    """Import once and print the figures."""
    before, folder, passphrase = (Path(a) for a in sys.argv[1:4])
    again = sys.argv[4:] == ["again"]
    with tempfile.TemporaryDirectory() as scratch:
        council = Path(scratch) / "council"
        shutil.copytree(before, council)
        desk = setup.open_desk(app_paths(council), passphrase.read_text().strip(), clock_at(TODAY))
        files = sorted(folder.glob("*.age"))
        if again:
            receiving.import_files(
                desk, files[:1]
            )  # modules and the backup of the first one are not asked about
        used = watch_second()
        began, own = time.perf_counter(), time.process_time()
        slowest, taken = 0.0, []
        for some in [[file] for file in files[1:]] if again else [files]:
            start = time.perf_counter()
            taken += receiving.import_files(desk, some).result
            slowest = max(slowest, time.perf_counter() - start)
        seconds, cpu = time.perf_counter() - began, time.process_time() - own
        desk.close()
    expected = "already" if again else "applied"
    assert all(t.state == expected for t in taken), [t for t in taken if t.state != expected]
    figures = {
        "seconds": seconds,
        "cpu": cpu,
        "each": seconds / len(taken),
        "slowest": slowest,
        "peak": peak_mb(),
        **used,
    }
    print(json.dumps({**figures, "changes": sum(t.changes for t in taken)}))


if __name__ == "__main__":
    main()
