"""Taking in changes that others wrote: checked, kept as their exact bytes, and projected in bulk.

Most changes of a bundle are first writes of new records. Those go in by ``executemany``; whatever touches a record
that is already known goes the general way of ``heads.apply_change``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.columns import chain_row, extend_sql, insert_sql, pointer_columns
from sasaeai_desktop.db.heads import apply_change, chain_of_stream
from sasaeai_desktop.db.lines import DELETED, Change, StreamName, decode_lines, stream_name
from sasaeai_desktop.db.streams import Stream
from sasaeai_desktop.domain import strictjson
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Chain, fields_of
from sasaeai_desktop.domain.registry import KINDS

_BATCH = 4000
_LOOKUP = 2000


@dataclass(slots=True)
class Absorbed:
    """What came in from one stream.

    Attributes:
        added: changes that were new here.
        known: changes that were here already.
        own_lost: new changes of a stream that is mine: this installation was restored or copied.
        gap: the first seq that is missing before what came, 0 when nothing is.
        forked: two different changes claim one place in the stream; both histories are kept.
        touched: changed records by kind.
        max_lam: largest tie-break number seen.
    """

    added: int = 0
    known: int = 0
    own_lost: int = 0
    gap: int = 0
    forked: bool = False
    touched: dict[str, set[Id]] = field(default_factory=dict)
    max_lam: int = 0


def absorb_stream(
    connection: Connection, name: str, first: int, lines: list[bytes], signed: tuple[int, bytes, bytes]
) -> Absorbed:
    """Take in consecutive changes of one stream, up to a tip its owner signed.

    Args:
        connection: inside a write transaction with the guards open.
        name: the stream.
        first: seq of the first line.
        lines: exact bytes.
        signed: (seq, id, signature) of the tip; the caller has verified the signature.

    Raises:
        RefusedError: the lines do not chain up to the signed tip.
    """
    done = Absorbed()
    signed_seq, signed_tip, signature = signed
    if first + len(lines) - 1 != signed_seq:
        raise _not_signed()
    parts = stream_name(name)
    stream, first, lines = _branch_for(connection, parts, first, lines, done)
    before = stream.tip if first == stream.seq + 1 else None
    changes, before_first = decode_lines(name, stream.number, first, lines, before)
    if changes[-1].id != signed_tip:
        raise _not_signed()
    pieces = _missing_pieces(connection, stream, first, changes)
    for start, stop in pieces:
        part = changes[start:stop]
        previous = before_first if start == 0 else changes[start - 1].id
        streams.add_lines(connection, stream, first + start, previous, lines[start:stop], [c.id for c in part])
        apply_all(connection, parts, part, done)
        done.added += len(part)
    done.known += len(changes) - done.added
    if stream.mine:
        done.own_lost = done.added
    if signed_seq > stream.signed_seq:
        stream.signed_seq, stream.signed_tip, stream.signature = signed_seq, signed_tip, signature
    streams.advance(connection, stream)
    if stream.seq < signed_seq:
        done.gap = stream.seq + 1
    return done


def _branch_for(
    connection: Connection, parts: StreamName, first: int, lines: list[bytes], done: Absorbed
) -> tuple[Stream, int, list[bytes]]:
    """Return the held stream that these lines continue, and the lines beyond what it holds contiguously."""
    held = [s for s in streams.all_streams(connection) if s.name == parts.text]
    if not held:
        return streams.add_stream(connection, parts.text), first, lines
    last = first + len(lines) - 1
    for stream in held:
        shared_from, shared_to = max(first, 1), min(stream.seq, last)
        if shared_to < shared_from:
            joins = first > stream.seq + 1 or _prev_of(lines[0]) == stream.tip.hex()
        else:
            (mine,) = streams.lines_between(connection, stream.number, shared_to, shared_to)
            joins = mine == lines[shared_to - first]
        if joins:
            skip = max(0, min(stream.seq - first + 1, len(lines) - 1))
            return stream, first + skip, lines[skip:]
    done.forked = True
    branch = max(s.branch for s in held) + 1
    return _fork(connection, parts, held[0], branch, first, lines)


def _fork(
    connection: Connection, parts: StreamName, trunk: Stream, branch: int, first: int, lines: list[bytes]
) -> tuple[Stream, int, list[bytes]]:
    """Begin a branch where the incoming lines leave the held history; the common part stays in the trunk."""
    own = streams.lines_between(connection, trunk.number, first, trunk.seq)
    common = 0
    while common < min(len(own), len(lines)) and own[common] == lines[common]:
        common += 1
    stream = streams.add_stream(connection, parts.text, branch=branch)
    stream.seq = first + common - 1
    stream.tip = bytes.fromhex(_prev_of(lines[common]))
    return stream, first + common, lines[common:]


def _prev_of(line: bytes) -> str:
    return str(strictjson.loads(line.partition(b"\t")[0])["prev"])


def _missing_pieces(connection: Connection, stream: Stream, first: int, changes: list[Change]) -> list[tuple[int, int]]:
    """Return the index ranges of changes not yet held behind a gap."""
    held = connection.exec_driver_sql(
        "SELECT first, last, tip FROM segment WHERE stream = ? AND last >= ? AND first <= ? ORDER BY first",
        (stream.number, first, first + len(changes) - 1),
    ).all()
    pieces, position = [], 0
    for seg_first, seg_last, seg_tip in held:
        start, stop = max(0, seg_first - first), min(len(changes), seg_last - first + 1)
        if stop == seg_last - first + 1 and changes[stop - 1].id != seg_tip:
            raise _not_signed()
        if start > position:
            pieces.append((position, start))
        position = max(position, stop)
    if position < len(changes):
        pieces.append((position, len(changes)))
    return pieces


def _not_signed() -> RefusedError:
    return RefusedError(
        "ファイルの中の記録が、書いたパソコンの署名と合いません。",
        "渡した方に、もう一度書き出してもらってください。",
        check="tip",
    )


def apply_all(connection: Connection, name: StreamName, changes: list[Change], done: Absorbed) -> None:
    """Project changes of one stream, in bulk where they begin new records."""
    for start in range(0, len(changes), _BATCH):
        _apply_batch(connection, name, changes[start : start + _BATCH], done)


def _apply_batch(connection: Connection, name: StreamName, changes: list[Change], done: Absorbed) -> None:
    chain = chain_of_stream(name)
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        done.max_lam = max(done.max_lam, change.lam)
        if change.kind in KINDS and change.w:
            by_kind.setdefault(change.kind, []).append(change)
    for kind, of_kind in by_kind.items():
        done.touched.setdefault(kind, set()).update(c.ent for c in of_kind)
        if chain.value not in {column[3:] for column in pointer_columns(kind)}:
            raise RefusedError(
                "ファイルの中に、入っていてはいけない記録があります。",
                "渡した方に知らせて、もう一度書き出してもらってください。",
                check="chain",
            )
        _apply_kind(connection, name, kind, chain, of_kind)


def _apply_kind(connection: Connection, name: StreamName, kind: str, chain: Chain, changes: list[Change]) -> None:
    rows, dead = _known_rows(connection, kind, chain, [c.ent for c in changes])
    declared = fields_of(KINDS[kind])
    inserts: dict[bytes, tuple[Any, ...]] = {}
    extends: dict[bytes, tuple[Any, ...]] = {}
    slow: list[Change] = []
    slow_ids: set[bytes] = set()
    for change in changes:
        ent = change.ent
        fresh = ent not in inserts and ent not in extends and ent not in slow_ids and ent not in dead
        if not fresh or rows.get(ent, 0) != 0 or not _is_plain(change, chain, declared):
            slow.append(change)
            slow_ids.add(ent)
            continue
        try:
            values = chain_row(kind, chain, change.w)
        except ValueError as error:
            raise RefusedError("ファイルの中に、読めない記録があります。", "もう一度書き出してもらってください。", check="field") from error
        if ent in rows:
            extends[ent] = (change.at, *values, ent)
        else:
            inserts[ent] = (ent, name.about, change.at, *values)
    if inserts:
        connection.exec_driver_sql(insert_sql(kind, chain), list(inserts.values()))
    if extends:
        connection.exec_driver_sql(extend_sql(kind, chain), list(extends.values()))
    for change in slow:
        apply_change(connection, name, change)


def _is_plain(change: Change, chain: Chain, declared: dict[str, Any]) -> bool:
    """Say whether a change is a first write: replaces nothing, deletes nothing, all fields in their own chain."""
    for field_name, entry in change.w.items():
        if len(entry) != 2 or entry[1]:
            return False
        known = declared.get(field_name)
        if field_name == DELETED or (known is not None and known.chain is not chain):
            return False
    return True


def _known_rows(
    connection: Connection, kind: str, chain: Chain, ents: list[Id]
) -> tuple[dict[bytes, int], set[bytes]]:
    """Return, for records already here, whether this chain has something (1) or not (0); and those with dead ids."""
    rows: dict[bytes, int] = {}
    dead: set[bytes] = set()
    any_dead = connection.exec_driver_sql("SELECT 1 FROM dead LIMIT 1").first() is not None
    for part in _chunks(ents):
        marks = ", ".join("?" * len(part))
        for ent, at in connection.exec_driver_sql(
            f'SELECT id, at_{chain} IS NOT NULL FROM "{kind}" WHERE id IN ({marks})', tuple(part)  # noqa: S608
        ):
            rows[ent] = at
        if any_dead:
            found = connection.exec_driver_sql(f"SELECT DISTINCT ent FROM dead WHERE ent IN ({marks})", tuple(part))  # noqa: S608
            dead.update(row[0] for row in found)
    return rows, dead


def _chunks(ents: list[Id]) -> Iterable[list[Id]]:
    for start in range(0, len(ents), _LOOKUP):
        yield ents[start : start + _LOOKUP]
