"""The journal piece by piece, as it lies in its segments."""

from __future__ import annotations

from typing import NamedTuple

from sasaeai_desktop.db.lines import Change, decode_lines
from sasaeai_desktop.db.packing import unpack


class Piece(NamedTuple):
    """A held segment: its stream's name and number here, seq of its first change, the id before it, and its lines packed."""

    stream: str
    number: int
    first: int
    before: bytes
    packed: int
    data: bytes

    def decoded(self) -> list[Change]:
        """Return its changes.

        Raises:
            RefusedError: it is damaged.
        """
        lines = unpack(self.packed, self.data)
        return decode_lines(self.stream, self.number, self.first, lines, self.before)[0]
