"""What every shipped package says of its licence, in one folder and one list."""

from __future__ import annotations

import email
import shutil
from pathlib import Path

_QT = """Qt and PySide6 are used under the GNU Lesser General Public License, version 3. Their libraries lie as files of their
own in packages/PySide6 and packages/shiboken6 and may be replaced by versions that you have built yourself; their source is
published by the Qt Company.
"""


def write_licences(packages: Path, into: Path) -> None:
    """Write ``LICENCES.txt`` and the licence files of all packages of an unpacked tree.

    Args:
        packages: the tree, with its ``*.dist-info`` folders.
        into: the folder to make.
    """
    into.mkdir(parents=True)
    lines = ["ささえあいデスクに 入っているもの", "", _QT]
    for info in sorted(packages.glob("*.dist-info"), key=lambda p: p.name.lower()):
        about = email.message_from_string((info / "METADATA").read_text(encoding="utf-8"))
        said = about["License-Expression"] or "; ".join(
            c.rpartition("::")[2].strip() for c in about.get_all("Classifier", []) if c.startswith("License")
        )
        said = said or (about["License"] or "").strip().split("\n")[0] or "see the package"
        lines.append(f"{about['Name']} {about['Version']}: {said}")
        for file in sorted(info.rglob("*")):
            if file.is_file() and file.name.upper().startswith(("LICEN", "COPYING", "NOTICE", "AUTHORS")):
                shutil.copyfile(file, into / f"{about['Name']}-{file.name}")
    lines += ["", "BIZ UDGothic, BIZ UDPGothic, Noto Sans JP: SIL Open Font License 1.1", "Python: PSF-2.0"]
    (into / "LICENCES.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
