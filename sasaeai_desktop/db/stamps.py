"""Stamps of changes: what the check compares a row with, so that nearly no change has to be read.

A stamp is a short hash of which record a change is about and what it writes, as bytes. A row that says the same makes the same
bytes (``wording``). Stamps need no database, so that a second process can make them (``sync.ahead``).
"""

from __future__ import annotations

from binascii import hexlify
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from sasaeai_desktop.db.columns import chain_of, pointer_columns
from sasaeai_desktop.db.lines import Change, Link, chained, read_links, stream_name, unpointer, usual_values
from sasaeai_desktop.db.packing import unpack
from sasaeai_desktop.db.pieces import Piece
from sasaeai_desktop.domain.bulk import collector_paused
from sasaeai_desktop.domain.registry import KINDS

LENGTH = 16
NO_STAMP = bytes(LENGTH)


class Wanted(NamedTuple):
    """Of what changes are read all the same: records, changes, and all changes of streams."""

    ents: frozenset[bytes]
    ids: frozenset[bytes]
    streams: frozenset[str]


class Stamped(NamedTuple):
    """A piece of the journal, its hashes checked.

    Attributes:
        stamps: of each change, one after the other; ``NO_STAMP`` where it was read.
        counts: how many changes have one, by kind.
        read: those that are wanted, or are not as most changes are.
    """

    stamps: bytes
    counts: dict[str, int]
    read: list[Change]


def stamp(text: bytes) -> bytes:
    """Return the stamp of what is said of a record: ``kind/id TAB``, and the fields of ``w`` with a comma before each."""
    return blake2b(text, digest_size=LENGTH).digest()


@collector_paused()
def stamped(piece: Piece, wanted: Wanted) -> Stamped:
    """Check a piece, and stamp its changes.

    Raises:
        RefusedError: it is damaged.
    """
    stamps: list[bytes] = []
    counts = Counter[str]()
    read: list[Link] = []
    whole = piece.stream in wanted.streams
    compared: dict[str, bool] = {}
    lines = unpack(piece.packed, piece.data)
    for link in chained(piece.stream, piece.number, piece.first, lines, piece.before):
        _, change_id, kind, ent, body = link
        if kind not in compared:
            compared[kind] = not whole and is_compared(piece.stream, kind)
        apart = ent in wanted.ents or change_id in wanted.ids or not compared[kind]
        w = None if apart else usual_values(body)
        if w is None:
            read.append(link)
            stamps.append(NO_STAMP)
        else:
            counts[kind] += 1
            fields = b",%b" % w[1:-1] if len(w) > 2 else b""
            stamps.append(stamp(b"%b/%b\t%b" % (kind.encode(), hexlify(ent), fields)))
    return Stamped(b"".join(stamps), dict(counts), read_links(piece.stream, read))


def each_stamped(pieces: Iterable[Piece], wanted: Wanted) -> Iterator[tuple[Piece, Stamped]]:
    """Stamp pieces one after the other; as ``stamped``."""
    for piece in pieces:
        yield piece, stamped(piece, wanted)


def is_compared(stream: str, kind: str) -> bool:
    """Say whether rows of a kind say what changes of a stream wrote."""
    return kind in KINDS and f"at_{chain_of(stream_name(stream), kind)}" in pointer_columns(kind)


class Stamps:
    """The stamps of a journal, by the pointers to its changes."""

    def __init__(self) -> None:
        self._runs: dict[int, list[tuple[int, bytearray]]] = {}

    def add(self, stream: int, first: int, stamps: bytes) -> None:
        """Note the stamps of consecutive changes, the first of which has a seq; those before come before."""
        runs = self._runs.setdefault(stream, [])
        if runs and runs[-1][0] + len(runs[-1][1]) // LENGTH == first:
            runs[-1][1].extend(stamps)
        else:
            runs.append((first, bytearray(stamps)))

    def of(self, at: int) -> bytes:
        """Return the stamp of a change; b"" where none is known."""
        stream, seq = unpointer(at)
        for first, stamps in self._runs.get(stream, ()):
            place = (seq - first) * LENGTH
            if 0 <= place < len(stamps):
                return bytes(stamps[place : place + LENGTH])
        return b""
