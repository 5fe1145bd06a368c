"""Writing a file so that after any fault the whole file is there, or nothing under its name.

    free space (twice the size) -> NAME.part in the target folder -> flush -> fsync -> rename
    -> fsync the folder -> read back and compare

On exFAT a closed file without fsync, and a rename without an fsync of its folder, are not there when the
stick is pulled. A leaf below vault, db and sync, which all write files that must not be half there.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

from sasaeai_desktop import windows
from sasaeai_desktop.domain.errors import DiskError

PART = ".part"

_FULL = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE = {errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR, errno.ESTALE}
_WINDOWS_GONE = {2, 3, 15, 21, 433, 1006, 1117, 1167}  # not found, not ready, no such device, not connected
# Seconds between tries while an antivirus or an indexer looks at what was just written: 3.1 altogether.
PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


class Fs(Protocol):
    """The calls that writing a file consists of; tests let any of them fail. All raise OSError."""

    def free(self, folder: Path) -> int:
        """Return the free bytes on the disk of ``folder``."""
        ...

    def exists(self, path: Path) -> bool:
        """Say whether there is something under this name."""
        ...

    def create(self, path: Path) -> BinaryIO:
        """Open a new, empty file for writing; an old one of this name goes."""
        ...

    def write(self, file: BinaryIO, data: bytes) -> None:
        """Write all bytes and flush them to the system."""
        ...

    def sync(self, file: BinaryIO) -> None:
        """Wait until the file's bytes are on the disk."""
        ...

    def close(self, file: BinaryIO) -> None:
        """Close the file."""
        ...

    def rename(self, old: Path, new: Path, *, overwrite: bool) -> None:
        """Give the file its name, in one step."""
        ...

    def sync_folder(self, folder: Path) -> None:
        """Wait until the folder's names are on the disk."""
        ...

    def read(self, path: Path) -> bytes:
        """Return the file's bytes, from the disk and not from memory where the system allows it."""
        ...

    def remove(self, path: Path) -> None:
        """Remove the file; it need not be there."""
        ...

    def parts(self, folder: Path) -> list[Path]:
        """Return this program's unfinished files left in the folder."""
        ...


class RealFs:
    """The real disk."""

    def free(self, folder: Path) -> int:
        """Return the free bytes on the disk of ``folder``."""
        return shutil.disk_usage(folder).free

    def exists(self, path: Path) -> bool:
        """Say whether there is something under this name."""
        return os.path.lexists(path)

    def create(self, path: Path) -> BinaryIO:
        """Open a new file, for its owner's eyes only; never through a link that lies there."""
        patiently(lambda: path.unlink(missing_ok=True))
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(path, flags, 0o600), "wb")

    def write(self, file: BinaryIO, data: bytes) -> None:
        """Write all bytes and flush them to the system."""
        file.write(data)
        file.flush()

    def sync(self, file: BinaryIO) -> None:
        """Wait until the file's bytes are on the disk."""
        os.fsync(file.fileno())

    def close(self, file: BinaryIO) -> None:
        """Close the file."""
        file.close()

    def rename(self, old: Path, new: Path, *, overwrite: bool) -> None:
        """Give the file its name; Windows is told to return only when that is on the disk."""
        patiently(lambda: _move(old, new, overwrite=overwrite))

    def sync_folder(self, folder: Path) -> None:
        """Wait until the folder's names are on the disk (on Windows the rename has waited)."""
        if sys.platform != "win32":
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            except OSError as error:
                if error.errno not in _NO_FOLDER_SYNC:  # some network folders know no such call
                    raise
            finally:
                os.close(handle)

    def read(self, path: Path) -> bytes:
        """Return the file's bytes; the system's copy in memory is forgotten first, or passed by (Windows)."""
        if sys.platform == "win32":
            return windows.read_past_cache(path)
        with path.open("rb") as file:
            if sys.platform == "linux":
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            return file.read()

    def remove(self, path: Path) -> None:
        """Remove the file; it need not be there."""
        patiently(lambda: path.unlink(missing_ok=True))

    def parts(self, folder: Path) -> list[Path]:
        """Return this program's unfinished files left in the folder."""
        return list(folder.glob(f"sasaeai-*{PART}"))


REAL = RealFs()


def safe_write(
    path: Path, data: bytes, fs: Fs = REAL, *, overwrite: bool = True, place: str = "保存する場所"
) -> None:
    """Write a file as a whole or not at all.

    Args:
        path: the file; its folder must be there.
        data: all of it.
        fs: the disk.
        overwrite: whether a file of that name may be replaced; the old one stays whole until the new one is.
        place: what to call the disk in a message.

    Raises:
        DiskError: full, read-only, removed, broken, or the name is taken; nothing half-written lies under
            ``path``.
    """
    part = path.with_name(path.name + PART)
    renamed = False
    try:
        if not overwrite and fs.exists(path):
            raise _taken(path)
        if fs.free(path.parent) < 2 * len(data):
            raise OSError(errno.ENOSPC, "less than twice the size is free")
        _write_part(part, data, fs)
        fs.rename(part, path, overwrite=overwrite)
        renamed = True
        fs.sync_folder(path.parent)
        if fs.read(path) != data:
            raise OSError(errno.EIO, "what was read back differs")
    except (OSError, DiskError) as error:
        # Best effort: after a failure a new file nobody confirmed would only be in the way of the next try.
        for leftover in (part, path) if renamed and not overwrite else (part,):
            with contextlib.suppress(OSError):
                fs.remove(leftover)
        if isinstance(error, DiskError):
            raise
        raise disk_error(error, place) from error


