"""Whether a drawn sign is one of the check shapes レ ✕ ○ ■ 〃, or something that a person has to look at.

No shape is recognised. Three things tell that a sign is none of them: three strands side by side (不, a
crossed-out tick, a scribble), and a bar across all of it (不, a crossed-out tick, a dash).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sasaeai_desktop.scanning.geometry import SCALE
from sasaeai_desktop.scanning.ink import Stroke

_LEAST = 0.55  # mm: the dot of a 不 is a strand of its own
_STRANDS = 3
_CROSSED = 0.3  # mm of lines that cross so many strands, or this share of the sign:
_CROSSED_SHARE = 1 / 14
_SOLID = 0.64  # share of the sign's frame from where it is a filled box
_SLOPES = (-0.36, -0.27, -0.18, -0.09, 0.0, 0.09, 0.18, 0.27, 0.36)  # of a bar
_BAR_HOLES = 0.1  # share of a bar's columns that may be missing
_BAR_LEAST = 2.2  # mm


def is_strange(strokes: Sequence[Stroke]) -> bool:
    """Say whether a sign is no plain check shape.

    Args:
        strokes: without their soft edges (`Ink.core`).
    """
    big = [s for s in strokes if s.length >= _LEAST]
    if not big:
        return True
    left, right = min(s.left for s in big), max(s.right for s in big)
    top, bottom = min(s.top for s in big), max(s.bottom for s in big)
    if sum(s.pixels for s in big) >= _SOLID * (right - left) * (bottom - top):
        return False
    rows: dict[int, int] = defaultdict(int)
    columns = [0] * (right - left)  # as bits, the top row lowest
    for stroke in big:
        for row, first, last in stroke.runs:
            rows[row] += 1
            for x in range(first, last):
                columns[x - left] |= 1 << (row - top)
    return (
        _many(list(rows.values()), bottom - top)
        or _many([_strands(column) for column in columns], right - left)
        or _has_bar(columns, bottom - top)
    )


def _strands(column: int) -> int:
    """Return how many separate stretches of ones a column has."""
    return (column & ~(column << 1)).bit_count()


def _many(strands: Sequence[int], length: int) -> bool:
    crossed = sum(1 for count in strands if count >= _STRANDS)
    return crossed >= max(_CROSSED * SCALE, length * _CROSSED_SHARE)


def _has_bar(columns: Sequence[int], high: int) -> bool:
    """Say whether a straight line of a small slope runs through all columns."""
    wide = len(columns)
    if wide < _BAR_LEAST * SCALE:
        return False
    used = columns[::2]
    allowed = int(len(used) * _BAR_HOLES)
    room = high + wide
    for slope in _SLOPES:
        # A counter per line, kept in bits: ones[i] holds bit i of how many columns the line misses.
        ones = [0, 0, 0]
        full = 0
        for at, column in enumerate(used):
            thick = column | column << 1 | column >> 1
            missed = ~(thick << (wide // 2 + round(slope * (2 * at - wide / 2)))) & ((1 << room) - 1)
            for bit in range(3):
                ones[bit], missed = ones[bit] ^ missed, ones[bit] & missed
            full |= missed
        lines = ~full & ((1 << room) - 1)
        if any(lines & _counted(ones, number, room) for number in range(min(allowed, 7) + 1)):
            return True
    return False


def _counted(ones: Sequence[int], number: int, room: int) -> int:
    """Return the lines that miss exactly ``number`` columns."""
    whole = (1 << room) - 1
    found = whole
    for bit, held in enumerate(ones):
        found &= held if number >> bit & 1 else ~held & whole
    return found
