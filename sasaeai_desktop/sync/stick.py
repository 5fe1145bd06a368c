"""Writing a bundle onto a USB stick: the whole file or nothing, never over another file."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sasaeai_desktop.disk import PART, REAL, Fs, RealFs, safe_write
from sasaeai_desktop.domain.errors import InputError

__all__ = ["PART", "Fs", "RealFs", "safe_write", "write_to_stick"]

_PLACE = "USBメモリー"


def write_to_stick(folder: Path, name: str, data: bytes, fs: Fs = REAL) -> Path:
    """Write a new file into a folder of the stick and make sure that it is really there.

    Args:
        folder: the chosen folder.
        name: the file's name, without any person's name.
        data: all of it.
        fs: the disk.

    Returns:
        The path of the file.

    Raises:
        DiskError: the stick is full, read-only, removed or broken, or the name is taken; nothing that a
            reader would accept lies there half-written.
        InputError: the name leads out of the folder.
    """
    path = folder / name
    if path.parent != folder or name in {"", ".", ".."}:
        raise InputError(f"ファイルの名前「{name}」は使えません。", "べつの名前にしてください。")
    with contextlib.suppress(OSError):
        for leftover in fs.parts(folder):
            fs.remove(leftover)
    safe_write(path, data, fs, overwrite=False, place=_PLACE)
    return path
