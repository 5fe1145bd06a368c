"""What is filled in: ● and ■ by hand, a punched hole, a word that ran into a blot."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from PIL import Image

from sasaeai_desktop.scanning.geometry import SCALE, Point
from sasaeai_desktop.scanning.ink import strokes_of
from sasaeai_desktop.scanning.strands import Run, frame

# A filled box (also on its corner): share of the frame, and of every row and column from end to end.
_SOLID, _FILLED = 0.58, 0.95
_SOLID_LEAST = 2.0  # mm, its shorter side
_SOLID_FLAT = 0.42  # its shorter side is at least this share of the longer one
# The sides of the smallest rectangle round it, of 1,350 ● and ■ 0.71 at least and 3.4 mm: two thick lines that touch (〃) have
# 0.5 and 1.9 mm.
_SIDES, _SIDE_LEAST = 0.62, 2.4
_SOLID_MOST = 8.2  # mm
_CONVEX = 0.9  # of its hull: a word that ran into a blot has notches
# A rectangle with so much of its rows and columns, and of its hull, is a box filled in a hurry; so long (mm), as a small 留
# may run into one.
_HURRIED, _RAGGED, _HURRIED_LEAST = 0.93, 0.87, 4.4
_BOXY = 0.81  # of its frame: half a disc fills less
_RECTANGLE = 0.83  # of the smallest rectangle round it, however it leans: an ellipse fills 0.785, a stamp that ran up to 0.82
_BULGE = 0.4  # mm: so far a side of a filled box may leave the straight line
_GAPS = 0.993  # of its rows and columns: a stain or a wash of colour has none, what a hand fills in has some
_ROUNDED = 0.85  # of its hull: a ring or spot with what it has within; 王 has notches
_LIGHT_LEAST = 6  # pixels of a light place
_STUBBY, _THIN = 3.0, 5.0  # its length squared by its pixels: up to here it is short, from here on thin
_LONG = 1.2  # mm: so long is a streak
_BROAD, _BROAD_SHARE = (
    0.6,
    0.5,
)  # mm, of its length: so broad is no gap between two lines that a pen drew to and fro
_DOTS = bytes.maketrans(b"01", b"\0\xff")
_HOLE = (5.2, 8.6)  # mm: a punched hole
_OVAL = 1.06  # the longer side of a hole that is seen whole, by the shorter one
_CUT = 2.4  # mm: so long an upright piece of edge no disc has
_HOLE_ROUND, _HOLE_SHARE = 0.1, 0.72  # mm: so near to a circle so much of its edge lies by no hand


def filled(part: Sequence[Run]) -> str:
    """Return "solid", "hole" or "blot" for a filled shape: few holes between the ends of its rows, and of its columns."""
    left, top, right, bottom = frame(part)
    wide, high = right - left, bottom - top
    pixels = sum(last - first for _, first, last in part)
    if pixels < _SOLID * wide * high or min(wide, high) < max(
        _SOLID_LEAST * SCALE, _SOLID_FLAT * max(wide, high)
    ):
        return ""
    rows = _rows(part)
    spans, hull = max(_span(rows), _down_span(rows)), _hull_area(part)
    untidy = max(wide, high) >= _HURRIED_LEAST * SCALE and pixels >= max(_HURRIED * spans, _RAGGED * hull)
    hurried = untidy and is_rectangle(part)
    if pixels < _FILLED * spans and not hurried:
        return ""
    if max(wide, high) > _SOLID_MOST * SCALE or (pixels < _CONVEX * hull and not hurried):
        return "blot"
    less, more = _smallest_rectangle(part)
    if less < max(_SIDE_LEAST * SCALE, _SIDES * more):
        return "blot"
    return "hole" if _is_hole(rows) else "solid"


def has_gaps(part: Sequence[Run]) -> bool:
    """Say whether a filled shape has the gaps of a pencil or pen that went to and fro."""
    rows = _rows(part)
    return sum(last - first for _, first, last in part) < _GAPS * max(_span(rows), _down_span(rows))


def encloses(part: Sequence[Run]) -> bool:
    """Say whether a part and what it has within fill its hull: a ring or a spot, no sign of strokes."""
    rows = _rows(part)
    light = sum(line.bit_count() for line in _enclosed(rows))
    return sum(last - first for _, first, last in part) + light >= _ROUNDED * _hull_area(part)


@dataclass(frozen=True, slots=True)
class Light:
    """A light place within a filled shape, in pixels.

    A pen that went to and fro leaves long and thin ones, which are streaks; a stamp or a word that ran into a blot
    leaves short ones, or what its strokes stand round, which is broad.
    """

    wide: int
    high: int
    pixels: int

    @property
    def is_short(self) -> bool:
        """Whether it is as broad as long, about."""
        return max(self.wide, self.high) ** 2 < _STUBBY * self.pixels

    @property
    def is_broad(self) -> bool:
        """Whether it reaches far in both directions."""
        less, more = sorted((self.wide, self.high))
        return less >= _BROAD * SCALE and less >= _BROAD_SHARE * more

    @property
    def is_streak(self) -> bool:
        """Whether it lies between two lines of a pen."""
        longest = max(self.wide, self.high)
        return longest >= _LONG * SCALE and longest**2 >= _THIN * self.pixels


def light_places(parts: Sequence[Sequence[Run]]) -> list[Light]:
    """Return the light places that a filled shape has within."""
    runs = sorted(run for part in parts for run in part)
    if not runs:
        return []
    rows = _enclosed(_rows(runs))
    wide = max(1, *(line.bit_length() for line in rows))
    dots = "".join(f"{line:0{wide}b}" for line in rows).encode().translate(_DOTS)
    picture = Image.frombytes("L", (wide, len(rows)), dots)
    return [
        Light(one.right - one.left, one.bottom - one.top, one.pixels)
        for one in strokes_of(picture)
        if one.pixels >= _LIGHT_LEAST
    ]


def _enclosed(rows: Sequence[int]) -> list[int]:
    """Return the light pixels of a shape that have dark ones on all four sides, as bits."""
    below = [0] * len(rows)
    for at in range(len(rows) - 2, -1, -1):
        below[at] = below[at + 1] | rows[at + 1]
    above, out = 0, []
    for line, under in zip(rows, below, strict=True):
        span = (1 << line.bit_length()) - (line & -line)
        out.append(span & ~line & above & under)
        above |= line
    return out


def _rows(part: Sequence[Run]) -> list[int]:
    """Return the rows of a shape's frame as bits."""
    left, top, _, bottom = frame(part)
    rows = [0] * (bottom - top)
    for row, first, last in part:
        rows[row - top] |= (1 << (last - left)) - (1 << (first - left))
    return rows


