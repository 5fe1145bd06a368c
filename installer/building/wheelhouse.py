"""A folder of wheels for a place without a network: ``pip install --no-index --find-links DIR sasaeai-desktop``."""

from __future__ import annotations

import subprocess
import sys

from parts import ROOT, asked, fetch, say


def main() -> None:
    """Build it."""
    folder = asked(__doc__) / "wheelhouse"
    folder.mkdir(exist_ok=True)
    fetch(folder)
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)],
        check=True,
    )  # fmt: skip
    say(folder)


main()
