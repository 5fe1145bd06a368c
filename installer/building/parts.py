"""What the builds share: fetching what the lock names, laying out the program, saying what came of it."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOCK = ROOT / "installer" / "lock.txt"
PACKAGE = ROOT / "sasaeai_desktop"
BUILDERS = ("hatchling", "editables", "pathspec", "pluggy", "trove_classifiers", "packaging")
"""Packages of the lock that only build the others; they are not shipped."""


def version() -> str:
    """Return the program's version, as the package states it."""
    text = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def moment() -> int:
    """Return the moment that stands for "now" in what is built, seconds since 1970."""
    return int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600"))


def asked(doc: str | None) -> Path:
    """Read ``--out DIR`` and return the folder, made when it is missing."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="folder for what is made")
    out: Path = parser.parse_args().out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    return out


def fetch(into: Path, *platform: str) -> list[Path]:
    """Download the wheels that the lock names, their contents checked against it.

    Args:
        into: an empty folder.
        platform: pip's words for another system (``--platform win_amd64 --python-version 3.13``); none for this one.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes",
               "--only-binary", ":all:", "--no-deps", "--dest", str(into), "--requirement", str(LOCK), *platform]  # fmt: skip
    subprocess.run(command, check=True)
    return sorted(into.glob("*.whl"))


def unpack(wheels: list[Path], into: Path, *, without: tuple[str, ...]) -> None:
    """Unpack wheels side by side, without the packages named (those only build others)."""
    for wheel in wheels:
        if not wheel.name.lower().startswith(tuple(f"{name}-" for name in without)):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(into)


def copy_program(into: Path) -> None:
    """Copy the package, with its resources inside it as in a wheel."""
    leave = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(PACKAGE, into / PACKAGE.name, ignore=leave)
    shutil.copytree(ROOT / "resources", into / PACKAGE.name / "resources", ignore=leave)


def one_time(folder: Path) -> None:
    """Give every file the same time, so that equal input packs to equal bytes."""
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (moment(), moment()))


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def say(path: Path, installed: int = 0) -> None:
    """Print what was made: its path and size, MB of 10^6 bytes; and what it takes once installed."""
    size = path.stat().st_size if path.is_file() else size_of(path)
    print(f"{path}  {size / 1e6:.1f} MB" + (f"  installed {installed / 1e6:.1f} MB" if installed else ""))
