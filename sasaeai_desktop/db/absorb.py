"""Taking in changes that others wrote: checked, kept as their exact bytes, and projected in bulk.

Most changes of a bundle are first writes of new records. Those go in by ``executemany``; whatever touches a record
that is already known goes the general way of ``heads.apply_change``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from sasaeai_desktop.db import derived, purge, settings, streams
from sasaeai_desktop.db.columns import (
    Stored,
    chain_fields,
    chain_row,
    extend_sql,
    insert_sql,
    pointer_columns,
)
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.heads import apply_change, chain_of, judge_deleted
from sasaeai_desktop.db.judging import Judge, Judging
from sasaeai_desktop.db.lines import (
    DELETED,
    SEEN,
    Change,
    StreamName,
    decode_lines,
    line_id,
    prev_of,
    stream_name,
    unpointer,
)
from sasaeai_desktop.db.purge import Stripped
from sasaeai_desktop.db.repositories.base import none_here
from sasaeai_desktop.db.streams import Stream
from sasaeai_desktop.domain.bulk import collector_paused
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, Value, fields_of
from sasaeai_desktop.domain.registry import KINDS

_BATCH = 4096  # lines at a time: a whole number of segments
_LOOKUP = 2000


@dataclass(slots=True)
class Absorbed:
    """What came in from one stream.

    Attributes:
        added: changes that were new here.
        known: changes that were here already.
        gap: the first seq that is missing before what came, 0 when nothing is.
        forked: two different changes claim one place in the stream; both histories are kept.
        touched: changed records by kind.
        max_lam: largest tie-break number seen.
        stripped: new changes that came without their bodies; ``purge.settle`` says whether that was right.
        outside: (seq, line) of new changes that are held and not applied, as their writer may not write them here.
    """

    added: int = 0
    known: int = 0
    gap: int = 0
    forked: bool = False
    touched: dict[str, set[Id]] = field(default_factory=dict)
    max_lam: int = 0
    stripped: list[Stripped] = field(default_factory=list)
    outside: list[tuple[int, bytes]] = field(default_factory=list)


@collector_paused()
def absorb_stream(
    connection: Connection,
    name: str,
    first: int,
    lines: list[bytes],
    signed: tuple[int, bytes, bytes],
    judge: Judge | None = None,
) -> Absorbed:
    """Take in consecutive changes of one stream, up to a tip its owner signed.

    Args:
        connection: inside a write transaction with the guards open.
        name: the stream.
        first: seq of the first line.
        lines: exact bytes.
        signed: (seq, id, signature) of the tip; the caller has verified the signature.
        judge: asked about every new change; None lets all take effect.

    Raises:
        RefusedError: the lines do not chain up to the signed tip.
    """
    done = Absorbed()
    _check_tip(first, lines, signed)
    if not lines:
        return done
    parts = stream_name(name)
    held = [s for s in streams.all_streams(connection) if s.name == name]
    stream = _branch_for(connection, parts, held, first, lines)
    done.forked = bool(held) and stream not in held
    known = _other_ids(connection, held, first) if done.forked else set()
    judging = Judging(connection, parts, known, judge)
    for piece in _missing(connection, stream, first, lines):
        _take_piece(connection, stream, first, lines, piece, judging, done)
    done.known = len(lines) - done.added
    if signed[0] > stream.signed_seq:
        stream.signed_seq, stream.signed_tip, stream.signature = signed
    streams.advance(connection, stream)
    if stream.seq < signed[0]:
        done.gap = stream.seq + 1
    if done.forked:
        for kind, ent in judge_deleted(connection):
            done.touched.setdefault(kind, set()).add(Id(ent))
    return done


def _check_tip(first: int, lines: list[bytes], signed: tuple[int, bytes, bytes]) -> None:
    """Raise RefusedError unless the lines end at the signed tip."""
    seq, tip, _ = signed
    if first < 1 or first + len(lines) - 1 != seq or (lines and line_id(lines[-1]) != tip):
        raise _not_signed()


def _take_piece(
    connection: Connection,
    stream: Stream,
    first: int,
    lines: list[bytes],
    piece: _Piece,
    judging: Judging,
    done: Absorbed,
) -> None:
    """Keep one range of lines, and project what may take effect."""
    start, stop, previous, after = piece
    parts = stream_name(stream.name)
    for at in range(start, stop, _BATCH):
        part = lines[at : min(at + _BATCH, stop)]
        changes, prev = decode_lines(stream.name, stream.number, first + at, part, previous)
        streams.add_lines(connection, stream, first + at, prev, part, [c.id for c in changes])
        fresh, out = judging.divide(changes)
        done.outside += [(seq, part[seq - first - at]) for seq in (unpointer(c.at)[1] for c in out)]
        apply_all(connection, parts, fresh, done)
        previous = changes[-1].id
    if after is not None and previous != after:
        raise _not_signed()
    done.added += stop - start


class _Done(Protocol):
    """What ``finish`` needs to know: of one stream, or of all streams of a bundle together."""

    touched: dict[str, set[Id]]
    max_lam: int
    stripped: list[Stripped]


def finish(connection: Connection, done: _Done) -> None:
    """Carry erasures out, bring everything derived up to date, the tie-break number beyond all seen; once per bundle.

    Raises:
        RefusedError: check ``erased``: a body is missing that nobody erased.
    """
    purge.settle(connection, done.touched, done.stripped)
    if done.max_lam > settings.number(connection, "lam"):
        settings.put(connection, "lam", str(done.max_lam))
    derived.refresh(connection, done.touched)


def _branch_for(
    connection: Connection, parts: StreamName, held: list[Stream], first: int, lines: list[bytes]
) -> Stream:
    """Return the held history that these lines agree with, or a new one: another stream, or a fork of it."""
    if not held:
        return streams.add_stream(connection, parts.text)
    for stream in held:
        if _agrees(connection, stream, first, lines):
            return stream
    # Every branch lies whole from where it left the trunk, so that one look finds its lines; what two branches
    # share is then kept twice, and takes effect once.
    trunk = next(stream for stream in held if stream.branch == 0)
    common = _common(connection, trunk, first, lines)
    stream = streams.add_stream(connection, parts.text, branch=max(s.branch for s in held) + 1)
    stream.seq, stream.tip = first + common - 1, prev_of(lines[common])
    return stream


def _agrees(connection: Connection, stream: Stream, first: int, lines: list[bytes]) -> bool:
    """Say whether lines contradict nothing that is held of a stream; ids chain, so the topmost common one tells all."""
    last = first + len(lines) - 1
    top = min(stream.seq, last)
    if top >= first:
        if streams.id_at(connection, stream, top) != line_id(lines[top - first]):
            return False
    elif first == stream.seq + 1 and prev_of(lines[0]) != stream.tip:
        return False
    for island in _islands(connection, stream, first, last):
        if island.first > last:
            agrees = island.before == line_id(lines[-1])
        elif island.last < first:
            agrees = island.tip == prev_of(lines[0])
        elif island.last <= last:
            agrees = island.tip == line_id(lines[island.last - first])
        else:
            agrees = streams.id_at(connection, stream, last) == line_id(lines[-1])
        if not agrees:
            return False
    return True


def _common(connection: Connection, stream: Stream, first: int, lines: list[bytes]) -> int:
    """Return how many of the lines a held history begins with."""
    held = streams.lines_between(connection, stream.number, first, stream.seq)
    pairs = zip(held, lines, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if line_id(a) != line_id(b)), min(len(held), len(lines)))


def _other_ids(connection: Connection, held: list[Stream], first: int) -> set[bytes]:
    """Return the ids of what the held histories of a stream hold from a place on."""
    return {
        line_id(line)
        for stream in held
        for line in streams.lines_between(connection, stream.number, first, streams.HIGHEST)
    }


class _Piece(NamedTuple):
    """Lines from ``start`` up to ``stop``, and the ids they must begin and end at (None: not known)."""

    start: int
    stop: int
    before: bytes | None
    after: bytes | None


class _Island(NamedTuple):
    """A held segment behind a gap."""

    first: int
    last: int
    before: bytes
    tip: bytes


def _islands(connection: Connection, stream: Stream, first: int, last: int) -> list[_Island]:
    """Return the held segments behind a gap that overlap or touch a range."""
    rows = connection.exec_driver_sql(
        "SELECT first, last, before, tip FROM segment WHERE stream = ? AND first > ? AND last >= ? AND first <= ? "
        "ORDER BY first",
        (stream.number, stream.seq, first - 1, last + 1),
    )
    return [_Island(*row) for row in rows]


def _missing(connection: Connection, stream: Stream, first: int, lines: list[bytes]) -> list[_Piece]:
    """Return the ranges of lines not held."""
    last = first + len(lines) - 1
    pieces: list[_Piece] = []
    position = max(0, stream.seq + 1 - first)
    before = stream.tip if first <= stream.seq + 1 else None
    for island in _islands(connection, stream, first, last):
        start, stop = max(0, island.first - first), island.last + 1 - first
        if start > position:
            pieces.append(_Piece(position, min(start, len(lines)), before, island.before))
        position, before = max(position, stop), island.tip
    if position < len(lines):
        pieces.append(_Piece(position, len(lines), before, None))
    return pieces


def _not_signed() -> RefusedError:
    return RefusedError(
        "ファイルの中の記録が、書いたパソコンの署名と合いません。",
        "渡した方に、もう一度書き出してもらってください。",
        check="tip",
    )


def apply_all(
    connection: Connection, name: StreamName, changes: list[Change], done: Absorbed, *, strict: bool = True
) -> None:
    """Project changes of one stream, in bulk where they begin new records.

    Args:
        connection: inside a write transaction with the guards open.
        name: the stream.
        changes: in its order; order plays no part in the outcome.
        done: gets what was touched.
        strict: refuse what does not fit its declaration; a rebuild passes over it.

    Raises:
        RefusedError: check ``chain`` or ``field``: a record or a field stands where it may not.
    """
    for start in range(0, len(changes), _BATCH):
        _apply_batch(connection, name, changes[start : start + _BATCH], done, strict=strict)


def _apply_batch(
    connection: Connection, name: StreamName, changes: list[Change], done: Absorbed, *, strict: bool
) -> None:
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        if not change.act:  # without its body
            about = f"{change.kind}/{change.ent.hex()}".encode()
            done.stripped.append(Stripped(name.text, about, change.id))
        elif change.kind in KINDS:
            by_kind.setdefault(change.kind, []).append(change)
    done.max_lam = max([done.max_lam, *(change.lam for change in changes)])
    for kind, of_kind in by_kind.items():
        if f"at_{chain_of(name, kind)}" in pointer_columns(kind):
            done.touched.setdefault(kind, set()).update(c.ent for c in of_kind)
            _apply_kind(connection, name, kind, of_kind, strict=strict)
        elif strict:
            raise RefusedError(
                "ファイルの中に、入っていてはいけない記録があります。",
                "渡した方に知らせて、もう一度書き出してもらってください。",
                check="chain",
            )


def _apply_kind(
    connection: Connection, name: StreamName, kind: str, changes: list[Change], *, strict: bool
) -> None:
    chain = chain_of(name, kind)
    rows, dead = _known_rows(connection, kind, chain, [c.ent for c in changes])
    foreign = fields_of(KINDS[kind]).keys() - {f.name for f in chain_fields(kind, chain)} | {DELETED, SEEN}
    begun: set[bytes] = set()
    inserts: list[tuple[Any, ...]] = []
    extends: list[tuple[Any, ...]] = []
    slow: list[Change] = []
    for change in changes:
        ent, w = change.ent, change.w
        values = None
        if ent not in begun and not rows.get(ent) and ent not in dead and foreign.isdisjoint(w):
            values = _first_row(kind, chain, w)
        begun.add(ent)
        if values is None:
            slow.append(change)
        elif ent in rows:
            extends.append((name.about, change.at, *values, ent))
        else:
            inserts.append((ent, name.about, change.at, *values))
    if inserts:
        connection.exec_driver_sql(insert_sql(kind, chain), inserts)
    if extends:
        connection.exec_driver_sql(extend_sql(kind, chain), extends)
    for change in slow:
        apply_change(connection, name, change, strict=strict)


def _first_row(kind: str, chain: Chain, w: dict[str, tuple[Value, list[str]]]) -> list[Stored] | None:
    """Return the columns of a change that replaces nothing; None where the general way is to look at it."""
    if any(replaced for _, replaced in w.values()):
        return None
    try:
        return chain_row(kind, chain, w)
    except ValueError:
        return None  # the general way says what is wrong with it


def _known_rows(
    connection: Connection, kind: str, chain: Chain, ents: list[Id]
) -> tuple[dict[bytes, int], set[bytes]]:
    """Return, for records already here, whether this chain has something (1) or not (0); and those with dead ids."""
    rows: dict[bytes, int] = {}
    if not none_here(connection, kind, ents):
        sql = f'SELECT id, at_{chain} IS NOT NULL FROM "{kind}" WHERE id'
        rows = {row[0]: row[1] for row in _among(connection, sql, ents)}
    if connection.exec_driver_sql("SELECT 1 FROM dead LIMIT 1").first() is None:
        return rows, set()
    return rows, {row[0] for row in _among(connection, "SELECT DISTINCT ent FROM dead WHERE ent", ents)}


def _among(connection: Connection, sql: str, ents: list[Id]) -> Iterable[Any]:
    for start in range(0, len(ents), _LOOKUP):
        part = ents[start : start + _LOOKUP]
        yield from connection.exec_driver_sql(f"{sql} IN ({', '.join('?' * len(part))})", tuple(part))
