"""Choosing what a bundle carries: which chains its receiver may have, and everything beyond what it said it holds.

Source: shared design, sync sections 3 and 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sasaeai_desktop.db import streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.erasures import about_of
from sasaeai_desktop.db.lines import line_id, stream_name
from sasaeai_desktop.db.repositories.peers import Have
from sasaeai_desktop.db.streams import Stream
from sasaeai_desktop.domain.moving import MoveOffer
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.sync.keys import SIGNATURE_BYTES, USE_TIP, DeviceKeys

MAX_PART = 96 << 20
"""Bytes of lines in one file: a reader takes 64 MB, and half of a line is random and cannot be made shorter."""

ANY_READER, LETS_GO = 1, 2
"""``min_reader`` of a bundle: any program reads it; only one that drops the words of an offer that has ended."""

NO_SIGNATURE = bytes(SIGNATURE_BYTES)
"""Stands where a revoked laptop's chain ends at a tip that the council vouches for, but its owner never signed."""


def may_carry(route: Route, name: str, district: str) -> bool:
    """Say whether a stream may travel on a route that belongs to a district.

    Home chains go to sibling laptops only, never to a council; nothing goes to another district.
    """
    parts = stream_name(name)
    if parts.audience == "common":
        return True
    if parts.about != district:
        return False
    if parts.audience == "home":
        return route is Route.TO_SIBLING
    return True


def tip_message(name: str, seq: int, tip: bytes) -> bytes:
    """Return what a stream's owner signs."""
    return f"{name}\n{seq}\n{tip.hex()}".encode()


def sign_my_tips(connection: Connection, keys: DeviceKeys) -> None:
    """Sign how far my own streams reach."""
    for stream in streams.all_streams(connection):
        if stream.mine and stream.seq > stream.signed_seq:
            stream.signed_seq, stream.signed_tip = stream.seq, stream.tip
            stream.signature = keys.sign(USE_TIP, tip_message(stream.name, stream.seq, stream.tip))
            streams.save_tip(connection, stream)


@dataclass(frozen=True, slots=True)
class Cargo:
    """What goes into a bundle.

    Attributes:
        tips: header entries ``{stream, first, seq, tip, sig}``, in the order of the lines.
        lines: the changes of all streams, one after the other.
        have: the contiguous tips the sender holds of what the receiver may have.
        gaps: of these, where something is missing in the middle: ``[first missing seq, id before it]``.
    """

    tips: list[dict[str, Any]]
    lines: list[bytes]
    have: dict[str, list[list[Any]]]
    gaps: dict[str, list[list[Any]]]


def load(connection: Connection, route: Route, district: str, receivers: list[Have]) -> Cargo:
    """Return everything beyond what each receiver said it holds last.

    Args:
        connection: after ``sign_my_tips``.
        route: who writes to whom.
        district: whose chains the bundle is about.
        receivers: the stated tips of every receiver; a stream starts behind the least of them.
    """
    tips: list[dict[str, Any]] = []
    lines: list[bytes] = []
    have: dict[str, list[list[Any]]] = {}
    gaps: dict[str, list[list[Any]]] = {}
    broken = _with_gaps(connection)
    for stream in streams.all_streams(connection):
        if not may_carry(route, stream.name, district):
            continue
        if stream.seq:
            have.setdefault(stream.name, []).append([stream.seq, stream.tip.hex()])
        if stream.number in broken:
            gaps.setdefault(stream.name, []).append([stream.seq + 1, stream.tip.hex()])
        if not stream.signed_seq or stream.signed_seq > stream.seq:
            continue  # behind a gap, or not signed yet: its owner sends it itself
        first = 1 + min((held_by(connection, stream, r.get(stream.name, [])) for r in receivers), default=0)
        tips.append(
            {"stream": stream.name, "first": first, "seq": stream.signed_seq, "tip": stream.signed_tip.hex(),
             "sig": (stream.signature or NO_SIGNATURE).hex()}
        )  # fmt: skip
        lines += streams.lines_between(connection, stream.number, first, stream.signed_seq)
    return Cargo(tips, lines, have, gaps)


