"""What every shipped package says of its licence: texts in one folder, a list of them, and what the program's page shows.

``python installer/building/licences.py`` writes ``resources/licences.json`` anew after the lock has changed.
"""

from __future__ import annotations

import csv
import email
import json
import shutil
import sys
import tempfile
from email.message import Message
from pathlib import Path

from embedded import FOR_WINDOWS
from parts import HERE, ROOT, fetch, shipped, unpack
from trim import trim

LIST = ROOT / "resources" / "licences.json"
_TEXTS = HERE / "licence_texts"
_FOLDERS = ("licenses", "license_files")
_NAMES = ("LICEN", "COPYING", "NOTICE", "AUTHORS")

# What no wheel says of itself: name, version ("" where it is that of the package that brings it), licence, who brings it.
INSIDE = (
    ("Python", "", "PSF-2.0", "installer"),
    ("Qt", "", "LGPL-3.0-only", "PySide6"),
    ("SQLCipher", "", "BSD-3-Clause", "sqlcipher3"),
    ("SQLite", "", "Public domain", "sqlcipher3"),
    ("OpenSSL", "", "Apache-2.0", "sqlcipher3, cryptography"),
    ("PDFium", "", "BSD-3-Clause AND Apache-2.0", "pypdfium2"),
    ("zxing-cpp (C++)", "", "Apache-2.0", "zxing-cpp"),
    ("BIZ UDPGothic", "", "OFL-1.1", "resources/fonts"),
    ("Noto Sans JP", "", "OFL-1.1", "resources/fonts"),
    ("Microsoft Visual C++ runtime", "", "Microsoft redistributable", "PySide6 (Windows)"),
)
# Where a package's own words are too long or too vague for a list.
_SAID = {
    "pyrage": "MIT",
    "pypdfium2": "BSD-3-Clause, Apache-2.0",
    "sqlcipher3": "Zlib",
    "segno": "BSD-3-Clause",
    "reportlab": "BSD-3-Clause",
}

QT_NOTICE = (
    "画面には Qt と PySide6 を、GNU LGPL 第3版のもとで使っています。どちらも別々のファイル（PySide6 と shiboken6 の"
    "フォルダー）に入っていて、自分で作ったものと取りかえられます。もとのプログラムは Qt Company が公開しています。"
    "このプログラムを調べるために分解すること（リバースエンジニアリング）も、そのかぎりで さまたげません。"
)


def write_licences(packages: Path, into: Path, *, python: Path | None = None) -> None:
    """Write ``LICENCES.txt`` and the licence files of all packages of an unpacked tree.

    Args:
        packages: the tree, trimmed, with its ``*.dist-info`` folders.
        into: the folder to make; files of a package begin with its name.
        python: licence of the Python that is shipped; None where the system's own is used.
    """
    into.mkdir(parents=True)
    lines = ["ささえあいデスクに 入っているもの", "", QT_NOTICE, ""]
    for info in _infos(packages):
        about = _about(info)
        lines.append(f"{about['Name']} {about['Version']}: {_licence(about)}")
        for file in sorted(info.rglob("*")):
            below = file.relative_to(info)
            if file.is_file() and (below.parts[0] in _FOLDERS or file.name.upper().startswith(_NAMES)):
                words = [p for p in below.parts if p not in _FOLDERS]
                shutil.copyfile(file, into / "-".join([about["Name"], *words]))
    lines += [f"{name}: {licence} ({brought})" for name, _, licence, brought in INSIDE]
    for text in sorted(_TEXTS.iterdir()):  # PySide6's wheel brings only the words on its commercial licence
        shutil.copyfile(text, into / f"Qt-{text.name}")
    shutil.copyfile(ROOT / "resources" / "fonts" / "OFL.txt", into / "fonts-OFL.txt")
    if python is not None:
        shutil.move(python, into / "Python-LICENSE.txt")
    (into / "LICENCES.txt").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig", newline="")


def unlike_list(packages: Path) -> list[str]:
    """Return what lies in a trimmed tree and is not on the program's page, or the other way round; words for a person.

    Args:
        packages: with the ``*.dist-info`` folders and our own package.
    """
    told = json.loads(LIST.read_text(encoding="utf-8"))["components"]
    page = {(part["name"], part["version"]) for part in told if not part["brought_by"]}
    infos = _infos(packages)
    tree = {(about["Name"], about["Version"]) for about in map(_about, infos)}
    known = {Path(name).parts[0] for info in infos for name in _files(info)} | {"sasaeai_desktop"}
    nobodys = sorted(p.name for p in packages.iterdir() if p.suffix != ".dist-info" and p.name not in known)
    return [
        *(f"{name} {version} is shipped and not on the page" for name, version in sorted(tree - page)),
        *(f"{name} {version} is on the page and not shipped" for name, version in sorted(page - tree)),
        *(f"{name} belongs to no package" for name in nobodys),
    ]


def check_list(packages: Path) -> None:
    """Build nothing whose parts are other than the program's page says.

    Raises:
        SystemExit: they are; says which.
    """
    if wrong := unlike_list(packages):
        raise SystemExit("\n".join([*wrong, "run python installer/building/licences.py"]))


def listed(packages: list[Path]) -> dict[str, object]:
    """Return what ``resources/licences.json`` holds, from trimmed trees of every system that we ship to."""
    found = {}
    for tree in packages:
        for info in _infos(tree):
            about = _about(info)
            found[about["Name"].lower()] = {
                "name": about["Name"],
                "version": about["Version"],
                "licence": _licence(about),
                "brought_by": "",
            }
    inside = [
        {"name": name, "version": version, "licence": licence, "brought_by": brought}
        for name, version, licence, brought in INSIDE
    ]
    return {"notice": QT_NOTICE, "components": [found[name] for name in sorted(found)] + inside}


def _infos(packages: Path) -> list[Path]:
    """Return what packages say of themselves of which anything is left."""
    left = (i for i in packages.glob("*.dist-info") if any((packages / name).exists() for name in _files(i)))
    return sorted(left, key=lambda p: p.name.lower())


def _files(info: Path) -> list[str]:
    """Return the names of a package's files, without those that only tell of it."""
    with (info / "RECORD").open(encoding="utf-8", newline="") as lines:
        return [row[0] for row in csv.reader(lines) if row and not row[0].startswith(info.name)]


def _about(info: Path) -> Message:
    return email.message_from_string((info / "METADATA").read_text(encoding="utf-8"))


def _licence(about: Message) -> str:
    by_class = [
        c.rpartition("::")[2].strip() for c in about.get_all("Classifier", []) if c.startswith("License")
    ]
    first = str(about["License"] or "").strip().split("\n")[0]
    said = _SAID.get(about["Name"].lower()) or about["License-Expression"] or first or "; ".join(by_class)
    if not said:
        raise SystemExit(f"{about['Name']} says nothing of its licence: add it to _SAID")
    return str(said)


def _main() -> None:
    systems = {"win32": FOR_WINDOWS, "linux": ()}
    with tempfile.TemporaryDirectory() as scratch:
        trees = []
        for system, words in systems.items():
            wheels, tree = Path(scratch, f"{system}-wheels"), Path(scratch, system)
            wheels.mkdir()
            tree.mkdir()
            unpack(shipped(fetch(wheels, *words), system), tree)
            trim(tree)
            trees.append(tree)
        made = json.dumps(listed(trees), ensure_ascii=False, indent=1) + "\n"
    LIST.write_text(made, encoding="utf-8")
    print(f"{LIST}: {made.count(chr(34) + 'name' + chr(34))} components", file=sys.stderr)


if __name__ == "__main__":
    _main()
