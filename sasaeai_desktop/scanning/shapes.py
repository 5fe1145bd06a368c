"""Whether a drawn sign is one of the check shapes レ ✕ ○ ■ 〃, or something that a person has to look at.

No shape is recognised. Three things tell that a sign is none of them: three strands side by side (不, a
crossed-out tick, a scribble), and a bar across all of it (不, a crossed-out tick, a dash).
"""

from __future__ import annotations

from collections.abc import Sequence

from sasaeai_desktop.scanning.geometry import SCALE
from sasaeai_desktop.scanning.ink import Stroke

_LEAST = 0.55  # mm: the dot of a 不 is a strand of its own
_STRANDS = 3
_CROSSED = 0.3  # mm of lines that cross so many strands, or this share of the sign:
_CROSSED_SHARE = 1 / 14
_ASLANT = 0.3  # mm of slanting lines
_SOLID, _FILLED = 0.55, 0.9  # a filled box: share of the frame, and of every row and column from end to end
_LOOKS = (-0.3, -0.15, 0.15, 0.3)  # slopes of lines on which strands are counted too: hands write aslant
_SLOPES = (-0.36, -0.27, -0.18, -0.09, 0.0, 0.09, 0.18, 0.27, 0.36)  # of a bar
_BAR_HOLES = 0.12  # share of a bar's columns that may be missing
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
    rows = [0] * (bottom - top)  # as bits, the left column lowest
    columns = [0] * (right - left)  # the same, the top row lowest
    for stroke in big:
        for row, first, last in stroke.runs:
            rows[row - top] |= (1 << (last - left)) - (1 << (first - left))
            for x in range(first, last):
                columns[x - left] |= 1 << (row - top)
    if _is_solid(rows, columns):
        return False
    return (
        _many([_strands(row) for row in rows], len(rows))
        or _many([_strands(column) for column in columns], len(columns))
        or any(_many_aslant(columns, len(rows), slope) for slope in _LOOKS)
        or _has_bar(columns, len(rows))
    )


def _is_solid(rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Say whether a shape is filled: few holes between the ends of its rows, and of its columns."""
    pixels = sum(row.bit_count() for row in rows)
    if pixels < _SOLID * len(rows) * len(columns):
        return False
    spans = (
        sum(line.bit_length() - ((line & -line).bit_length() - 1) for line in lines if line)
        for lines in (rows, columns)
    )
    return all(pixels >= _FILLED * span for span in spans)


def _many_aslant(columns: Sequence[int], high: int, slope: float) -> bool:
    """Count strands on slanting lines: a line enters one wherever a column is dark and the one before is not."""
    ones = twos = many = 0
    before = [0, 0]
    for at, column in enumerate(columns):
        here = column << (len(columns) // 2 + round(slope * (at - len(columns) / 2)))
        # A gap of one or two columns is grain, or a stair of the slant.
        entered = here & ~(before[0] | before[1])
        many |= ones & twos & entered
        twos, ones = twos ^ (ones & entered), ones ^ entered
        before = [here, before[0]]
    many |= ones & twos  # three and more
    return many.bit_count() >= max(_ASLANT * SCALE, high * _CROSSED_SHARE)


def _strands(column: int) -> int:
    """Return how many separate stretches of ones a line has; a gap of one pixel is grain."""
    whole = column | column << 1
    return (whole & ~(whole << 1)).bit_count()


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
