"""``python -m tests.e2e.kill_rotation [COUNT]``: ``key rotate`` is killed at many moments; the desk must open each time.

A real installation with 4,000 people; a real process and SIGKILL. The moments are spread from before the passphrase
is checked to after the end. After each kill ``sasaeai check`` must find everything as it was, and the slot file must
have settled on one key. For the nightly runs; the normal suite cuts the same steps inside the process.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from sasaeai_desktop.domain.clock import Clock
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.services.safety import setup
from sasaeai_desktop.services.tables import importing
from sasaeai_desktop.vault.slots import PRACTICE

PASSPHRASE = "fuyu-no-sanpo-12"
PEOPLE = 4000


def main(count: int) -> int:
    """Kill so many times; returns the number of faults."""
    with tempfile.TemporaryDirectory(prefix="sasaeai-kill-") as folder:
        data = Path(folder) / "desk"
        _fill(data, Path(folder) / "people.csv")
        expected = _checked(data)
        begun = time.perf_counter()
        _rotate(data).wait()
        whole = time.perf_counter() - begun
        seen: Counter[str] = Counter()
        faults = 0
        for n in range(count):
            seen.update(_kill_once(data, whole * (0.4 + 0.65 * n / count)))
            if _checked(data) != expected or "next" in json.loads((data / "vault.json").read_bytes()):
                faults += 1
        print(f"{count} runs of {whole:.2f} s: {dict(seen)}, {faults} faults")
    return faults


def _fill(data: Path, table: Path) -> None:
    desk = setup.begin_district(app_paths(data), "12", "みどり", PASSPHRASE, Clock(), kdf=PRACTICE).desk
    rows = "".join(f"{n:04d},山田 花子{n},2023-04-01\n" for n in range(PEOPLE))
    table.write_text(f"管理番号,氏名,見守り開始日\n{rows}", encoding="utf-8")
    importing.import_table(desk, "people", table)
    desk.close()


def _rotate(data: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "sasaeai_desktop", "key", "rotate", "--data-dir", str(data)],
        env={**os.environ, "SASAEAI_PASSPHRASE": PASSPHRASE},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _kill_once(data: Path, after: float) -> list[str]:
    before = (data / "desk.db").read_bytes()[:16]
    process = _rotate(data)
    time.sleep(after)
    killed = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    found = {
        "killed": killed,
        "both keys known": "next" in json.loads((data / "vault.json").read_bytes()),
        "copy left": (data / "desk.db.rekey.part").exists(),
        "already replaced": killed and (data / "desk.db").read_bytes()[:16] != before,
    }
    return [name for name, true in found.items() if true]


def _checked(data: Path) -> object:
    done = subprocess.run(
        [sys.executable, "-m", "sasaeai_desktop", "check", "--json", "--data-dir", str(data)],
        env={**os.environ, "SASAEAI_PASSPHRASE": PASSPHRASE},
        capture_output=True,
        check=False,
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(min(1, main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)))
