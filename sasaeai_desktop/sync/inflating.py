"""The lines of a bundle, inflated no further than was declared. Asks for no keys and no database."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, overload

from sasaeai_desktop.sync.refusing import refused

MAX_RAW = 256 << 20
MAX_LINE = 1 << 20
MAX_LINES = 2_000_000
PIECE = 256 << 10


class Declared(NamedTuple):
    """What a signed header says of the compressed lines: their size and hash, what comes out of them, and how many."""

    zlen: int
    sha256: str
    raw: int
    many: int


def declared(header: dict[str, Any]) -> Declared:
    """Return what a complete header declares."""
    return Declared(header["zlen"], header["sha256"], header["raw"], header["count"])


def lines_of(packed: bytes, declared: Declared) -> list[bytes]:
    """Inflate within the declared size and cut into lines.

    Raises:
        RefusedError: check body, size, inflate, count or line: it is not what was declared.
    """
    if len(packed) != declared.zlen or hashlib.sha256(packed).hexdigest() != declared.sha256:
        raise refused("body")
    if declared.raw > MAX_RAW or declared.many > MAX_LINES:
        raise refused("size")
    lines: list[bytes] = []
    total, rest = 0, b""
    for piece in _inflated(packed, declared.raw):
        total += len(piece)
        *whole, rest = (rest + piece).split(b"\n")
        if len(lines) + len(whole) > declared.many:
            raise refused("count")
        if not all(whole) or max(map(len, (*whole, rest))) > MAX_LINE:
            raise refused("line")
        lines += whole
    if total != declared.raw:
        raise refused("inflate")
    if len(lines) != declared.many:
        raise refused("count")
    if rest:
        raise refused("line")
    return lines


def _inflated(packed: bytes, size: int) -> Iterator[bytes]:
    """Give what comes out of the compression, piece by piece: what is wrong shows before it has filled the memory."""
    inflater, left = zlib.decompressobj(), size
    try:
        for start in range(0, len(packed), PIECE):
            given, more = packed[start : start + PIECE], True
            while more:
                room = min(PIECE, left + 1)
                piece = inflater.decompress(given, room)
                left -= len(piece)
                if left < 0 or inflater.unused_data or (inflater.eof and start + PIECE < len(packed)):
                    raise refused("inflate")
                if piece:
                    yield piece
                given = inflater.unconsumed_tail
                # A full piece may leave more inside that needs no further bytes to come out.
                more = bool(given) or (len(piece) == room and not inflater.eof)
    except zlib.error as error:
        raise refused("inflate") from error
    if not inflater.eof:
        raise refused("inflate")


class Later(Sequence[bytes]):
    """Lines that are inflated when somebody looks at them; how many there are is known."""

    def __init__(self, count: int, load: Callable[[], Sequence[bytes]]) -> None:
        self._count, self._load = count, load
        self._lines: Sequence[bytes] | None = None

    def whole(self) -> Sequence[bytes]:
        """Return all of them."""
        if self._lines is None:
            self._lines = self._load()
        return self._lines

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | Sequence[bytes]:
        if isinstance(at, int):
            return self.whole()[at]
        return Later(len(range(self._count)[at]), lambda: self.whole()[at])

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.whole())
