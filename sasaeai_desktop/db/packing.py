"""How lines lie in the journal: as compressed segments, consecutive changes of one stream together."""

from __future__ import annotations

import zlib

from sasaeai_desktop.db.lines import damaged

LINES_PER_SEGMENT = 512
_PACK_FROM = 4  # fewer lines are not worth compressing

Segment = tuple[int, int, bytes, bytes, int, bytes]
"""A row of the table without its stream: first seq, last seq, id before the first, id of the last, packed or not, bytes."""


def segments_of(first: int, before: bytes, lines: list[bytes], ids: list[bytes]) -> list[Segment]:
    """Return consecutive lines as segments.

    Args:
        first: seq of the first line.
        before: the id that the first line names as the change before it.
        lines: exact bytes of the changes.
        ids: theirs.
    """
    found: list[Segment] = []
    for start in range(0, len(lines), LINES_PER_SEGMENT):
        part = lines[start : start + LINES_PER_SEGMENT]
        stop = start + len(part)
        previous = ids[start - 1] if start else before
        found.append((first + start, first + stop - 1, previous, ids[stop - 1], *pack(part)))
    return found


def pack(lines: list[bytes]) -> tuple[int, bytes]:
    """Return whether lines were compressed (1 or 0), and their bytes."""
    raw = b"\n".join(lines)
    packed = len(lines) >= _PACK_FROM
    return int(packed), zlib.compress(raw, 1) if packed else raw


def unpack(packed: int, data: bytes) -> list[bytes]:
    """Return the lines of a stored segment.

    Raises:
        RefusedError: it is damaged.
    """
    return unpacked(packed, data).split(b"\n")


def unpacked(packed: int, data: bytes) -> bytes:
    """Return the text of a stored segment, its lines parted by line feeds.

    Raises:
        RefusedError: it is damaged.
    """
    try:
        return zlib.decompress(data) if packed else data
    except zlib.error as error:
        raise damaged("segment") from error
