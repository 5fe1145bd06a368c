"""What the builds share: fetching what the lock names, laying out the program, saying what came of it."""

from __future__ import annotations

import argparse
import email
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LOCK = ROOT / "installer" / "lock.txt"
PACKAGE = ROOT / "sasaeai_desktop"


def version() -> str:
    """Return the program's version, as the package states it."""
    text = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    return text.split('__version__ = "')[1].split('"')[0]


def schema() -> int:
    """Return the version of the data's schema that the program writes."""
    text = (PACKAGE / "db" / "schema.py").read_text(encoding="utf-8")
    return int(text.split("\nVERSION = ")[1].split("\n")[0])


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


def fetch(into: Path, *platform: str, lock: Path = LOCK) -> list[Path]:
    """Download the wheels that the lock names, their contents checked against it.

    Args:
        into: an empty folder.
        platform: pip's words for another system (``--platform win_amd64 --python-version 3.13``); none for this one.
        lock: which list.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes",
               "--only-binary", ":all:", "--no-deps", "--dest", str(into), "--requirement", str(lock), *platform]  # fmt: skip
    subprocess.run(command, check=True)
    return sorted(into.glob("*.whl"))


def shipped(wheels: list[Path], system: str) -> list[Path]:
    """Return the wheels that the program needs while it runs; the lock also names what only builds others.

    Args:
        wheels: of the lock.
        system: as ``sys.platform`` where it will run.
    """
    needs: dict[str, list[Requirement]] = {}
    files: dict[str, Path] = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            about = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
            said = email.message_from_bytes(archive.read(about))
        name = canonicalize_name(said["Name"])
        files[name] = wheel
        needs[name] = [Requirement(line) for line in said.get_all("Requires-Dist", [])]
    where = {
        "sys_platform": system,
        "platform_system": {"win32": "Windows"}.get(system, "Linux"),
        "extra": "",
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(line) for line in project["dependencies"]]
    wanted: set[str] = set()
    while waiting:
        asked_for = waiting.pop()
        name = canonicalize_name(asked_for.name)
        if name not in wanted and (asked_for.marker is None or asked_for.marker.evaluate(where)):
            wanted.add(name)
            waiting += needs[name]
    return [files[name] for name in sorted(wanted)]


def unpack(wheels: list[Path], into: Path) -> None:
    """Unpack wheels side by side."""
    for wheel in wheels:
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


def digest_of(folder: Path) -> str:
    """Return one digest over the names and contents of all files of a folder."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def say(path: Path, installed: int = 0) -> None:
    """Print what was made: its path and size, MB of 10^6 bytes; what it takes once installed; its digest."""
    size = path.stat().st_size if path.is_file() else size_of(path)
    print(f"{path}  {size / 1e6:.1f} MB" + (f"  installed {installed / 1e6:.1f} MB" if installed else ""))
    if path.is_file():
        print(f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


def say_gains(gave: list[tuple[str, int]]) -> None:
    """Print what each thing that was left out gave."""
    for why, size in gave:
        print(f"{size / 1e6:8.1f} MB  {why}", file=sys.stderr)
