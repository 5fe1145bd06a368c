"""Pipes between two processes of ours: wide enough for a bundle, and the plain values that go through them.

A system makes a pipe of four (Windows) or 64 KiB (Linux). Who writes more than that waits until the reader, who is at work
with something else, has taken out each such piece.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import struct
import time
from io import BufferedReader, RawIOBase
from typing import IO, Any

_WIDTH = 1 << 20  # bytes; the most that Linux gives to everybody
_LENGTH = struct.Struct(">Q")


def wide_pipe() -> tuple[int, int]:
    """Return the file descriptors of a new pipe, where it is read and where it is written."""
    if os.name == "posix":
        import fcntl  # noqa: PLC0415 - as below

        ends = os.pipe()
        with contextlib.suppress(OSError, AttributeError):  # as narrow as it is, it does its work, too
            fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, _WIDTH)
        return ends
    import _winapi  # noqa: PLC0415 - on Windows only
    import msvcrt  # noqa: PLC0415

    reads, writes = _winapi.CreatePipe(None, _WIDTH)  # type: ignore[attr-defined,unused-ignore]
    return (
        msvcrt.open_osfhandle(reads, os.O_RDONLY),  # type: ignore[attr-defined,unused-ignore]
        msvcrt.open_osfhandle(writes, 0),  # type: ignore[attr-defined,unused-ignore]
    )


def comes(pipe: RawIOBase, patience: float) -> bool:
    """Wait for so many seconds until something can be read; say whether it came.

    Args:
        pipe: without a buffer: of what lies in a buffer of ours already, nobody who waits for the pipe would hear.
        patience: 0 only looks.
    """
    if os.name == "posix":
        import select  # noqa: PLC0415 - not for every start

        return bool(select.select([pipe], [], [], patience)[0])
    import _winapi  # noqa: PLC0415 - on Windows only, where select knows no pipes
    import msvcrt  # noqa: PLC0415

    until = time.monotonic() + patience
    handle = msvcrt.get_osfhandle(pipe.fileno())  # type: ignore[attr-defined,unused-ignore]
    while not _winapi.PeekNamedPipe(handle, 0)[0]:  # type: ignore[attr-defined,unused-ignore]
        if time.monotonic() > until:
            return False
        time.sleep(0.002)
    return True


def send(pipe: IO[bytes], what: Any) -> None:
    """Write a value of numbers, texts, bytes and lists of them.

    Raises:
        OSError: nobody reads there any more.
    """
    data = marshal.dumps(what)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: BufferedReader | RawIOBase) -> Any:
    """Read the next value.

    Raises:
        EOFError: nobody writes there any more.
        OSError: as the system says.
        ValueError, TypeError: it is no such value.
    """
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    return marshal.loads(_exactly(pipe, length))  # noqa: S302 - from ourselves, and it makes nothing but plain values


def _exactly(pipe: BufferedReader | RawIOBase, length: int) -> bytearray:
    """Read so many bytes; a pipe without a buffer gives what is there."""
    data = bytearray(length)
    left = memoryview(data)
    while left:
        read = pipe.readinto(left)
        if not read:
            raise EOFError
        left = left[read:]
    return data
