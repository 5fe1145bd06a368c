"""Baseline: as many notes as a city's import has changes, in 49 packages, imported by Anki itself.

A venv is made in a temporary folder, ``pip install anki`` puts the published backend there, ``anki_side.py``
makes the packages and imports them in a fresh process. Venv and packages are gone when the run ends.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measure import Figures, fresh, published

SIDE = Path(__file__).with_name("anki_side.py")
PACKAGES = 49


def prepare(folder: Path, counts: Sequence[int]) -> list[str]:
    """Make venv and packages in ``folder`` and return the command that imports them.

    Raises:
        RuntimeError: as ``published`` says.
    """
    python = published(folder, "anki")
    packages = folder / "packages"
    packages.mkdir()
    fresh([python, str(SIDE), "make", str(packages), ",".join(map(str, counts))])
    return [python, str(SIDE), "import", str(packages)]


def version(command: Sequence[str]) -> str:
    """Return the version of Anki that a prepared command runs."""
    code = "from importlib.metadata import version; print(version('anki'))"
    return subprocess.run(
        [command[0], "-c", code], capture_output=True, text=True, check=True, env=os.environ
    ).stdout.strip()


def run(command: Sequence[str]) -> Figures:
    """Import once in a fresh process: "seconds" with the collection open, "wall" the whole process."""
    return fresh(command)
