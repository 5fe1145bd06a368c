"""Streams and their segments: where the exact bytes of the journal lie."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sasaeai_desktop.db.connection import Connection, Row
from sasaeai_desktop.db.lines import NO_CHANGE, Change, decode_lines, line_id, stream_name, unpointer
from sasaeai_desktop.db.packing import LINES_PER_SEGMENT, Segment, pack, segments_of, unpack

HIGHEST = (1 << 40) - 1  # no seq is higher


@dataclass(slots=True)
class Stream:
    """A stream as this installation holds it.

    Attributes:
        number: small number used in pointers.
        seq: the contiguous tip; ``tip`` its id.
        signed_seq: how far its owner's last known signature reaches.
    """

    number: int
    name: str
    branch: int
    mine: bool
    seq: int
    tip: bytes
    signed_seq: int
    signed_tip: bytes
    signature: bytes

    @property
    def audience(self) -> str:
        """Whose chain it is: open, home, shared, common, reply-NN."""
        return stream_name(self.name).audience


_COLUMNS = "n, name, branch, mine, seq, tip, signed_seq, signed_tip, signature"


def all_streams(connection: Connection) -> list[Stream]:
    """Return every stream, by number."""
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM stream ORDER BY n").all()
    return [_stream(row) for row in rows]


def branches(connection: Connection, name: str) -> list[Stream]:
    """Return the streams of one name, by number: more than one where it has two histories."""
    rows = connection.exec_driver_sql(
        f"SELECT {_COLUMNS} FROM stream WHERE name = ? ORDER BY n", (name,)
    ).all()
    return [_stream(row) for row in rows]


def _stream(row: Row) -> Stream:
    return Stream(row[0], row[1], row[2], bool(row[3]), *row[4:])


def add_stream(connection: Connection, name: str, *, branch: int = 0, mine: bool = False) -> Stream:
    """Begin a stream that was not known so far."""
    parts = stream_name(name)
    number = int(connection.exec_driver_sql("SELECT coalesce(max(n), 0) + 1 FROM stream").scalar() or 1)
    connection.exec_driver_sql(
        "INSERT INTO stream VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, 0, ?, x'')",
        (number, name, branch, parts.about, parts.device, parts.audience, int(mine), NO_CHANGE, NO_CHANGE),
    )
    return Stream(number, name, branch, mine, 0, NO_CHANGE, 0, NO_CHANGE, b"")


def save_tip(connection: Connection, stream: Stream) -> None:
    """Write back how far a stream reaches and is signed."""
    connection.exec_driver_sql(
        "UPDATE stream SET seq = ?, tip = ?, signed_seq = ?, signed_tip = ?, signature = ?, mine = ? WHERE n = ?",
        (
            stream.seq,
            stream.tip,
            stream.signed_seq,
            stream.signed_tip,
            stream.signature,
            int(stream.mine),
            stream.number,
        ),
    )


def add_lines(
    connection: Connection, stream: Stream, first: int, before: bytes, lines: list[bytes], ids: list[bytes]
) -> None:
    """Keep consecutive lines as segments; ``ids`` are theirs. Does not move the stream's tip."""
    add_segments(connection, stream, segments_of(first, before, lines, ids))


def add_segments(connection: Connection, stream: Stream, segments: list[Segment]) -> None:
    """Keep segments that follow one another; does not move the stream's tip."""
    if segments:
        rows = [(stream.number, *segment) for segment in segments]
        connection.exec_driver_sql("INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def replace_lines(connection: Connection, stream: int, first: int, lines: list[bytes]) -> None:
    """Store a segment's lines anew; only a legal erasure does, and only bodies change by it."""
    connection.exec_driver_sql(
        "UPDATE segment SET packed = ?, lines = ? WHERE stream = ? AND first = ?",
        (*pack(lines), stream, first),
    )


def advance(connection: Connection, stream: Stream) -> None:
    """Move the contiguous tip over segments that now join on."""
    while True:
        row = connection.exec_driver_sql(
            "SELECT last, before, tip FROM segment WHERE stream = ? AND first = ?",
            (stream.number, stream.seq + 1),
        ).first()
        if row is None or row[1] != stream.tip:
            break
        stream.seq, stream.tip = row[0], row[2]
    save_tip(connection, stream)


def ends_behind_gaps(connection: Connection, stream: Stream) -> list[tuple[int, bytes]]:
    """Return (seq, id) of the last change of each run that lies behind a gap."""
    rows = connection.exec_driver_sql(
        "SELECT last, tip FROM segment AS s WHERE stream = ? AND last > ? AND NOT EXISTS ("
        "SELECT 1 FROM segment WHERE stream = s.stream AND first = s.last + 1) ORDER BY last",
        (stream.number, stream.seq),
    )
    return [(last, tip) for last, tip in rows]


def lines_between(connection: Connection, stream: int, first: int, last: int) -> list[bytes]:
    """Return the held lines of a stream from ``first`` to ``last``, both included, in order.

    A branch shares its beginning with the trunk, where those lines lie.
    """
    rows = connection.exec_driver_sql(
        "SELECT first, packed, lines FROM segment WHERE stream = ? AND last >= ? AND first <= ? ORDER BY first",
        (stream, first, last),
    ).all()
    found: list[bytes] = []
    begins = rows[0][0] if rows else last + 1
    trunk = _trunk_of(connection, stream) if begins > first else None
    if trunk is not None:
        found = lines_between(connection, trunk, first, begins - 1)
    for start, packed, data in rows:
        lines = unpack(packed, data)
        found.extend(lines[max(0, first - start) : last - start + 1])
    return found


def id_at(connection: Connection, stream: Stream, seq: int) -> bytes:
    """Return the id of the change at a place of a history; ``NO_CHANGE`` for place 0, b"" where none is held."""
    if seq in (0, stream.seq):
        return stream.tip if seq else NO_CHANGE
    lines = lines_between(connection, stream.number, seq, seq)
    return line_id(lines[0]) if lines else b""


def _trunk_of(connection: Connection, branch: int) -> int | None:
    """Return the number of the stream that a branch left, None for a trunk."""
    number = connection.exec_driver_sql(
        "SELECT trunk.n FROM stream AS trunk JOIN stream AS branch ON trunk.name = branch.name "
        "WHERE branch.n = ? AND branch.branch > 0 AND trunk.branch = 0",
        (branch,),
    ).scalar()
    return None if number is None else int(number)


def change_at(connection: Connection, at: int) -> Change:
    """Return the change that a row points to."""
    return changes_at(connection, [at])[at]


def changes_at(connection: Connection, ats: Iterable[int]) -> dict[int, Change]:
    """Return the changes that rows point to, by pointer; a segment with several of them is unpacked once."""
    found: dict[int, Change] = {}
    for (number, _), some in groupby(sorted(set(ats)), lambda at: _part_of(*unpointer(at))):
        name = connection.exec_driver_sql("SELECT name FROM stream WHERE n = ?", (number,)).scalar()
        wanted = [(at, unpointer(at)[1]) for at in some]
        first = wanted[0][1]
        lines = lines_between(connection, number, first, wanted[-1][1])
        for at, seq in wanted:
            found[at] = decode_lines(str(name), number, seq, [lines[seq - first]])[0][0]
    return found


def _part_of(number: int, seq: int) -> tuple[int, int]:
    """Return the stream, and which stretch of it, no longer than a segment, holds a place."""
    return number, seq // LINES_PER_SEGMENT
