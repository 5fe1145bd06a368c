"""Where the data lies: folders that another program keeps equal elsewhere, and copies beside the file."""

from __future__ import annotations

import os
import re
from pathlib import Path

from sasaeai_desktop.paths import AppPaths

_SYNCED = {
    "onedrive": "OneDrive", "dropbox": "Dropbox",
    "googledrive": "Googleドライブ", "googleドライブ": "Googleドライブ", "マイドライブ": "Googleドライブ",
    "mydrive": "Googleドライブ", "icloud": "iCloud", "mobiledocuments": "iCloud", "box": "Box", "nextcloud": "Nextcloud",
    "owncloud": "ownCloud", "syncthing": "Syncthing", "resiliosync": "Resilio Sync", "seadrive": "SeaDrive",
}  # fmt: skip
_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_OURS = re.compile(r"desk\.db(-wal|-shm|-tips|\.rekey\.part.*)?|vault(-copy)?\.json(\.part)?")
_COPY = re.compile(r"(desk|vault)(?![a-z]).*\.(db|json)([ _-].*)?", re.IGNORECASE)


def synced_by(folder: Path) -> str:
    """Return the name of the program that copies a folder to other computers, "" when none is recognised."""
    for variable in _VARIABLES:
        root = os.environ.get(variable, "")
        if root and folder.is_relative_to(Path(root)):
            return "OneDrive"
    for part in folder.parts:
        plain = part.lower().replace(" ", "")
        for mark, name in _SYNCED.items():
            # 「Box」 is a word of its own, the others may be followed by a firm's name.
            if plain == mark or (mark != "box" and plain.startswith(mark)):
                return name
    return ""


def copies(paths: AppPaths) -> list[str]:
    """Return names of files that look like copies of the data beside it: desk (1).db, desk - コピー.db."""
    try:
        names = sorted(p.name for p in paths.data_dir.iterdir() if p.is_file())
    except OSError:
        return []
    return [name for name in names if not _OURS.fullmatch(name) and _COPY.fullmatch(name)]


def warnings(paths: AppPaths) -> list[tuple[str, str]]:
    """Return what is odd about the place, each as what it is and what to do; empty when all is well."""
    found: list[tuple[str, str]] = []
    program = synced_by(paths.data_dir)
    if program:
        found.append(
            (
                f"データの場所が、{program}で ほかへ写される場所の中にあります。",
                "ファイルが入れかわって、きろくが こわれることがあります。写されない場所に、フォルダーごと うつしてください。",
            )
        )
    beside = copies(paths)
    if beside:
        found.append(
            (
                f"データの場所に、写しのようなファイル「{'」「'.join(beside[:3])}」があります。",
                f"使っているのは「{paths.database.name}」だけです。いらない写しは 消してください。お名前が入っています。",
            )
        )
    return found
