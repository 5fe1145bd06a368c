"""Where the printed lines really lie: paper stretches and bows, and three corners tell less than four.

Every grid is slid as a whole first, then every patch of it (a few rows by a few columns) a little further: a page
in the gutter of a book bows by more than a millimetre between its edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sasaeai_desktop.domain.paper_boxes import TickBox
from sasaeai_desktop.scanning.geometry import SCALE
from sasaeai_desktop.scanning.ink import Ink, Window

SEARCH = 1.6  # mm in each direction
LEAST_LINE = 14.0  # darkness of the printed lines over what lies beside them, 0..255
_PATCH = 27.0  # mm, its longest side
_BOW = 1.3  # mm by which a patch may lie off its grid
_STILL = (
    0.06  # of a line's darkness, for each pixel: a patch stays with its grid unless its lines say otherwise
)

Shift = tuple[float, float]
"""(x, y) in pixels by which a box lies off its place."""


@dataclass(frozen=True, slots=True)
class Field:
    """How the patches of one grid lie: middles in pixels, shifts by (row, column)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    shifts: tuple[tuple[Shift, ...], ...]

    def at(self, x: float, y: float) -> Shift:
        """Return the shift of a place, between those of the four patches round it."""
        (a, b, across), (c, d, down) = _between(self.xs, x), _between(self.ys, y)
        top = _mixed(self.shifts[c][a], self.shifts[c][b], across)
        return _mixed(top, _mixed(self.shifts[d][a], self.shifts[d][b], across), down)


def _between(places: Sequence[float], at: float) -> tuple[int, int, float]:
    for upper in range(1, len(places)):
        if at < places[upper] or upper == len(places) - 1:
            lower = upper - 1
            share = (at - places[lower]) / (places[upper] - places[lower])
            return lower, upper, min(1.25, max(-0.25, share))  # goes on a little beyond the last middle
    return 0, 0, 0.0


def _mixed(one: Shift, two: Shift, share: float) -> Shift:
    return one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share


def all_shifts(ink: Ink, boxes: Sequence[TickBox]) -> tuple[list[Shift], bool]:
    """Return by how many pixels each box lies off its place, and whether the lines of all grids were seen.

    Loose small boxes lie as the grid next to them: words beside them look too much like lines.
    """
    groups: dict[int, list[TickBox]] = {}
    for box in boxes:
        groups.setdefault(box.group, []).append(box)
    grids = {group: some for group, some in groups.items() if some[0].sure}
    fields: dict[int, Field | None] = {}
    for group, some in grids.items():
        fields[group] = field_of(ink, some)
    near = {g: g if g in grids else min(grids, key=lambda o: _gap(grids[o], some), default=-1) for g, some in groups.items()}  # fmt: skip
    shifts: list[Shift] = []
    for box in boxes:
        field = fields.get(near[box.group])
        x, y, wide, high = box.rect
        shifts.append(field.at((x + wide / 2) * SCALE, (y + high / 2) * SCALE) if field else (0.0, 0.0))
    return shifts, all(field is not None for field in fields.values())


def _gap(grid: Sequence[TickBox], boxes: Sequence[TickBox]) -> float:
    tops, ends = [b.rect[1] for b in grid], [b.rect[1] + b.rect[3] for b in grid]
    at = boxes[0].rect[1]
    return max(min(tops) - at, at - max(ends), 0.0)


def field_of(ink: Ink, boxes: Sequence[TickBox]) -> Field | None:
    """Return how a grid lies; None where its lines were not seen.

    Args:
        ink: of the page.
        boxes: all boxes of one grid.
    """
    columns, rows = _edges(boxes, 0), _edges(boxes, 1)
    room = round((SEARCH + 0.5) * SCALE)
    left, top, right, bottom = columns[0], rows[0], columns[-1], rows[-1]
    patches_x, patches_y = _patches(columns), _patches(rows)
    across = _Lines(ink, (left - room, top, right + room, bottom), columns, len(patches_y), down=False)
    down = _Lines(ink, (left, top - room, right, bottom + room), rows, len(patches_x), down=True)
    x, y = across.whole(), down.whole()
    if x is None or y is None:
        return None
    shifts = [
        [(across.part(j, patches_x[i], x), down.part(i, patches_y[j], y)) for i in range(len(patches_x))]
        for j in range(len(patches_y))
    ]
    return Field(
        tuple((columns[a] + columns[b]) / 2 for a, b in patches_x),
        tuple((rows[a] + rows[b]) / 2 for a, b in patches_y),
        tuple(tuple(row) for row in _steadied(shifts)),
    )


