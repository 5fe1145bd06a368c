"""Taking in changes that others wrote: checked, kept as their exact bytes, and let take effect (``projecting``)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sasaeai_desktop.db import derived, purge, settings, streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.heads import judge_deleted
from sasaeai_desktop.db.judging import Judge, Judging
from sasaeai_desktop.db.lines import (
    Change,
    StreamName,
    damaged,
    decode_lines,
    line_id,
    pointer,
    prev_of,
    stream_name,
    unpointer,
)
from sasaeai_desktop.db.projecting import Noted, apply_all, begin_many, held_rows
from sasaeai_desktop.db.purge import Stripped
from sasaeai_desktop.db.streams import Stream
from sasaeai_desktop.db.stretches import Begun, Stretch, take_apart
from sasaeai_desktop.domain.bulk import collector_paused
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.ids import Id


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
        begun: records that were begun by columns, by kind.
        rewritten: kinds of which other changes took effect too.
        outside: (seq, line) of new changes that are held and not applied, as their writer may not write them here.
    """

    added: int = 0
    known: int = 0
    gap: int = 0
    forked: bool = False
    touched: dict[str, set[Id]] = field(default_factory=dict)
    max_lam: int = 0
    stripped: list[Stripped] = field(default_factory=list)
    begun: dict[str, list[Begun]] = field(default_factory=dict)
    rewritten: set[str] = field(default_factory=set)
    outside: list[tuple[int, bytes]] = field(default_factory=list)


@collector_paused()
def absorb_stream(
    connection: Connection,
    name: str,
    first: int,
    lines: Sequence[bytes],
    signed: tuple[int, bytes, bytes],
    judge: Judge | None = None,
    ahead: Sequence[Stretch] = (),
) -> Absorbed:
    """Take in consecutive changes of one stream, up to a tip its owner signed.

    Args:
        connection: inside a write transaction with the guards open.
        name: the stream.
        first: seq of the first line.
        lines: exact bytes.
        signed: (seq, id, signature) of the tip; the caller has verified the signature.
        judge: asked about every new change; None lets all take effect.
        ahead: the same lines from some place to their end, if they were taken apart already.

    Raises:
        RefusedError: the lines do not chain up to the signed tip.
    """
    done = Absorbed()
    _check_tip(first, lines, signed, ahead)
    if not lines:
        return done
    parts = stream_name(name)
    held = streams.branches(connection, name)
    stream = _branch_for(connection, parts, held, first, lines, ahead)
    done.forked = bool(held) and stream not in held
    known = _other_ids(connection, held, first) if done.forked else set()
    judging = Judging(connection, parts, known, judge)
    for piece in _missing(connection, stream, first, lines):
        _take_piece(connection, stream, first, lines, piece, judging, done, ahead)
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


def _check_tip(
    first: int, lines: Sequence[bytes], signed: tuple[int, bytes, bytes], ahead: Sequence[Stretch]
) -> None:
    """Raise RefusedError unless the lines end at the signed tip."""
    seq, tip, _ = signed
    if first < 1 or first + len(lines) - 1 != seq:
        raise _not_signed()
    if lines and (ahead[-1].tip if _reaches(ahead, seq) else line_id(lines[-1])) != tip:
        raise _not_signed()


def _reaches(ahead: Sequence[Stretch], seq: int) -> bool:
    return bool(ahead) and ahead[-1].last == seq


def _take_piece(
    connection: Connection,
    stream: Stream,
    first: int,
    lines: Sequence[bytes],
    piece: _Piece,
    judging: Judging,
    done: Absorbed,
    ahead: Sequence[Stretch],
) -> None:
    """Keep one range of lines, and project what may take effect."""
    start, stop, previous, after = piece
    fits = ahead and (ahead[0].first, ahead[-1].last) == (first + start, first + stop - 1)
    for stretch in ahead if fits else take_apart(stream.name, first + start, lines[start:stop]):
        if previous is not None and stretch.before != previous:
            raise damaged("chain")
        streams.add_segments(connection, stream, stretch.segments)
        _project(connection, stream, stretch, judging, done, lambda seq: lines[seq - first])
        previous = stretch.tip
    if after is not None and previous != after:
        raise _not_signed()
    done.added += stop - start