def _span(rows: Sequence[int]) -> int:
    """Return how many pixels the rows have from their first to their last dark one."""
    return sum(line.bit_length() - ((line & -line).bit_length() - 1) for line in rows if line)


def _down_span(rows: Sequence[int]) -> int:
    """Return how many pixels the columns have from their first to their last dark one."""
    above = below = under_first = over_last = 0
    for row, mirrored in zip(rows, reversed(rows), strict=True):
        above |= row
        below |= mirrored
        under_first += above.bit_count()
        over_last += below.bit_count()
    return under_first + over_last - len(rows) * above.bit_count()


def _hull_area(part: Sequence[Run]) -> float:
    """Return how many pixels the convex hull of a shape holds."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in _hull_sides(part))) / 2


def _hull_sides(part: Sequence[Run]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the sides of the convex hull of a shape, each by its two ends."""
    points = sorted({(x, y) for row, first, last in part for x in (first, last) for y in (row, row + 1)})
    hull = [*_half_hull(points)[:-1], *_half_hull(points[::-1])[:-1]]
    return list(zip(hull, (*hull[1:], hull[0]), strict=True))


def _half_hull(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for x, y in points:
        while len(out) > 1:
            (ax, ay), (bx, by) = out[-2:]
            if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                break
            out.pop()
        out.append((x, y))
    return out


def _is_hole(rows: Sequence[int]) -> bool:
    """Say whether the edge of a shape lies on a circle as round as only a punch makes it, even where it is cut."""
    ends = [((row & -row).bit_length() - 1.0, float(at)) for at, row in enumerate(rows) if row]
    ends += [(float(row.bit_length()), float(at)) for at, row in enumerate(rows) if row]
    # Where the window cuts the shape, many of its ends lie on one upright line.
    upright = Counter(x for x, _ in ends)
    ends = [end for end in ends if upright[end[0]] <= _CUT * SCALE]
    half = len(ends) // 2
    if half < 12:
        return False
    chosen = [round(half * share) for share in (0.1, 0.3, 0.5, 0.7, 0.88)]
    places = [ends[at] for at in chosen] + [ends[half + at] for at in chosen]
    for three in combinations(places, 3):
        circle = _circle(*three)
        if circle is None or not _HOLE[0] * SCALE <= 2 * circle[2] <= _HOLE[1] * SCALE:
            continue
        x, y, radius = circle
        near = sum(abs(math.hypot(a - x, b - y) - radius) <= _HOLE_ROUND * SCALE for a, b in ends)
        if near >= _HOLE_SHARE * len(ends):
            return True
    return False


def is_oval(part: Sequence[Run]) -> bool:
    """Say whether a filled shape that is seen whole is too oval for a punched hole."""
    left, top, right, bottom = frame(part)
    wide, high = right - left, bottom - top
    return max(wide, high) > _OVAL * min(wide, high)


def fills_frame(part: Sequence[Run]) -> bool:
    """Say whether a filled shape fills its frame as no part of a disc does."""
    left, top, right, bottom = frame(part)
    return sum(last - first for _, first, last in part) >= _BOXY * (right - left) * (bottom - top)


def is_rectangle(part: Sequence[Run]) -> bool:
    """Say whether a filled shape fills a rectangle, which may lean: no disc and no blot does."""
    less, more = _smallest_rectangle(part)
    return sum(last - first for _, first, last in part) >= _RECTANGLE * less * more


def _smallest_rectangle(part: Sequence[Run]) -> tuple[float, float]:
    """Return the sides (shorter, longer) of the smallest rectangle round a shape, in pixels: it has a side along the hull."""
    sides = _hull_sides(part)
    found: list[tuple[float, float, float]] = []
    for (ax, ay), (bx, by) in sides:
        length = math.hypot(bx - ax, by - ay)
        along = [(x * (bx - ax) + y * (by - ay)) / length for (x, y), _ in sides]
        across = [(y * (bx - ax) - x * (by - ay)) / length for (x, y), _ in sides]
        less, more = sorted((max(along) - min(along), max(across) - min(across)))
        found.append((less * more, less, more))
    _, less, more = min(found)
    return less, more


def off_ellipse(part: Sequence[Run]) -> float:
    """Return how many pixels the edge of a shape lies off the ellipse of its own area and moments, on average."""
    x, y, xx, yy, xy = _moments(part)
    spread = xx * yy - xy * xy
    if spread <= 0:
        return 0.0
    off = 0.0
    ends: dict[int, tuple[float, float]] = {}
    for row, first, last in part:
        a, b = ends.get(row, (first, last))
        ends[row] = min(a, first), max(b, last)
    reach = math.ceil(2 * math.sqrt(yy))
    for row in range(min(part[0][0], round(y) - reach), max(part[-1][0], round(y) + reach) + 1):
        down = row - y
        half = math.sqrt(max(0.0, spread * (4 * yy - down * down))) / yy
        middle = x + xy * down / yy + 0.5
        left, right = (middle - half, middle + half) if half else (middle, middle)
        start, end = ends.get(row, (middle, middle))
        off += right - left + end - start - 2 * max(0.0, min(right, end) - max(left, start))
    return off / (math.pi * 2 * (math.sqrt(xx) + math.sqrt(yy)))


def _moments(part: Sequence[Run]) -> tuple[float, float, float, float, float]:
    """Return the middle of a shape (x, y) and its second moments about it (xx, yy, xy), each by its area."""
    number = x = y = xx = yy = xy = 0.0
    for row, first, last in part:
        wide, middle = last - first, (first + last - 1) / 2
        number += wide
        x, y = x + wide * middle, y + wide * row
        xx += wide * (middle * middle + (wide * wide - 1) / 12)
        yy, xy = yy + wide * row * row, xy + wide * middle * row
    x, y = x / number, y / number
    return x, y, xx / number - x * x, yy / number - y * y, xy / number - x * y


def is_boxy(part: Sequence[Run]) -> bool:
    """Say whether a filled shape that is seen whole fills its frame or has about straight sides: a box, no disc."""
    if fills_frame(part):
        return True
    rows = part[round(0.15 * len(part)) : max(1, round(0.85 * len(part)))]
    for side in (1, 2):
        (top, start), (bottom, end) = (rows[0][0], rows[0][side]), (rows[-1][0], rows[-1][side])
        slope = (end - start) / max(1, bottom - top)
        if any(abs(run[side] - start - slope * (run[0] - top)) > _BULGE * SCALE for run in rows):
            return False
    return True


def _circle(one: Point, two: Point, three: Point) -> tuple[float, float, float] | None:
    """Return middle and radius of the circle through three points; None where they lie on a line."""
    (ax, ay), (bx, by), (cx, cy) = one, two, three
    below = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
    if abs(below) < 1e-6:
        return None
    a, b, c = ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy
    x = (a * (by - cy) + b * (cy - ay) + c * (ay - by)) / below
    y = (a * (cx - bx) + b * (ax - cx) + c * (bx - ax)) / below
    return x, y, math.hypot(ax - x, ay - y)