def patiently(act: Callable[[], object], wait: Callable[[float], object] = time.sleep) -> None:
    """Do something to a file or folder, and try again for some seconds while another program holds it.

    Only Windows knows such a hold; an antivirus and the search's indexer open what was just written.

    Args:
        act: one system call that may be repeated.
        wait: sleeps for so many seconds.

    Raises:
        OSError: it still fails, or failed for another reason.
    """
    for pause in PATIENCE:
        try:
            act()
        except OSError as error:
            if getattr(error, "winerror", None) not in windows.HELD | {windows.DENIED}:
                raise
            wait(pause)
        else:
            return
    act()


def rename(old: Path, new: Path) -> None:
    """Give a file or a whole folder its name, in place of a file of that name; with patience on Windows.

    Raises:
        OSError: it could not be renamed.
    """
    patiently(lambda: _move(old, new, overwrite=True))


def remove_tree(folder: Path) -> None:
    """Remove a folder with all that is in it; with patience on Windows.

    Raises:
        OSError: something in it cannot be removed.
    """
    patiently(lambda: shutil.rmtree(folder))


def held_error(
    error: OSError, held_by: Callable[[Path], tuple[str, ...]] = windows.holders
) -> DiskError | None:
    """Return which program has the file open, in words; None when the error is of another kind.

    Args:
        error: what the system said.
        held_by: names the programs that have a file open.
    """
    number = getattr(error, "winerror", None)
    if number not in windows.HELD | {windows.DENIED}:
        return None
    files = [Path(name) for name in (error.filename2, error.filename) if name]
    names = tuple(dict.fromkeys(name for file in files for name in held_by(file)))
    if not names and number == windows.DENIED:
        return None  # more likely a folder where nobody may write
    which = f"「{files[0].name}」" if files else "ファイル"
    if names:
        programs = "・".join(f"「{name}」" for name in names)
        return DiskError(
            f"{which}を、べつのプログラム{programs}が使っています。",
            f"{programs}を閉じるか、それがおわるのを待って、もう一度やってみてください。",
        )
    return DiskError(
        f"{which}を、べつのプログラムが使っています。",
        "そのファイルを開いている画面を閉じてください。ウイルス対策ソフトが調べているときは、1分ほど待って、もう一度やってみてください。",
    )


def disk_error(error: OSError, place: str = "保存する場所") -> DiskError:
    """Return what happened to the disk in words for a person.

    Args:
        error: what the system said.
        place: what to call the disk.
    """
    number = error.errno
    if number in _GONE or getattr(error, "winerror", None) in _WINDOWS_GONE:
        # Windows reports "not ready" as a missing permission, so this comes first.
        return DiskError(
            f"{place}が見つかりません。USBメモリーがぬけているかもしれません。",
            "USBメモリーをさしなおして、もう一度やってみてください。",
        )
    held = held_error(error)
    if held is not None:
        return held
    if number in _FULL:
        return DiskError(
            f"{place}のあきが足りないので、書きこめませんでした。",
            "いらないファイルを消すか、べつの場所をえらんで、もう一度書き出してください。",
        )
    if number in _READ_ONLY:
        return DiskError(
            f"{place}に書きこむことができません。書きこみが止められています。",
            "USBメモリーの横の小さなスイッチを見るか、べつの場所をえらんでください。",
        )
    return DiskError(
        f"{place}への書きこみに失敗しました。書きかけのものは残していません。",
        "USBメモリーをさしなおすか、べつのUSBメモリーで、もう一度やってみてください。",
    )


def data_place_error(error: OSError, folder: Path) -> DiskError:
    """Return why the folder with the data cannot be used, in words for a person: it is no stick with a switch.

    Args:
        error: what the system said.
        folder: the data folder.
    """
    if error.errno in _FULL:
        return disk_error(error, "データの場所")
    return DiskError(
        f"データの場所「{folder}」に書きこめません。データは こわれていません。",
        "フォルダーの「読み取り専用」をはずすか、書きこめる場所に フォルダーごと写して、そこを開いてください。",
    )


def _write_part(part: Path, data: bytes, fs: Fs) -> None:
    file = fs.create(part)
    try:
        fs.write(file, data)
        fs.sync(file)
        fs.close(file)
    except OSError:
        with contextlib.suppress(OSError):
            file.close()  # Windows removes no open file
        raise


def _taken(path: Path) -> DiskError:
    return DiskError(
        f"同じ名前のファイル「{path.name}」がもうあるので、書きこみませんでした。",
        "そのファイルをべつの場所にうつしてから、もう一度書き出してください。",
    )


def _move(old: Path, new: Path, *, overwrite: bool) -> None:
    """Rename; on Windows return when the disk has it (MOVEFILE_WRITE_THROUGH)."""
    if sys.platform == "win32":
        replace_existing, write_through = 0x1, 0x8
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        move = kernel.MoveFileExW
        move.argtypes = (ctypes.c_wchar_p, ctypes.c_wchar_p, ctypes.c_uint32)
        move.restype = ctypes.c_int
        over = replace_existing if overwrite and not old.is_dir() else 0
        if not move(str(old), str(new), write_through | over):
            failed = ctypes.get_last_error()
            raise OSError(None, ctypes.FormatError(failed), str(old), failed, str(new))
    else:
        old.replace(new)


def sync_file(path: Path) -> None:
    """Bring a file's bytes to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's names to the disk, where a system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
