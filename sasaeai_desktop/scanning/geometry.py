"""From a crooked scan to an upright page: projective maps by four points, affine ones by three."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PIL import Image

from sasaeai_desktop.domain.errors import InputError

Point = tuple[float, float]
Coefficients = tuple[float, ...]  # the eight numbers of Pillow's PERSPECTIVE: page -> scan

SCALE = 8  # pixels per millimetre of the upright page (203 dpi)
PAGE = (210 * SCALE, 297 * SCALE)
_COARSE, _FINE = 0.88, 1.25  # pixels of the scan to one of the page
_MOST_BEND = 0.35  # pixels


class FlatError(InputError):
    """Three points on one line say nothing about a page."""


def upright(scan: Image.Image, map_: Coefficients) -> Image.Image:
    """Return the page of a scan, upright, ``SCALE`` pixels per millimetre; what lies outside is white.

    A scan about as fine as that is taken pixel by pixel, tile by tile: a seventh of the time of weighing four
    neighbours for every pixel. A finer one is made as coarse first, a coarser one is weighed.
    """
    fineness = _fineness(map_)
    if fineness < _COARSE:
        return scan.transform(
            PAGE, Image.Transform.PERSPECTIVE, map_, Image.Resampling.BILINEAR, fillcolor="white"
        )
    if fineness > _FINE:
        size = max(1, round(scan.width / fineness)), max(1, round(scan.height / fineness))
        across, down = size[0] / scan.width, size[1] / scan.height
        a, b, c, d, e, f, g, h = map_
        map_ = (a * across, b * across, c * across, d * down, e * down, f * down, g, h)
        scan = scan.resize(size, Image.Resampling.BOX)
    for tiles in (1, 2, 4, 8):
        if _bend(map_, tiles) <= _MOST_BEND:
            return _tiled(scan, map_, tiles)
    return scan.transform(
        PAGE, Image.Transform.PERSPECTIVE, map_, Image.Resampling.NEAREST, fillcolor="white"
    )


def _fineness(map_: Coefficients) -> float:
    """Return how many pixels of the scan make one of the page, in its middle."""
    x, y = PAGE[0] / 2, PAGE[1] / 2
    here, right, below = (_at(map_, *p) for p in ((x, y), (x + 1, y), (x, y + 1)))
    return min(math.dist(here, right), math.dist(here, below))


def _at(map_: Coefficients, x: float, y: float) -> Point:
    a, b, c, d, e, f, g, h = map_
    below = g * x + h * y + 1
    return (a * x + b * y + c) / below, (d * x + e * y + f) / below


def _bend(map_: Coefficients, tiles: int) -> float:
    """Return by how many pixels the map leaves an affine one within the tiles that it bends most."""
    wide, high = PAGE[0] / tiles, PAGE[1] / tiles
    most = 0.0
    for left in (0.0, PAGE[0] - wide):
        for top in (0.0, PAGE[1] - high):
            ends = [_at(map_, left + x, top + y) for x in (0.0, wide) for y in (0.0, high)]
            (a, b), (c, d), (e, f), (g, h) = ends
            most = max(most, abs(a + g - c - e) / 4, abs(b + h - d - f) / 4)
    return most


def _tiled(scan: Image.Image, map_: Coefficients, tiles: int) -> Image.Image:
    page = Image.new("L", PAGE, 255)
    wide, high = -(-PAGE[0] // tiles), -(-PAGE[1] // tiles)
    for left in range(0, PAGE[0], wide):
        for top in range(0, PAGE[1], high):
            size = min(wide, PAGE[0] - left), min(high, PAGE[1] - top)
            ends = [_at(map_, left + x, top + y) for x in (0, size[0]) for y in (0, size[1])]
            (a, b), (c, d), (e, f), (g, h) = ends
            across = (e + g - a - c) / 2 / size[0], (f + h - b - d) / 2 / size[0]
            down = (c + g - a - e) / 2 / size[1], (d + h - b - f) / 2 / size[1]
            x, y = (a + c + e + g) / 4, (b + d + f + h) / 4
            x -= (across[0] * size[0] + down[0] * size[1]) / 2
            y -= (across[1] * size[0] + down[1] * size[1]) / 2
            affine = (across[0], down[0], x, across[1], down[1], y)
            part = scan.transform(
                size, Image.Transform.AFFINE, affine, Image.Resampling.NEAREST, fillcolor="white"
            )
            page.paste(part, (left, top))
    return page


def page_to_scan(wanted: Mapping[int, Point], found: Mapping[int, Point]) -> Coefficients:
    """Return the map from the page (pixels of `upright`) to the scan.

    Args:
        wanted: where points lie on the page in millimetres.
        found: where three or four of them lie in the scan, in pixels.

    Raises:
        FlatError: the points lie on one line.
    """
    rows: list[list[float]] = []
    values: list[float] = []
    projective = len(found) > 3
    for name, (u, v) in found.items():
        x, y = (part * SCALE for part in wanted[name])
        more_u, more_v = ([-u * x, -u * y], [-v * x, -v * y]) if projective else ([], [])
        rows += [[x, y, 1, 0, 0, 0, *more_u], [0, 0, 0, x, y, 1, *more_v]]
        values += [u, v]
    solved = _solve(rows, values)
    return tuple(solved) if projective else (*solved, 0.0, 0.0)


def mapped(map_: Coefficients, x: float, y: float) -> Point:
    """Return where a point of the page (millimetres) lies in the scan (pixels)."""
    return _at(map_, x * SCALE, y * SCALE)


def is_mirrored(corners: Sequence[Point]) -> bool:
    """Say whether a figure, three or more of its corners given clockwise, is seen from behind."""
    if len(corners) < 3:
        return False
    ends = zip(corners, (*corners[1:], corners[0]), strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in ends) < 0


def crossing(corners: Sequence[Point]) -> Point:
    """Return where the diagonals of a four-sided figure cross, its corners given in order."""
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = corners
    below = (x1 - x3) * (y2 - y4) - (y1 - y3) * (x2 - x4)
    if abs(below) < 1e-9:
        return sum(p[0] for p in corners) / 4, sum(p[1] for p in corners) / 4
    first, second = x1 * y3 - y1 * x3, x2 * y4 - y2 * x4
    return (
        (first * (x2 - x4) - (x1 - x3) * second) / below,
        (first * (y2 - y4) - (y1 - y3) * second) / below,
    )


def _solve(rows: list[list[float]], values: list[float]) -> list[float]:
    """Solve as many equations as unknowns (Gauss, with pivots)."""
    size = len(values)
    table = [[*row, value] for row, value in zip(rows, values, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(table[r][column]))
        if abs(table[pivot][column]) < 1e-9:
            raise FlatError("四すみの印の ならび方が ちがいます。", "もう一度読み取ってください。")
        table[column], table[pivot] = table[pivot], table[column]
        for row in range(size):
            if row != column and table[row][column]:
                factor = table[row][column] / table[column][column]
                table[row] = [a - factor * b for a, b in zip(table[row], table[column], strict=True)]
    return [table[at][size] / table[at][at] for at in range(size)]
