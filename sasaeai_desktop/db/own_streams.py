"""The streams this installation writes, and the lines that one action adds to them before they are stored."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sasaeai_desktop.db import settings, streams
from sasaeai_desktop.db.connection import Connection
from sasaeai_desktop.db.lines import encode_body, encode_change, pointer, unpointer
from sasaeai_desktop.db.streams import Stream


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: this installation and the person at it.

    Attributes:
        device: 16 hex digits.
        district: code of the installation's own district; the council's code for a council.
        council: whether this is the council.
        user: opaque id of the person.
    """

    device: str
    district: str
    council: bool
    user: bytes


@dataclass(slots=True)
class Opened:
    """A stream being written: lines not yet stored, the first one's number, and the tip before it."""

    stream: Stream
    first: int
    before: bytes
    lines: list[bytes]
    ids: list[bytes]


class OwnStreams:
    """What one action writes into this installation's streams.

    Attributes:
        ranges: (stream number, first seq, last seq) of the lines already stored.

    Args:
        connection: a transaction in which the journal may be written.
        writer: who writes.
        act: id of the action.
        today: ISO day.
    """

    def __init__(self, connection: Connection, writer: Writer, act: bytes, today: str) -> None:
        self.ranges: list[tuple[int, int, int]] = []
        self._connection = connection
        self._writer = writer
        self._act, self._by, self._on = act.hex(), writer.user.hex(), today
        self._salts = random_hex(16)
        self._opened: dict[str, Opened] = {}

    def opened(self, audience: str) -> Opened:
        """Return the stream for an audience, begun when it is the first time."""
        opened = self._opened.get(audience)
        if opened is None:
            stream = _own_stream(self._connection, self._writer, audience)
            opened = self._opened[audience] = Opened(stream, stream.seq + 1, stream.tip, [], [])
        return opened

    def streams(self) -> Iterable[Stream]:
        """Return the streams written so far."""
        return [opened.stream for opened in self._opened.values()]

    @property
    def unstored(self) -> bool:
        """Whether there are lines that are not stored yet."""
        return any(opened.lines for opened in self._opened.values())

    def append(self, opened: Opened, about: str, w: str, lam: int, saw: str = "") -> tuple[int, bytes]:
        """Add one change about a record ("kind/id hex") as canonical JSON; return its pointer and its id."""
        stream = opened.stream
        body = encode_body(
            w, act=self._act, by=self._by, lam=lam, on=self._on, salt=next(self._salts), saw=saw
        )
        stream.seq += 1
        line, stream.tip = encode_change(stream.name, stream.seq, stream.tip, about, body)
        opened.lines.append(line)
        opened.ids.append(stream.tip)
        return pointer(stream.number, stream.seq), stream.tip

    def store_up_to(self, at: int | None) -> None:
        """Store the lines if ``at`` points to one of them, so that it can be read back."""
        number, seq = unpointer(at or 0)
        if any(o.stream.number == number and seq >= o.first for o in self._opened.values()):
            self.store()

    def store(self) -> None:
        """Store the lines, so that they can be read back."""
        for opened in self._opened.values():
            if opened.lines:
                streams.add_lines(
                    self._connection, opened.stream, opened.first, opened.before, opened.lines, opened.ids
                )
                streams.save_tip(self._connection, opened.stream)
                self._add_range(opened.stream.number, opened.first, opened.stream.seq)
                opened.first, opened.before = opened.stream.seq + 1, opened.stream.tip
                opened.lines, opened.ids = [], []

    def _add_range(self, number: int, first: int, last: int) -> None:
        """Note the place of lines; those that go on from lines noted before make one range with them."""
        for n, (stream, start, end) in enumerate(self.ranges):
            if stream == number and end == first - 1:
                self.ranges[n] = (number, start, last)
                return
        self.ranges.append((number, first, last))


def random_hex(size: int) -> Iterator[str]:
    """Give random values of so many bytes as hex; drawn from the system in blocks, as each call costs."""
    while True:
        block = os.urandom(size * 256).hex()
        for start in range(0, len(block), size * 2):
            yield block[start : start + size * 2]


def _own_stream(connection: Connection, writer: Writer, audience: str) -> Stream:
    name = f"{writer.district}.{writer.device}.{settings.text(connection, 'incarnation')}.{audience}"
    held = [s for s in streams.branches(connection, name) if s.mine]
    return held[0] if held else streams.add_stream(connection, name, mine=True)