def _steadied(shifts: list[list[Shift]]) -> list[list[Shift]]:
    """Replace a patch that lies otherwise than its neighbours by their middle one: a drawn line misled it."""
    out: list[list[Shift]] = []
    for j, row in enumerate(shifts):
        out.append([])
        for i in range(len(row)):
            near = [
                shifts[n][m]
                for n in range(max(0, j - 1), min(len(shifts), j + 2))
                for m in range(max(0, i - 1), min(len(row), i + 2))
            ]
            here: list[float] = []
            for axis in (0, 1):
                some = sorted(s[axis] for s in near)
                middle = some[len(some) // 2]
                own = row[i][axis]
                here.append(own if abs(own - middle) <= 0.45 * SCALE else middle)
            out[-1].append((here[0], here[1]))
    return out


def _edges(boxes: Sequence[TickBox], axis: int) -> list[int]:
    """Return where the lines between the boxes lie along an axis, in pixels."""
    ends = {round(box.rect[axis] * SCALE) for box in boxes}
    ends |= {round((box.rect[axis] + box.rect[axis + 2]) * SCALE) for box in boxes}
    found: list[int] = []
    for end in sorted(ends):
        if not found or end - found[-1] > 2:  # two roundings of one line
            found.append(end)
    return found


def _patches(edges: Sequence[int]) -> list[tuple[int, int]]:
    """Return which lines the patches lie between."""
    total = max(1, round((edges[-1] - edges[0]) / (_PATCH * SCALE)))
    cuts = [round(n * (len(edges) - 1) / total) for n in range(total + 1)]
    return [(a, b) for a, b in pairwise(cuts) if b > a]


class _Lines:
    """The lines of one direction: a profile of darkness across them for every patch along them.

    Args:
        ink: of the page.
        window: of the grid, with room on both sides of its outer lines.
        edges: where the lines should lie, in pixels of the page.
        number: of patches along the lines, all about as wide.
        down: whether the lines are level ones.
    """

    def __init__(self, ink: Ink, window: Window, edges: Sequence[int], number: int, *, down: bool) -> None:
        left, top, right, bottom = window
        self._marks = [edge - (top if down else left) for edge in edges]
        # One pixel of the profile is the mean of one patch's width.
        length = bottom - top if down else right - left
        data = ink.profile(window, (number, length) if down else (length, number))
        step = number if down else 1
        starts = range(number) if down else range(0, number * length, length)
        raw = [data[at : at + (length - 1) * step + 1 : step] for at in starts]
        self._profiles = [_thick(profile) for profile in raw]
        self._sum = [sum(some) / number for some in zip(*self._profiles, strict=True)]

    def whole(self) -> int | None:
        """Return the shift of the grid; None where its lines do not stand out."""
        reach = round(SEARCH * SCALE)
        scores = _scores(self._sum, self._marks, -reach, reach)
        best = max(range(-reach, reach + 1), key=lambda shift: (round(scores[shift + reach], 6), -abs(shift)))
        lines = scores[best + reach] - sum(scores) / len(scores)
        return best if lines >= LEAST_LINE else None

    def part(self, patch: int, between: tuple[int, int], shift: int) -> float:
        """Return the shift of a patch, near that of its grid."""
        marks = self._marks[between[0] : between[1] + 1]
        reach, most = round(_BOW * SCALE), round(SEARCH * SCALE)
        low, high = max(-most, shift - reach), min(most, shift + reach)
        found = _scores(self._profiles[patch], marks, low, high)
        here = max(found[shift - low], LEAST_LINE)
        scores = [score - _STILL * here * abs(at - shift) for at, score in enumerate(found, low)]
        at = scores.index(max(scores))
        return _peak(scores, at) + low


def _thick(profile: bytes) -> list[float]:
    """Return a profile in which every place holds the mean of itself (twice) and its neighbours."""
    before, after = (0, *profile[:-1]), (*profile[1:], 0)
    return [(2 * m + a + b) / 4 for m, a, b in zip(profile, before, after, strict=True)]


def _scores(profile: Sequence[float], marks: Sequence[int], low: int, high: int) -> list[float]:
    """Return the mean darkness at the marks for every shift from ``low`` to ``high``; the window has room for them."""
    slices = [profile[mark + low : mark + high + 1] for mark in marks]
    return [sum(some) / len(marks) for some in zip(*slices, strict=True)]


def _peak(scores: Sequence[float], at: int) -> float:
    """Return the place of a peak between its pixels."""
    if not 0 < at < len(scores) - 1:
        return float(at)
    a, b, c = scores[at - 1 : at + 2]
    curve = a - 2 * b + c
    return at + (0.5 * (a - c) / curve if curve < -1e-9 else 0.0)
