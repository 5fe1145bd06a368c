"""Usual lines, checked column by column: what ``lines`` does line by line, for consecutive lines that all have the usual parts.

One search takes all lines apart, and what has to be equal is compared as a whole, so that nearly nothing is a step of
Python's own for each line. Nothing is refused here: whoever gets None looks line by line, which also says what is wrong.
"""

from __future__ import annotations

import re
from binascii import hexlify, unhexlify
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

_LONGEST = 1 << 16  # bytes of a body; a longer one is looked at by itself
_LINE = re.compile(
    rb'^(\{"bh":"(.{64})","ent":"(([a-z_]{1,32})/.{32})","prev":"(.{32})","seq":([1-9][0-9]{0,12}),"stream":"([^"]*)"\})\t'
    rb'(\{"act":"(.{32})","by":"([^"]{2,64})","lam":(0|[1-9][0-9]{0,11}),"on":"([0-9-]{10})","salt":"(.{32})",'
    rb'"v":1,"w":\{([^\n]*)\}\})$',
    re.MULTILINE | re.DOTALL,
)
"""Texts of a fixed length are passed over at once, which is three times as fast; what stands in them is looked at afterwards."""


class Usual(NamedTuple):
    """Consecutive changes whose hashes hold, by columns.

    Attributes:
        ids: of the changes.
        abouts: their records, ``kind/id``.
        kinds: of these.
        ents: ids of these.
        bodies: as they stand there.
        acts: ids of the actions, hex.
        bys: ids of the persons, hex.
        lams: the tie-break numbers.
        ons: days.
        written: what stands between the braces of ``w``.
    """

    ids: list[bytes]
    abouts: Sequence[bytes]
    kinds: Sequence[bytes]
    ents: list[bytes]
    bodies: Sequence[bytes]
    acts: Sequence[bytes]
    bys: Sequence[bytes]
    lams: Sequence[bytes]
    ons: Sequence[bytes]
    written: Sequence[bytes]


def usual(stream: str, first: int, before: bytes, text: bytes) -> Usual | None:
    """Return lines by columns; None where one of them is not as most are, or not what it should be.

    Args:
        stream: the name that every head must repeat.
        first: seq of the first line.
        before: the id that the first line must name as ``prev``.
        text: the lines, parted by line feeds.
    """
    found = _LINE.findall(text)
    if not found or len(found) != text.count(b"\n") + 1:
        return None
    heads, hashes, abouts, kinds, prevs, seqs, streams, bodies, acts, bys, lams, ons, salts, written = zip(
        *found, strict=True
    )
    idents = [about[-32:] for about in abouts]
    ids = [sha256(head).digest()[:16] for head in heads]
    holds = (
        streams.count(stream.encode()) == len(found)
        and list(map(int, seqs)) == list(range(first, first + len(found)))
        and b"".join(prevs) == hexlify(before + b"".join(ids[:-1]))
        and b"".join(hashes) == hexlify(b"".join([sha256(body).digest() for body in bodies]))
        and _are_hex(idents, acts, set(bys), salts)
        and max(map(len, bodies)) <= _LONGEST
    )
    if not holds:
        return None
    return Usual(ids, abouts, kinds, list(map(unhexlify, idents)), bodies, acts, bys, lams, ons, written)


def _are_hex(*columns: Iterable[bytes]) -> bool:
    return not b"".join(map(b"".join, columns)).translate(None, b"0123456789abcdef")
