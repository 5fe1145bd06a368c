"""What still counts of a laptop that is not used any more: its changes up to the tips that are vouched for.

A thief has the laptop's signing key and can choose bundle numbers and dates, so neither says what was written before
the theft. The council names the tips it held when it revoked the laptop, and ids chain: whatever leads up to such a
tip is trusted, whoever brings it; nothing else is, though the laptop signed it. Source: shared design, sync section 3.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import NO_CHANGE, decode_lines, line_id, stream_name
from sasaeai_desktop.db.packing import unpack
from sasaeai_desktop.db.streams import Stream
from sasaeai_desktop.domain.errors import RefusedError
from sasaeai_desktop.sync.incoming import Block


class Vouched(NamedTuple):
    """A tip that is trusted; ``signature`` is its owner's, empty when none reached just so far."""

    seq: int
    id: bytes
    signature: bytes = b""


Limits = dict[str, list[Vouched]]
"""Trusted tips by stream name, one per branch."""


def to_text(limits: Limits) -> str:
    """Return limits as the roster keeps them: ``{stream: [[seq, id, signature], ...]}``."""
    rows = {
        name: [[tip.seq, tip.id.hex(), tip.signature.hex()] for tip in sorted(tips)]
        for name, tips in limits.items()
        if tips
    }
    return json.dumps(rows, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> Limits:
    """Read what ``to_text`` wrote; the signature may be missing.

    Raises:
        RefusedError: it is something else (check ``limits``).
    """
    try:
        rows = json.loads(text or "{}")
        return {
            stream_name(name).text: [
                Vouched(int(seq), bytes.fromhex(tip), bytes.fromhex("".join(rest)))
                for seq, tip, *rest in tips
            ]
            for name, tips in rows.items()
        }
    except (ValueError, TypeError, AttributeError) as error:
        raise RefusedError(
            "使わないことにしたパソコンについての記録が読めません。",
            "渡した方に、もう一度書き出してもらってください。",
            check="limits",
        ) from error


def union(limits: Iterable[Limits]) -> Limits:
    """Return all tips of several limits, each once."""
    found: dict[str, dict[tuple[int, bytes], Vouched]] = {}
    for each in limits:
        for name, tips in each.items():
            for tip in tips:
                known = found.setdefault(name, {}).get(tip[:2])
                if known is None or not known.signature:
                    found[name][tip[:2]] = tip
    return {name: sorted(tips.values()) for name, tips in found.items()}


def at_home(limits: Limits) -> Limits:
    """Return the part about home chains, which only siblings hold."""
    return {name: tips for name, tips in limits.items() if stream_name(name).audience == "home"}


def away(limits: Limits) -> Limits:
    """Return the part about all other chains, which others may be told of."""
    return {name: tips for name, tips in limits.items() if stream_name(name).audience != "home"}


def held_tips(connection: Connection, device: str) -> Limits:
    """Return how far a device's streams are held here, without what lies behind a gap."""
    found: Limits = {}
    for stream in streams.all_streams(connection):
        if stream.seq and stream_name(stream.name).device == device:
            signed = stream.signature if stream.signed_seq == stream.seq else b""
            found.setdefault(stream.name, []).append(Vouched(stream.seq, stream.tip, signed))
    return found


def is_vouched(limits: Limits, block: Block) -> bool:
    """Say whether a block ends at a trusted tip, so that it needs no signature of its owner."""
    return any((tip.seq, tip.id) == (block.seq, block.tip) for tip in limits.get(block.stream, []))


def cut(connection: Connection, block: Block, tips: list[Vouched]) -> tuple[Block | None, Block | None]:
    """Return the trusted part of a block, and what lies beyond it and is not held here yet.

    Args:
        connection: what is held.
        block: signed by its owner up to its end, or ending at a trusted tip.
        tips: trusted for its stream.

    Raises:
        RefusedError: what lies beyond does not chain up to its end; an honest laptop's always does.
    """
    if not block.lines:
        return None, None
    ids = [line_id(line) for line in block.lines]
    trusted: Block | None = None
    start = 0
    for tip in sorted(tips, reverse=True):
        at = tip.seq - block.first
        if 0 <= at < len(ids) and ids[at] == tip.id:
            signature = block.signature if tip.seq == block.seq else tip.signature
            start = at + 1
            trusted = Block(block.stream, block.first, tip.seq, tip.id, signature, block.lines[:start])
            break
    start = max(start, _held_already(connection, block, ids))
    if start == len(ids):
        return trusted, None
    _, before = decode_lines(block.stream, 0, block.first + start, block.lines[start:])
    if ids[-1] != block.tip or (start and before != ids[start - 1]):
        raise RefusedError(
            "ファイルの中の記録が、書いたパソコンの署名と合いません。取り込みませんでした。",
            "渡した方に、もう一度書き出してもらってください。",
            check="tip",
        )
    return trusted, Block(
        block.stream, block.first + start, block.seq, block.tip, block.signature, block.lines[start:]
    )


def _held_already(connection: Connection, block: Block, ids: list[bytes]) -> int:
    """Return how many of a block's lines, from its first on, some held history has."""
    best = 0
    for stream in streams.branches(connection, block.stream):
        if stream.seq >= block.first:
            held = streams.lines_between(connection, stream.number, block.first, min(stream.seq, block.seq))
            same = 0
            for line, wanted in zip(held, ids, strict=False):
                if line_id(line) != wanted:
                    break
                same += 1
            best = max(best, same)
    return best


# -- taking back what was taken in before the revocation was known ----------------------------------------------------


def withdraw(connection: Connection, device: str, limits: Limits) -> list[Block]:
    """Take out of the journal what lies beyond the trusted tips, and return it; the caller rebuilds the projection.

    A stream that reaches less far than its trusted tip stays as it is: it may well lead there.

    Args:
        connection: inside a write transaction with the guards open, everything stored.
        device: the revoked device.
        limits: what is trusted of it.
    """
    by_name: dict[str, list[Stream]] = {}
    for stream in streams.all_streams(connection):
        if stream_name(stream.name).device == device:
            by_name.setdefault(stream.name, []).append(stream)
    taken: list[Block] = []
    for name, held in by_name.items():
        taken += _withdraw_stream(connection, held, limits.get(name, []))
    return taken


def _withdraw_stream(connection: Connection, held: list[Stream], tips: list[Vouched]) -> list[Block]:
    reached = {s.number: _reached(connection, s, tips) for s in held}
    met = {tip[:2] for tip in reached.values() if tip is not None}
    taken: list[Block] = []
    needed = 0  # of the trunk, for the branches that left it further on
    for stream in sorted(held, key=lambda s: s.branch, reverse=True):
        tip = reached[stream.number]
        if tip is None and any(t[:2] not in met and t.seq > stream.seq for t in tips):
            continue
        keep = tip.seq if tip else 0
        if stream.branch:
            begins = _begins(connection, stream)
            if keep >= begins:
                needed = max(needed, begins - 1)
            else:
                keep = begins - 1
        else:
            keep = max(keep, needed)
        taken += _cut_off(connection, stream, keep, tip or Vouched(0, NO_CHANGE))
    return taken


def _reached(connection: Connection, stream: Stream, tips: list[Vouched]) -> Vouched | None:
    """Return the highest trusted tip in this very history."""
    for tip in sorted(tips, reverse=True):
        if 0 < tip.seq <= stream.seq and streams.id_at(connection, stream, tip.seq) == tip.id:
            return tip
    return None


def _begins(connection: Connection, stream: Stream) -> int:
    sql = "SELECT coalesce(min(first), 1) FROM segment WHERE stream = ?"
    return int(connection.exec_driver_sql(sql, (stream.number,)).scalar() or 1)


def _cut_off(connection: Connection, stream: Stream, keep: int, tip: Vouched) -> list[Block]:
    """Shorten one history to ``keep`` changes; what is cut off comes back, a block for each unbroken run."""
    rows = connection.exec_driver_sql(
        "SELECT first, last, before, packed, lines FROM segment WHERE stream = ? AND last > ? ORDER BY first",
        (stream.number, keep),
    ).all()
    if not rows:
        return []
    runs: list[tuple[int, list[bytes]]] = []
    for first, last, before, packed, data in rows:
        lines = unpack(packed, data)
        connection.exec_driver_sql(
            "DELETE FROM segment WHERE stream = ? AND first = ?", (stream.number, first)
        )
        stay = max(0, keep + 1 - first)
        if stay:
            kept = lines[:stay]
            streams.add_lines(connection, stream, first, before, kept, [line_id(line) for line in kept])
        if runs and runs[-1][0] + len(runs[-1][1]) == first + stay:
            runs[-1][1].extend(lines[stay:])
        else:
            runs.append((first + stay, lines[stay:]))
        assert first + len(lines) - 1 == last
    if keep < stream.seq:
        stream.tip = streams.id_at(connection, stream, keep)
        stream.seq = keep
    was = (stream.signed_seq, stream.signature)
    if stream.signed_seq > keep:
        stream.signed_seq, stream.signed_tip, stream.signature = tip
    if stream.branch and not _has_segments(connection, stream):
        connection.exec_driver_sql("DELETE FROM stream WHERE n = ?", (stream.number,))
    else:
        streams.save_tip(connection, stream)
    return [
        Block(stream.name, first, seq, line_id(lines[-1]), was[1] if seq == was[0] else b"", lines)
        for first, lines in runs
        for seq in (first + len(lines) - 1,)
    ]


def _has_segments(connection: Connection, stream: Stream) -> bool:
    sql = "SELECT 1 FROM segment WHERE stream = ? LIMIT 1"
    return connection.exec_driver_sql(sql, (stream.number,)).first() is not None
