"""✓ and レ: two straight arms that meet in one corner below, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sasaeai_desktop.scanning.geometry import SCALE
from sasaeai_desktop.scanning.strands import Graph, Run, Strand, frame

_CHECK_LEAST = 1.6  # mm high: a lower one is the trough of a wave
_OPENING = math.radians(30)  # of a check's arms; 〃 whose lines touch opens less
_RIGHT_ARM = (math.radians(1), math.radians(72))  # from upright
_LEFT_ARM = math.radians(66)  # flatter is the shaft of an arrow
_LEFTWARDS = math.radians(-36)  # both arms together: no check leans further to the left, an arrow → does
_RIGHT_SHARE = 0.47  # the barb of an arrow is shorter, the kick of レ longer
_KICK, _KICK_OPEN = 0.62, math.radians(42)  # a kick that is so short opens so wide, or it is half of an arrow
_BARB, _BARB_LEAN = (
    0.62,
    math.radians(20),
)  # a short left arm beside an upright one may be half of an arrow ...
_BARB_OPEN, _BARB_LEAST = (
    math.radians(46),
    math.radians(11),
)  # ... unless they open wide, and neither stands upright
_ARM_SHARE, _ARM_LEAST = 0.13, 0.5  # of the height, mm
_BENT, _BENT_LEAST = 0.15, 0.14  # of an arm's length, mm: how far it may leave the straight line
_STEM = 0.37  # of the height: where more than this hangs below the meeting, it is a Y or a 4
_STEM_LEAST = 0.65  # mm
_PARTED = 0.9  # mm: so far apart two arms do not meet; two lines that stand on one do
_UNEVEN, _UNEVEN_SHARE = 2.4, 0.28  # rows wider than the usual one of an arm, and their share: a blot is none
_PRUNED = 0.025  # of its pixels may have been taken off as trembling: an arrow has barbs
_CORNER = (
    -0.4,
    0.27,
)  # of the height: so far above the lower end the arms' own lines cross; those of Y higher up
_CORNER_THICK = (
    1.2  # ... or so many times as thick as the lines: a flat check is hardly higher than its corner
)
_UNTOLD, _BESIDE = (
    0.05,
    0.12,
)  # share of the ink (by its distance) that lies farther beside both arms than this (mm)
_WIDEST = 0.78  # of the width: a row that is so wide is a bar


def is_check(graph: Graph, part: Sequence[Run], thick: float) -> bool:
    """Say whether a sign is a check.

    Args:
        graph: of the sign, its loose ends taken off.
        part: its runs.
        thick: how thick its lines are, mm.
    """
    met = graph.meeting()
    pixels = sum(last - first for _, first, last in part)
    if met is None or graph.pruned > _PRUNED * pixels:
        return False
    one, two, stem = met
    left, right = (one, two) if one.last_middle <= two.last_middle else (two, one)
    box_left, top, box_right, bottom = frame(part)
    widest = max(last - first for _, first, last in part)
    low = bottom - top < _CHECK_LEAST * SCALE
    if low or widest > _WIDEST * (box_right - box_left) or not (_is_even(left) and _is_even(right)):
        return False
    widths = sorted(last - first for arm in (left, right) for _, first, last in arm.runs)
    usual = widths[len(widths) // 2]
    hanging = sum(1 for _, first, last in stem.runs if last - first <= 1.4 * usual + 1)
    if hanging > max(_STEM * (bottom - top), _STEM_LEAST * SCALE):
        return False
    if right.runs[-1][1] - left.runs[-1][2] > _PARTED * SCALE:
        return False
    vertex = stem.end_middle, float(bottom - 1)
    return _are_arms(left, right, vertex, bottom - top) and _are_all(left, right, part, thick * SCALE)


def _are_all(left: Strand, right: Strand, part: Sequence[Run], thick: float) -> bool:
    """Say whether a sign is nothing but two arms: no stem under the place where their lines cross, nothing beside them."""
    (x1, lean1, y1), (x2, lean2, y2) = _line_of(left), _line_of(right)
    if abs(lean1 - lean2) < 1e-6:
        return False
    cross = (x2 - x1 - lean2 * y2 + lean1 * y1) / (lean1 - lean2)
    _, top, _, bottom = frame(part)
    hanging, high = bottom - cross, bottom - top
    if hanging < _CORNER[0] * high or hanging > max(_CORNER[1] * high, _CORNER_THICK * thick):
        return False
    near, beside, pixels = thick / 2 + _BESIDE * SCALE, 0.0, 0
    upright = (math.hypot(1, lean1), math.hypot(1, lean2))
    for row, first, last in part:
        one, two = x1 + lean1 * (row - y1), x2 + lean2 * (row - y2)
        pixels += last - first
        for x in range(first, last):
            away = min(abs(x - one) / upright[0], abs(x - two) / upright[1])
            beside += max(0.0, away - near)
    return beside <= _UNTOLD * thick * pixels


def _line_of(arm: Strand) -> tuple[float, float, float]:
    """Return (x, columns per row, y) of the straight line through the middles of an arm's rows."""
    some = list(arm.middles())
    y, x = sum(row for row, _ in some) / len(some), sum(middle for _, middle in some) / len(some)
    spread = sum((row - y) ** 2 for row, _ in some)
    lean = sum((row - y) * (middle - x) for row, middle in some) / spread if spread else 0.0
    return x, lean, y


def _are_arms(left: Strand, right: Strand, vertex: tuple[float, float], high: int) -> bool:
    """Say whether two strands leave a corner as the arms of a check do."""
    heights = [vertex[1] - arm.runs[0][0] for arm in (left, right)]
    # From upright, to the right positive.
    angles = [_angle(arm, vertex) for arm in (left, right)]
    return (
        min(heights) >= max(_ARM_SHARE * high, _ARM_LEAST * SCALE)
        and heights[1] >= _RIGHT_SHARE * high
        and (heights[1] >= _KICK * high or angles[1] - angles[0] >= _KICK_OPEN)
        and _RIGHT_ARM[0] <= angles[1] <= _RIGHT_ARM[1]
        and angles[0] >= -_LEFT_ARM
        and sum(angles) >= _LEFTWARDS
        and (heights[0] >= _BARB * heights[1] or _is_no_barb(angles[0], angles[1]))
        and angles[1] - angles[0] >= _OPENING
        and _is_straight(left, vertex)
        and _is_straight(right, vertex)
    )


def _is_no_barb(left: float, right: float) -> bool:
    """Say whether a short left arm stands off the right one as that of a check does, and not the barb of an arrow."""
    return right >= _BARB_LEAN or (right >= _BARB_LEAST and right - left >= _BARB_OPEN)


def _is_even(arm: Strand) -> bool:
    """Say whether an arm is about equally thick: a blot or a scribble on it is not."""
    widths = sorted(last - first for _, first, last in arm.runs)
    usual = widths[len(widths) * 3 // 10]
    return sum(1 for width in widths if width > _UNEVEN * usual) <= _UNEVEN_SHARE * len(widths) + 1


def _angle(arm: Strand, vertex: tuple[float, float]) -> float:
    x, y = arm.tip()
    return math.atan2(x - vertex[0], vertex[1] - y)


def _is_straight(arm: Strand, vertex: tuple[float, float]) -> bool:
    """Say whether the middles of an arm's rows lie near the line from its tip to the vertex."""
    x, y = arm.tip()
    across, down = vertex[0] - x, vertex[1] - y
    length = math.hypot(across, down)
    allowed = _BENT * length + _BENT_LEAST * SCALE
    return all(
        abs((middle - x) * down - (row - y) * across) <= allowed * length for row, middle in arm.middles()
    )
