"""Stamps of changes: what the check compares a row with, so that nearly no change has to be read.

A stamp is a short hash of which record a change is about and what it writes, as bytes. A row that says the same makes the same
bytes (``wording``). Stamps need no database and no knowledge of kinds, so that a second process soon makes them (``sync.ahead``).
"""

from __future__ import annotations

from binascii import hexlify
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from sasaeai_desktop.db.lines import (
    Change,
    Link,
    chained,
    pointer,
    read_links,
    unpointer,
    usual_values,
)
from sasaeai_desktop.db.packing import unpacked
from sasaeai_desktop.db.pieces import Piece
from sasaeai_desktop.db.usual import Usual, usual
from sasaeai_desktop.domain.bulk import collector_paused
from sasaeai_desktop.domain.ids import Id

LENGTH = 16
NO_STAMP = bytes(LENGTH)


class Wanted(NamedTuple):
    """Which changes are read, and which are only stamped.

    Attributes:
        ents: records of which every change is read.
        ids: changes that are read.
        compared: by stream, the kinds of which a row says what a change wrote; those of other kinds are read.
    """

    ents: frozenset[bytes]
    ids: frozenset[bytes]
    compared: Mapping[str, frozenset[str]]


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
    compared = wanted.compared.get(piece.stream, frozenset())
    odd = {kind.encode() for kind in kinds if kind not in compared}
    if not odd and wanted.ents.isdisjoint(columns.ents) and wanted.ids.isdisjoint(columns.ids):
        return []
    each = enumerate(zip(columns.kinds, columns.ents, columns.ids, strict=True))
    return [n for n, (kind, ent, i) in each if kind in odd or ent in wanted.ents or i in wanted.ids]


def _stamped_singly(piece: Piece, wanted: Wanted, text: bytes) -> Stamped:
    stamps: list[bytes] = []
    counts = Counter[str]()
    read: list[Link] = []
    compared = wanted.compared.get(piece.stream, frozenset())
    for link in chained(piece.stream, piece.number, piece.first, text.split(b"\n"), piece.before):
        _, change_id, kind, ent, body = link
        apart = ent in wanted.ents or change_id in wanted.ids or kind not in compared
        w = None if apart else usual_values(body)
        if w is None:
            read.append(link)
            stamps.append(NO_STAMP)
        else:
            counts[kind] += 1
            fields = b",%b" % w[1:-1] if len(w) > 2 else b""
            stamps += stamps_of([b"%b/%b\t%b" % (kind.encode(), hexlify(ent), fields)])
    return Stamped(b"".join(stamps), dict(counts), read_links(piece.stream, read))


def each_stamped(
    pieces: Iterable[Piece], wanted: Wanted, _meanwhile: Meanwhile = bool
) -> Iterator[tuple[Piece, Stamped]]:
    """Stamp pieces one after the other; as ``stamped``."""
    for piece in pieces:
        yield piece, stamped(piece, wanted)


class _Run(NamedTuple):
    """Stamps of consecutive changes of one stream: the pointer to the first of them."""

    first: int
    stamps: bytearray

    def holds(self, at: int) -> bool:
        return 0 <= at - self.first < len(self.stamps) // LENGTH


class Stamps:
    """The stamps of a journal, by the pointers to its changes."""

    def __init__(self) -> None:
        self._runs: dict[int, list[_Run]] = {}

    def add(self, at: int, stamps: bytes) -> None:
        """Note the stamps of consecutive changes, to the first of which a pointer leads; those before come before."""
        runs = self._runs.setdefault(unpointer(at)[0], [])
        if runs and runs[-1].first + len(runs[-1].stamps) // LENGTH == at:
            runs[-1].stamps.extend(stamps)
        else:
            runs.append(_Run(at, bytearray(stamps)))

    def put(self, at: int, said: bytes) -> None:
        """Note what a row says of a change that was read and compared with it: it needs not be compared again."""
        run = self._run(at)
        place = (at - run.first) * LENGTH
        run.stamps[place : place + LENGTH] = said

    def of(self, pointers: Iterable[int]) -> list[bytearray]:
        """Return the stamps of changes; an empty one where none is known."""
        found: list[bytearray] = []
        first, end, stamps = 0, 0, bytearray()  # the run of the pointer before: mostly the next one's too
        for at in pointers:
            if not first <= at < end:
                first, stamps = self._run(at)
                end = first + len(stamps) // LENGTH
            place = (at - first) * LENGTH
            found.append(stamps[place : place + LENGTH])
        return found

    def _run(self, at: int) -> _Run:
        for run in self._runs.get(unpointer(at)[0], ()):
            if run.holds(at):
                return run
        return _Run(at, bytearray())