def least_reader(lines: list[bytes]) -> int:
    """Return the ``min_reader`` that these lines ask for: no name goes to a program that could not let go of it."""
    about = f"{MoveOffer.kind}/".encode()
    return LETS_GO if any(about_of(line).startswith(about) for line in lines) else ANY_READER


def parts_of(connection: Connection, cargo: Cargo, keys: DeviceKeys, limit: int) -> list[Cargo]:
    """Cut a cargo that no reader would take as one file into several; each is a bundle of its own.

    My own streams are cut wherever it fits, as I sign each end. Another laptop's chain has one signed end and travels
    whole; where that alone is too much, its owner brings it.

    Args:
        connection: where the streams lie.
        cargo: what ``load`` chose.
        keys: mine.
        limit: bytes of lines in one part.
    """
    if _size(cargo.lines) <= limit:
        return [cargo]
    mine = {(s.name, s.signed_tip.hex()) for s in streams.all_streams(connection) if s.mine}
    parts = _Parts(cargo, limit)
    at = 0
    for tip in cargo.tips:
        lines = cargo.lines[at : at + tip["seq"] - tip["first"] + 1]
        at += len(lines)
        if (tip["stream"], tip["tip"]) in mine:
            parts.add_mine(tip, lines, keys)
        elif _size(lines) <= limit:
            parts.add(tip, lines)
    return parts.made


class _Parts:
    """Parts of one cargo while they are filled."""

    def __init__(self, cargo: Cargo, limit: int) -> None:
        self._cargo, self._limit, self._room = cargo, limit, limit
        self.made = [Cargo([], [], cargo.have, cargo.gaps)]

    def add(self, tip: dict[str, Any], lines: list[bytes]) -> None:
        """Put lines into the present part, or into the next where they have no room."""
        size = _size(lines)
        if size > self._room and self._room < self._limit:
            self.made.append(Cargo([], [], self._cargo.have, self._cargo.gaps))
            self._room = self._limit
        self.made[-1].tips.append(tip)
        self.made[-1].lines.extend(lines)
        self._room -= size

    def add_mine(self, tip: dict[str, Any], lines: list[bytes], keys: DeviceKeys) -> None:
        """Fill part after part with lines of my own, each piece signed at its end."""
        first = tip["first"]
        while (count := _how_many(lines, self._room)) < len(lines):
            count = max(count, 1)
            seq, end = first + count - 1, line_id(lines[count - 1])
            signature = keys.sign(USE_TIP, tip_message(tip["stream"], seq, end))
            piece = {**tip, "first": first, "seq": seq, "tip": end.hex(), "sig": signature.hex()}
            self.add(piece, lines[:count])
            first, lines = first + count, lines[count:]
        self.add({**tip, "first": first}, lines)


def _size(lines: list[bytes]) -> int:
    return sum(map(len, lines)) + len(lines)


def _how_many(lines: list[bytes], room: int) -> int:
    """Return how many lines from the first on have room."""
    for count, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return count
    return len(lines)


def _with_gaps(connection: Connection) -> set[int]:
    """Return the numbers of the streams of which something lies here behind a gap."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT segment.stream FROM segment JOIN stream ON stream.n = segment.stream "
        "WHERE segment.first > stream.seq"
    )
    return {int(row[0]) for row in rows}


def held_by(
    connection: Connection, stream: Stream, stated: list[tuple[int, str]], up_to: int | None = None
) -> int:
    """Return how far a receiver holds just this history; 0 when it states another or nothing.

    Args:
        connection: where the stream lies.
        stream: the stream.
        stated: the tips the receiver named for it.
        up_to: the last place looked at; as far as it is signed when not given.
    """
    last = stream.signed_seq if up_to is None else up_to
    for seq, tip in sorted(stated, reverse=True):
        if 0 < seq <= last and streams.id_at(connection, stream, seq).hex() == tip:
            return seq
    return 0
