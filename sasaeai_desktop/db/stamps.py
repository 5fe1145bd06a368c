"""Stamps of changes: what the check compares a row with, so that nearly no change has to be read.

A stamp is a short hash of which record a change is about and what it writes, as bytes. A row that says the same makes the same
bytes (``wording``). Stamps need no database, so that a second process can make them (``sync.ahead``).
"""

from __future__ import annotations

from binascii import hexlify
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from sasaeai_desktop.db.columns import chain_of, pointer_columns
from sasaeai_desktop.db.lines import (
    Change,
    Link,
    chained,
    pointer,
    read_links,
    stream_name,
    unpointer,
    usual_values,
)
from sasaeai_desktop.db.packing import unpacked
from sasaeai_desktop.db.pieces import Piece
from sasaeai_desktop.db.usual import Usual, usual
from sasaeai_desktop.domain.bulk import collector_paused
from sasaeai_desktop.domain.ids import Id
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


Meanwhile = Callable[[], bool]
"""Does a step of something else while somebody is waited for; says whether there was one left to do."""


def stamps_of(texts: Iterable[bytes]) -> list[bytes]:
    """Return the stamps of what is said of records: ``kind/id TAB``, and the fields of ``w`` with a comma before each."""
    return [blake2b(text, digest_size=LENGTH).digest() for text in texts]


@collector_paused()
def stamped(piece: Piece, wanted: Wanted) -> Stamped:
    """Check a piece, and stamp its changes.

    Raises:
        RefusedError: it is damaged.
    """
    text = unpacked(piece.packed, piece.data)
    columns = usual(piece.stream, piece.first, piece.before, text)
    return (
        _stamped_singly(piece, wanted, text) if columns is None else _stamped_together(piece, wanted, columns)
    )


def _stamped_together(piece: Piece, wanted: Wanted, columns: Usual) -> Stamped:
    each = zip(columns.abouts, columns.written, strict=True)
    stamps = stamps_of(about + b"\t," + w if w else about + b"\t" for about, w in each)
    counts = Counter(kind.decode() for kind in columns.kinds)
    apart = _apart(piece, wanted, counts, columns)
    for n in apart:
        stamps[n] = NO_STAMP
        counts[columns.kinds[n].decode()] -= 1
    at = pointer(piece.number, piece.first)
    read = [
        (at + n, columns.ids[n], columns.kinds[n].decode(), Id(columns.ents[n]), columns.bodies[n])
        for n in apart
    ]
    return Stamped(b"".join(stamps), dict(+counts), read_links(piece.stream, read))


def _apart(piece: Piece, wanted: Wanted, kinds: Iterable[str], columns: Usual) -> list[int]:
    """Return the places of the changes that are read."""
    compared = _compared(piece, wanted)
    odd = {kind.encode() for kind in kinds if not compared(kind)}
    if not odd and wanted.ents.isdisjoint(columns.ents) and wanted.ids.isdisjoint(columns.ids):
        return []
    each = enumerate(zip(columns.kinds, columns.ents, columns.ids, strict=True))
    return [n for n, (kind, ent, i) in each if kind in odd or ent in wanted.ents or i in wanted.ids]


def _stamped_singly(piece: Piece, wanted: Wanted, text: bytes) -> Stamped:
    stamps: list[bytes] = []
    counts = Counter[str]()
    read: list[Link] = []
    compared = _compared(piece, wanted)
    for link in chained(piece.stream, piece.number, piece.first, text.split(b"\n"), piece.before):
        _, change_id, kind, ent, body = link
        apart = ent in wanted.ents or change_id in wanted.ids or not compared(kind)
        w = None if apart else usual_values(body)
        if w is None:
            read.append(link)
            stamps.append(NO_STAMP)
        else:
            counts[kind] += 1
            fields = b",%b" % w[1:-1] if len(w) > 2 else b""
            stamps += stamps_of([b"%b/%b\t%b" % (kind.encode(), hexlify(ent), fields)])
    return Stamped(b"".join(stamps), dict(counts), read_links(piece.stream, read))


def _compared(piece: Piece, wanted: Wanted) -> Callable[[str], bool]:
    """Return what says whether a kind's rows say what changes of a piece wrote, and these need not be read."""
    whole = piece.stream in wanted.streams
    return cache(lambda kind: not whole and is_compared(piece.stream, kind))


def each_stamped(
    pieces: Iterable[Piece], wanted: Wanted, _meanwhile: Meanwhile = bool
) -> Iterator[tuple[Piece, Stamped]]:
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

    def put(self, at: int, said: bytes) -> None:
        """Note what a row says of a change that was read and compared with it: it needs not be compared again."""
        begin, _, stamps = self._run(at)
        place = (at - begin) * LENGTH
        stamps[place : place + LENGTH] = said

    def of(self, pointers: Iterable[int]) -> list[bytes]:
        """Return the stamps of changes; b"" where none is known."""
        found: list[bytes] = []
        begin, end, stamps = 0, 0, bytearray()  # the run of the pointer before: mostly the next one's too
        for at in pointers:
            if not begin <= at < end:
                begin, end, stamps = self._run(at)
            place = (at - begin) * LENGTH
            found.append(bytes(stamps[place : place + LENGTH]))
        return found

    def _run(self, at: int) -> tuple[int, int, bytearray]:
        """Return the run in which a pointer's change lies: pointers of its first and behind its last, and its stamps."""
        stream, seq = unpointer(at)
        for first, stamps in self._runs.get(stream, ()):
            if 0 <= seq - first < len(stamps) // LENGTH:
                begin = pointer(stream, first)
                return begin, begin + len(stamps) // LENGTH, stamps
        return at, at + 1, bytearray()
