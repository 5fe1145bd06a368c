"""What only Windows knows: who holds a file, which bus a drive hangs on, bytes read past the cache.

A leaf. On other systems every question has its quiet answer, and tests hand in their own.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

HELD = frozenset({32, 33})
"""ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: another program has the file open."""
DENIED = 5  # ERROR_ACCESS_DENIED: no permission, or a rename over a file that is open elsewhere
_REMOVABLE, _FIXED = 2, 3  # GetDriveTypeW
_USB_BUSES = {7, 12, 13}  # STORAGE_BUS_TYPE: USB, SD, MMC
_QUERY_PROPERTY = 0x002D1400  # IOCTL_STORAGE_QUERY_PROPERTY
_SHARE_ALL = 0x7
_OPEN_EXISTING = 3
_GENERIC_READ = 0x80000000
_NO_BUFFERING = 0x20000000  # FILE_FLAG_NO_BUFFERING
_BLOCK = 1 << 20  # a whole number of every disk's sectors
_MOST_HOLDERS = 8
_CALL_WORKED = 0


def holders(path: Path) -> tuple[str, ...]:
    """Return the names of the programs that have a file open, as Windows shows them; () when nobody knows."""
    if sys.platform == "win32":
        try:
            return _ask_restart_manager(str(path))
        except OSError:  # an older or stripped Windows without that library
            return ()
    return ()


def is_stick(root: str) -> bool:
    """Say whether a drive can be pulled out: Windows says so, or it hangs on USB and is not the system's own.

    Many larger sticks and every USB disk call themselves fixed.

    Args:
        root: such as ``E:/``.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kind = kernel.GetDriveTypeW(root.replace("/", "\\"))
        return counts_as_stick(
            kind, bus_of(root) if kind == _FIXED else 0, root, os.environ.get("SYSTEMDRIVE", "C:")
        )
    return False


def counts_as_stick(kind: int, bus: int, root: str, system: str) -> bool:
    """Judge a drive by its type (GetDriveTypeW) and its bus (STORAGE_BUS_TYPE); ``system`` is Windows' own drive."""
    if kind == _REMOVABLE:
        return True
    return kind == _FIXED and bus in _USB_BUSES and root[:2].upper() != system[:2].upper()


def bus_of(root: str) -> int:
    """Return the STORAGE_BUS_TYPE of a drive; 0 when Windows does not say."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = ctypes.c_void_p
        handle = kernel.CreateFileW(f"\\\\.\\{root[:2]}", 0, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
        if handle in (None, ctypes.c_void_p(-1).value):
            return 0
        try:
            query = (ctypes.c_uint32 * 3)(0, 0, 0)  # StorageDeviceProperty, PropertyStandardQuery
            answer = (ctypes.c_uint32 * 256)()
            got = ctypes.c_uint32()
            worked = kernel.DeviceIoControl(
                ctypes.c_void_p(handle), _QUERY_PROPERTY, query, ctypes.sizeof(query), answer, ctypes.sizeof(answer),
                ctypes.byref(got), None,
            )  # fmt: skip
            return int(answer[7]) if worked and got.value >= 32 else 0  # STORAGE_DEVICE_DESCRIPTOR.BusType
        finally:
            kernel.CloseHandle(ctypes.c_void_p(handle))
    return 0


def read_past_cache(path: Path) -> bytes:
    """Return a file's bytes from the disk itself, not from what Windows remembers of having written them.

    Where a drive cannot be read so (some network folders), it is read as usual.

    Raises:
        OSError: the file cannot be read.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = ctypes.c_void_p
        kernel.VirtualAlloc.restype = ctypes.c_void_p
        handle = kernel.CreateFileW(
            str(path), _GENERIC_READ, _SHARE_ALL, None, _OPEN_EXISTING, _NO_BUFFERING, None
        )
        if handle in (None, ctypes.c_void_p(-1).value):
            return path.read_bytes()
        room = kernel.VirtualAlloc(
            None, ctypes.c_size_t(_BLOCK), 0x3000, 0x04
        )  # whole pages, as unbuffered reading wants
        parts: list[bytes] = []
        try:
            got = ctypes.c_uint32(1)
            while room and got.value:
                if not kernel.ReadFile(
                    ctypes.c_void_p(handle), ctypes.c_void_p(room), _BLOCK, ctypes.byref(got), None
                ):
                    return path.read_bytes()
                parts.append(ctypes.string_at(room, got.value))
        finally:
            kernel.CloseHandle(ctypes.c_void_p(handle))
            kernel.VirtualFree(ctypes.c_void_p(room), ctypes.c_size_t(0), 0x8000)
        return b"".join(parts) if room else path.read_bytes()
    return path.read_bytes()


def console_encoding() -> str:
    """Return what the console on the other end of a pipe reads ("cp932"); UTF-8 where there is none or it says so."""
    if sys.platform == "win32" and not sys.flags.utf8_mode and not os.environ.get("PYTHONIOENCODING"):
        page = ctypes.WinDLL("kernel32").GetConsoleOutputCP()
        return f"cp{page}" if page not in {0, 65001} else "utf-8"
    return "utf-8"


class _Process(ctypes.Structure):
    """RM_PROCESS_INFO."""

    _fields_ = (
        ("pid", ctypes.c_uint32),
        ("started", ctypes.c_uint32 * 2),
        ("name", ctypes.c_wchar * 256),
        ("service", ctypes.c_wchar * 64),
        ("kind", ctypes.c_uint32),
        ("status", ctypes.c_uint32),
        ("session", ctypes.c_uint32),
        ("can_restart", ctypes.c_int32),
    )


def _ask_restart_manager(path: str) -> tuple[str, ...]:
    """Ask what Windows' installers ask before they replace a file (rstrtmgr.dll)."""
    if sys.platform == "win32":
        manager = ctypes.WinDLL("rstrtmgr")
        session = ctypes.c_uint32()
        key = ctypes.create_unicode_buffer(33)
        if manager.RmStartSession(ctypes.byref(session), 0, key) != _CALL_WORKED:
            return ()
        try:
            files = (ctypes.c_wchar_p * 1)(path)
            if manager.RmRegisterResources(session, 1, files, 0, None, 0, None) != _CALL_WORKED:
                return ()
            needed, count, reasons = ctypes.c_uint32(), ctypes.c_uint32(_MOST_HOLDERS), ctypes.c_uint32()
            found = (_Process * _MOST_HOLDERS)()
            if (
                manager.RmGetList(
                    session, ctypes.byref(needed), ctypes.byref(count), found, ctypes.byref(reasons)
                )
                != _CALL_WORKED
            ):
                return ()
            return tuple(
                dict.fromkeys(p.name for p in found[: count.value] if p.name and p.pid != os.getpid())
            )
        finally:
            manager.RmEndSession(session)
    return ()
