"""What a drawn sign is: a tick (✓ レ ○ ◎ ● ■ and their like), or something that a person has to look at.

A sign counts as a tick only where its shape says so; whatever is not recognised is asked about. The shape is read
from how the strands of a sign meet and part from its top row to its bottom row (its Reeb graph): two strands that
meet at the bottom are a check, one that parts and meets again is a ring, ✕ meets and parts, a dash does neither.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum

from sasaeai_desktop.scanning.checks import is_check
from sasaeai_desktop.scanning.filled import encloses, filled
from sasaeai_desktop.scanning.geometry import SCALE
from sasaeai_desktop.scanning.strands import Graph, Run, Strand, frame

LEAST = 0.55  # mm: a smaller part of a sign is grain
_LOOSE = 0.45  # mm: so long an end is a hand's tremble
_LOOSE_SHARE = 0.16  # of the height
_TAIL = 0.24  # of a ring's height: so long an end is where it was begun or left

_RING_LEAST = 1.4  # mm
_RING_NARROW, _RING_WIDE = 0.81, 2.6  # width by height: a 0 is narrower
_RING_OFF, _RING_LEAN = 0.13, 0.1  # mean way off an ellipse, of the half width
_RING_TILT = 0.5  # of the widest row: so far may the middle of its rows move from top to bottom
_RING_GAP = 0.38  # of the larger side: what a hand leaves open
_RING_HOLE = 0.14  # of the frame
_RING_PRUNED = 0.05  # of its pixels: where it was begun and left; a word has more ends
_RING_NEAR = 0.19  # mm off the ellipse
_RING_BESIDE = 0.05  # share of the ink, by its distance, that may lie farther off
_SPOT_FILLED = 0.7  # of its frame
_SPOT = 0.55  # a spot within a ring is about as wide as high; a 1 is not
_CROSS_STEM = 0.55


class Sign(Enum):
    """What was drawn."""

    CHECK = "check"
    RING = "ring"
    SOLID = "solid"
    CROSS = "cross"
    LINE = "line"
    HOLE = "hole"
    OTHER = "other"

    @property
    def is_tick(self) -> bool:
        """Whether it says yes."""
        return self in (Sign.CHECK, Sign.RING, Sign.SOLID)


_FILLED = {"solid": Sign.SOLID, "hole": Sign.HOLE, "blot": Sign.OTHER}


def sign_of(parts: Sequence[Sequence[Run]], *, check: bool = True) -> Sign:
    """Return what the parts of a sign are together.

    Args:
        parts: the dark runs of each connected part, by row.
        check: False where the lowest part of the sign was never seen, so that it may be anything.
    """
    big = [part for part in parts if _length(part) >= LEAST * SCALE]
    if len(big) == 1:
        return _single(big[0], check=check)
    if len(big) == 2:
        outer, inner = sorted(big, key=_length, reverse=True)
        if _inside(inner, outer) and _single(outer, check=False) is Sign.RING and _is_core(inner):
            return Sign.RING  # ◎
    return Sign.OTHER


def _length(part: Sequence[Run]) -> int:
    left, top, right, bottom = frame(part)
    return max(right - left, bottom - top)


def _inside(inner: Sequence[Run], outer: Sequence[Run]) -> bool:
    a, b = frame(inner), frame(outer)
    return b[0] < a[0] and b[1] < a[1] and a[2] < b[2] and a[3] < b[3]


def _is_core(part: Sequence[Run]) -> bool:
    """Say whether a part is what stands within ◎: a small ring, round or not, or a spot."""
    left, top, right, bottom = frame(part)
    wide, high = right - left, bottom - top
    graph = Graph(part)
    graph.prune(round(_LOOSE * SCALE))
    filled = sum(last - first for _, first, last in part) >= _SPOT_FILLED * wide * high
    if len(graph.strands) == 1 and filled and min(wide, high) >= _SPOT * max(wide, high):
        return True
    ring = graph.simple and graph.sides(_RING_GAP * max(wide, high)) is not None
    return ring and encloses(part)


def _single(part: Sequence[Run], *, check: bool) -> Sign:
    shape = filled(part)
    if shape:
        return _FILLED[shape]
    graph = Graph(part)
    if not graph.simple:
        return Sign.OTHER
    left, top, right, bottom = frame(part)
    graph.prune(round(min(_LOOSE * SCALE, max(2.0, _LOOSE_SHARE * (bottom - top)))))
    if check and is_check(graph, part, thickness([part])):
        return Sign.CHECK
    if _is_cross(graph):
        return Sign.CROSS
    if _is_line(graph, part):
        return Sign.LINE
    graph.prune(max(round(_LOOSE * SCALE), round(_TAIL * (bottom - top))))
    ring = _is_ring(graph, (left, top, right, bottom)) and _is_all_round(part)
    return Sign.RING if ring else Sign.OTHER


def thickness(parts: Sequence[Sequence[Run]]) -> float:
    """Return how thick the lines of a sign are in mm: its area by half of its edge (after Crofton)."""
    area = edge = 0
    for part in parts:
        rows: dict[int, int] = {}
        for row, first, last in part:
            rows[row] = rows.get(row, 0) | ((1 << last) - (1 << first))
            area += last - first
            edge += 2
        edge += sum((bits ^ rows.get(row - 1, 0)).bit_count() for row, bits in rows.items())
        edge += sum(
            (bits & ~rows.get(row + 1, 0)).bit_count() for row, bits in rows.items() if row + 1 not in rows
        )
    return 2 * area / max(1.0, edge * math.pi / 4) / SCALE


def width_by_height(part: Sequence[Run]) -> float:
    """Return the usual width of a sign's middle rows by its height: a leaning 0 has a wide frame."""
    rows: dict[int, tuple[int, int]] = {}
    for row, first, last in part:
        left, right = rows.get(row, (first, last))
        rows[row] = min(left, first), max(right, last)
    some = sorted(rows)[3 * len(rows) // 10 : 7 * len(rows) // 10 + 1]
    widths = sorted(rows[row][1] - rows[row][0] for row in some)
    return widths[len(widths) // 2] / max(1, len(rows))


# -- ○ ---------------------------------------------------------------------------------------------------------------


def _is_ring(graph: Graph, box: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if min(wide, high) < _RING_LEAST * SCALE or not _RING_NARROW <= wide / high <= _RING_WIDE:
        return False
    sides = graph.sides(_RING_GAP * max(wide, high))
    if sides is None or not _is_round(sides, box):
        return False
    pixels = sum(last - first for strand in graph.strands for _, first, last in strand.runs)
    return graph.pruned <= _RING_PRUNED * pixels


def _is_all_round(part: Sequence[Run]) -> bool:
    """Say whether all ink of a ring lies along the ellipse in its frame: a scribble has some within."""
    left, top, right, bottom = frame(part)
    thick = thickness([part]) * SCALE
    wide, high = max(1.0, (right - left - thick) / 2), max(1.0, (bottom - top - thick) / 2)
    x, y, near = (left + right) / 2, (top + bottom) / 2, thick / 2 + _RING_NEAR * SCALE
    beside, pixels = 0.0, 0
    for row, first, last in part:
        down = ((row + 0.5 - y) / high) ** 2
        pixels += last - first
        for at in range(first, last):
            away = abs(math.sqrt(((at + 0.5 - x) / wide) ** 2 + down) - 1) * min(wide, high)
            beside += max(0.0, away - near)
    return beside <= _RING_BESIDE * thick * pixels


def _is_round(sides: tuple[Strand, Strand], box: tuple[int, int, int, int]) -> bool:
    """Compare the width of every row with that of an ellipse (a leaning one has the same widths)."""
    left, top, right, bottom = box
    high = bottom - top
    outer = {row: [first, last] for row, first, last in sides[0].runs}
    hole = 0
    for row, first, last in sides[1].runs:
        if row in outer:
            a, b = outer[row]
            hole += max(0, max(first, a) - min(last, b))
            outer[row] = [min(first, a), max(last, b)]
    if len(outer) < 0.35 * high or hole < _RING_HOLE * (right - left) * high:
        return False
    widest = max(b - a for a, b in outer.values())
    off = lean = 0.0
    middles: list[tuple[float, float]] = []
    for row, (a, b) in outer.items():
        down = (row + 0.5 - top) * 2 / high - 1
        off += abs((b - a) / widest - math.sqrt(max(0.0, 1 - down * down)))
        middles.append((down, (a + b) / 2))
    mean = sum(m for _, m in middles) / len(middles)
    centre = sum(d for d, _ in middles) / len(middles)
    slope = sum((d - centre) * (m - mean) for d, m in middles) / (
        sum((d - centre) ** 2 for d, _ in middles) or 1
    )
    lean = sum(abs(m - mean - slope * (d - centre)) for d, m in middles) / len(middles)
    # A leaning 0 has a wide frame, and one with a speck of dust a wide row.
    usual = sorted(
        outer[row][1] - outer[row][0]
        for row in sorted(outer)[3 * len(outer) // 10 : 7 * len(outer) // 10 + 1]
    )
    if abs(slope) * 2 > _RING_TILT * widest or usual[len(usual) // 2] < _RING_NARROW * high:
        return False
    return off / len(outer) <= _RING_OFF and lean <= _RING_LEAN * widest / 2


# -- ✕ ― ／ ----------------------------------------------------------------------------------------------------------


def _is_cross(graph: Graph) -> bool:
    crossed = graph.crossing()
    if crossed is None:
        return False
    stem, high = crossed
    return len(stem.runs) <= _CROSS_STEM * high


def _is_line(graph: Graph, part: Sequence[Run]) -> bool:
    """Say whether a single strand is about straight: a dash, a slash, a ruled line."""
    if len(graph.strands) != 1:
        return False
    left, top, right, bottom = frame(part)
    pixels = sum(last - first for _, first, last in part)
    across = sum((first + last) * (last - first) for _, first, last in part) / 2 / pixels
    down = sum(row * (last - first) for row, first, last in part) / pixels
    xx = yy = xy = 0.0
    for row, first, last in part:
        number, middle = last - first, (first + last) / 2 - across
        xx += number * (middle * middle + number * number / 12)
        yy += number * (row - down) ** 2
        xy += number * middle * (row - down)
    narrow = ((xx + yy) - math.hypot(xx - yy, 2 * xy)) / 2 / pixels
    return math.sqrt(max(0.0, narrow)) <= 0.075 * math.hypot(right - left, bottom - top) + 0.1 * SCALE
