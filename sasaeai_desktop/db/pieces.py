"""The journal piece by piece, as it lies in its segments."""

from __future__ import annotations

from collections.abc import Iterator
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


class Pieces(Iterator[Piece]):
    """Pieces one after the other, by whom it can be told about how many are left (``operator.length_hint``).

    Args:
        pieces: gives them.
        many: how many these are.
    """

    def __init__(self, pieces: Iterator[Piece], many: int) -> None:
        self._pieces, self._left = pieces, many

    def __next__(self) -> Piece:
        piece = next(self._pieces)
        self._left -= 1
        return piece

    def __length_hint__(self) -> int:
        return max(self._left, 0)
