"""A Debian package for the Python of this system: the locked wheels and the program below /usr/lib/sasaeai."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from compiling import compile_tree
from licences import check_list, write_licences
from parts import (
    HERE,
    asked,
    copy_program,
    fetch,
    one_time,
    say,
    say_gains,
    shipped,
    size_of,
    unpack,
    version,
)
from trim import leave_sources_out, trim

PARTS = HERE / "debian_parts"
LIBRARIES = ("libglib2.0-0 | libglib2.0-0t64, libgl1, libegl1, libxkbcommon0, libdbus-1-3, libfontconfig1, libxcb-cursor0, "
             "libxcb-icccm4, libxcb-keysyms1, libxkbcommon-x11-0, libxcb-shape0")  # fmt: skip


def main() -> None:
    """Build it."""
    out = asked(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        packages = tree / "usr/lib/sasaeai"
        packages.mkdir(parents=True)
        (Path(scratch) / "wheels").mkdir()
        unpack(shipped(fetch(Path(scratch) / "wheels"), "linux"), packages)
        copy_program(packages)
        gave = trim(packages)
        check_list(packages)
        write_licences(packages, tree / "usr/share/doc/sasaeai")
        compile_tree(packages)
        gave.append(("sources beside their compiled form, words for installers", leave_sources_out(packages)))
        say_gains(gave)
        _put(PARTS / "sasaeai", tree / "usr/bin/sasaeai", 0o755)
        _put(PARTS / "sasaeai.desktop", tree / "usr/share/applications/sasaeai.desktop")
        _put(PARTS / "sasaeai.xml", tree / "usr/share/mime/packages/sasaeai.xml")
        _put(PARTS / "copyright", tree / "usr/share/doc/sasaeai/copyright")
        _put(HERE / "sasaeai.svg", tree / "usr/share/icons/hicolor/scalable/apps/sasaeai.svg")
        _control(tree)
        one_time(tree)
        made = out / f"sasaeai_{version()}_amd64.deb"
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, made], check=True, stdout=sys.stderr
        )
        say(made, size_of(tree))


def _put(source: Path, target: Path, mode: int = 0o644) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(mode)


def _control(tree: Path) -> None:
    minor = sys.version_info.minor
    for folder in [tree, *(p for p in tree.rglob("*") if p.is_dir())]:
        folder.chmod(0o755)  # whatever umask built it
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(
        f"""Package: sasaeai
Version: {version()}
Architecture: amd64
Maintainer: sasaeai desktop <sasaeai@localhost>
Installed-Size: {size_of(tree) // 1024}
Depends: python3 (>= 3.{minor}), python3 (<< 3.{minor + 1}), {LIBRARIES}
Section: office
Priority: optional
Description: records of neighbourhood-welfare volunteers, offline
 見守り・サロン・つながりカードの記録を、ネットワークのないパソコンで付けます。
""",
        encoding="utf-8",
    )


main()
