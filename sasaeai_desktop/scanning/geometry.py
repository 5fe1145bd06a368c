"""From a crooked scan to an upright page: projective maps by four points, affine ones by three."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PIL import Image

from sasaeai_desktop.domain.errors import InputError

Point = tuple[float, float]
Coefficients = tuple[float, ...]  # the eight numbers of Pillow's PERSPECTIVE: page -> scan

SCALE = 8  # pixels per millimetre of the upright page (203 dpi)
PAGE = (210 * SCALE, 297 * SCALE)


class FlatError(InputError):
    """Three points on one line say nothing about a page."""


def upright(scan: Image.Image, map_: Coefficients) -> Image.Image:
    """Return the page of a scan, upright, ``SCALE`` pixels per millimetre; what lies outside is white."""
    return scan.transform(
        PAGE, Image.Transform.PERSPECTIVE, map_, Image.Resampling.BILINEAR, fillcolor="white"
    )


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
    a, b, c, d, e, f, g, h = map_
    x, y = x * SCALE, y * SCALE
    below = g * x + h * y + 1
    return (a * x + b * y + c) / below, (d * x + e * y + f) / below


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