def _project(
    connection: Connection,
    stream: Stream,
    stretch: Stretch,
    judging: Judging,
    done: Absorbed,
    line_at: Callable[[int], bytes],
) -> None:
    """Let the changes of a stretch take effect that may: new records by columns, all others one by one."""
    name = stream_name(stream.name)
    changes = [change._replace(at=pointer(stream.number, change.at)) for change in stretch.rest]
    begun = stretch.begun
    here = {kind: held_rows(connection, name, kind, new.ents) for kind, new in begun.items()}
    if not judging.lets_begin(begun, {kind: rows.districts for kind, rows in here.items()}):
        begun, changes = {}, _again(stream, range(stretch.first, stretch.last + 1), line_at)
    changes, out = judging.divide(changes)
    done.outside += [(seq, line_at(seq)) for seq in (unpointer(c.at)[1] for c in out)]
    done.max_lam = max(done.max_lam, stretch.max_lam)
    known: list[int] = []
    for kind, new in begun.items():
        done.touched.setdefault(kind, set()).update(new.ents)
        done.begun.setdefault(kind, []).append(new)
        known += begin_many(connection, name, stream.number, kind, new, here[kind])
    changes += _again(stream, sorted(known), line_at)
    done.rewritten.update(change.kind for change in changes)
    apply_all(connection, name, changes, done)


def _again(stream: Stream, seqs: Iterable[int], line_at: Callable[[int], bytes]) -> list[Change]:
    """Take single lines apart once more."""
    return [decode_lines(stream.name, stream.number, seq, [line_at(seq)])[0][0] for seq in seqs]


def finish(connection: Connection, done: Noted) -> None:
    """Carry erasures out, bring everything derived up to date, the tie-break number beyond all seen; once per bundle.

    Raises:
        RefusedError: check ``erased``: a body is missing that nobody erased.
    """
    purge.settle(connection, done.touched, done.stripped)
    if done.max_lam > settings.number(connection, "lam"):
        settings.put(connection, "lam", str(done.max_lam))
    derived.refresh(connection, done.touched)


def _branch_for(
    connection: Connection,
    parts: StreamName,
    held: list[Stream],
    first: int,
    lines: Sequence[bytes],
    ahead: Sequence[Stretch],
) -> Stream:
    """Return the held history that these lines agree with, or a new one: another stream, or a fork of it."""
    if not held:
        return streams.add_stream(connection, parts.text)
    for stream in held:
        if _joins_on(connection, stream, first, ahead) or _agrees(connection, stream, first, lines):
            return stream
    # Every branch lies whole from where it left the trunk, so that one look finds its lines; what two branches
    # share is then kept twice, and takes effect once.
    trunk = next(stream for stream in held if stream.branch == 0)
    common = _common(connection, trunk, first, lines)
    stream = streams.add_stream(connection, parts.text, branch=max(s.branch for s in held) + 1)
    stream.seq, stream.tip = first + common - 1, prev_of(lines[common])
    return stream


def _joins_on(connection: Connection, stream: Stream, first: int, ahead: Sequence[Stretch]) -> bool:
    """Say whether lines that were taken apart go on where a history without anything behind a gap ends."""
    return (
        bool(ahead)
        and (ahead[0].first, ahead[0].before) == (stream.seq + 1, stream.tip)
        and ahead[0].first >= first
        and not streams.ends_behind_gaps(connection, stream)
    )


def _agrees(connection: Connection, stream: Stream, first: int, lines: Sequence[bytes]) -> bool:
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


def _common(connection: Connection, stream: Stream, first: int, lines: Sequence[bytes]) -> int:
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


def _missing(connection: Connection, stream: Stream, first: int, lines: Sequence[bytes]) -> list[_Piece]:
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
