"""What is darker than the paper round it: shading taken off, strokes joined from their pixels.

Everything is measured on the upright page (`geometry.SCALE` pixels per millimetre), against the paper right
there, so a grey scan, a shadow or a faint pencil shift the measure and not the verdict. Only the bands of the page
that hold boxes are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from PIL import Image, ImageChops, ImageFilter

from sasaeai_desktop.scanning.geometry import SCALE

_SOFT = ImageFilter.Kernel((3, 3), (1, 2, 1, 2, 4, 2, 1, 2, 1))  # single grains of noise go, strokes stay
_COARSE = 24  # pixels of one cell in which the paper's own brightness is judged
_WINDOW = 5  # such cells: 15 mm, wider than any filled box
_LIGHT = 0.72  # of the cells of a window are darker than what counts as paper
LEAST_CONTRAST = 0.085  # of the paper's brightness
NOISE = 4.5  # so many deviations of the paper's own grain stay below the threshold
_ROOM = round(2.4 * SCALE)  # round a band
_SAMPLE = 48  # about so many boxes tell the grain
_DARKEST = 5  # the darkest fifth of the ink tells the pen
_RUN = re.compile(b"\xff+")
Window = tuple[int, int, int, int]


@dataclass(slots=True)
class Stroke:
    """Dark pixels that hang together; positions in pixels of its window."""

    left: int
    top: int
    right: int
    bottom: int
    pixels: int
    runs: list[tuple[int, int, int]]  # row, first column, after the last column

    @property
    def length(self) -> float:
        """Return the longer side in millimetres."""
        return float(max(self.right - self.left, self.bottom - self.top)) / SCALE

    @property
    def area(self) -> float:
        """Return the dark area in square millimetres."""
        return self.pixels / SCALE**2


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the page: how much darker than the paper, 0..255."""

    window: Window
    dark: Image.Image


@dataclass(frozen=True, slots=True)
class Ink:
    """A page as darkness.

    Attributes:
        bands: the parts that are looked at, from the top down.
        paper: the paper's own brightness, one pixel for ``_COARSE`` of the page.
        grain: deviation of the darkness where nothing was printed or written.
    """

    bands: tuple[Band, ...]
    paper: Image.Image
    grain: float

    def cut(self, window: Window) -> Image.Image:
        """Return the darkness of a window (pixels of the page) that lies in one of the bands; 0 beside them."""
        left, top, right, bottom = window
        middle = (top + bottom) / 2
        for band in self.bands:
            if band.window[1] <= middle < band.window[3]:
                x, y = band.window[:2]
                return band.dark.crop((left - x, top - y, right - x, bottom - y))
        return Image.new("L", (right - left, bottom - top), 0)  # off the paper

    def paper_at(self, window: Window) -> int:
        """Return the paper's brightness in the middle of a window."""
        x, y = (window[0] + window[2]) // 2 // _COARSE, (window[1] + window[3]) // 2 // _COARSE
        value = self.paper.getpixel(
            (min(max(x, 0), self.paper.width - 1), min(max(y, 0), self.paper.height - 1))
        )
        assert isinstance(value, int | float), "one band"
        return round(value)

    def threshold(self, window: Window) -> int:
        """Return from which darkness on a pixel of a window counts as ink."""
        return max(10, round(LEAST_CONTRAST * self.paper_at(window)), round(NOISE * self.grain))

    def strokes(self, window: Window) -> list[Stroke]:
        """Return the strokes of a window, its pixels thresholded."""
        return strokes_above(self.cut(window), self.threshold(window))


def pen_of(cut: Image.Image, limit: int) -> int:
    """Return the pen's darkness: what the darkest fifth of the ink (above ``limit``) reaches."""
    counts = cut.histogram()
    left = sum(counts[limit + 1 :]) // _DARKEST
    pen = 255
    while pen > limit and left > 0:
        left -= counts[pen]
        pen -= 1
    return pen


def strokes_above(cut: Image.Image, limit: int) -> list[Stroke]:
    """Return the strokes of pixels darker than ``limit``."""
    darkest = cut.getextrema()[1]
    if darkest <= limit:  # type: ignore[operator]  # one band gives two numbers
        return []
    return strokes_of(cut.point(_ABOVE[limit]))


_ABOVE = [[0] * (limit + 1) + [255] * (255 - limit) for limit in range(256)]


def ink_of(page: Image.Image, wanted: Iterable[Window], blank: Sequence[Window]) -> Ink:
    """Return the darkness of an upright page.

    Args:
        page: grey, from `geometry.upright`.
        wanted: windows that will be looked at.
        blank: windows most of which hold nothing (the inner parts of the boxes): they tell the grain.
    """
    coarse = page.reduce(_COARSE)
    rank = min(_WINDOW**2 - 1, int(_WINDOW**2 * _LIGHT))
    ground = coarse.filter(ImageFilter.RankFilter(_WINDOW, rank)).filter(ImageFilter.GaussianBlur(1))
    bands = tuple(Band(window, _darkness(page, ground, window)) for window in _bands(wanted, page.size))
    ink = Ink(bands, ground, 0.0)
    return Ink(bands, ground, _grain(ink.cut(window) for window in blank[:: max(1, len(blank) // _SAMPLE)]))


def _darkness(page: Image.Image, ground: Image.Image, window: Window) -> Image.Image:
    left, top, right, bottom = window
    near = (left / _COARSE, top / _COARSE, right / _COARSE, bottom / _COARSE)
    paper = ground.resize((right - left, bottom - top), Image.Resampling.BILINEAR, near)
    return ImageChops.subtract(paper, page.crop(window).filter(_SOFT))


def _bands(wanted: Iterable[Window], size: tuple[int, int]) -> list[Window]:
    """Return the parts of the page in which all windows lie, with room round them."""
    found: list[list[int]] = []
    for left, top, right, bottom in sorted(wanted, key=lambda w: w[1]):
        if found and top - _ROOM <= found[-1][3] + _ROOM:
            last = found[-1]
            last[0], last[2], last[3] = min(last[0], left), max(last[2], right), max(last[3], bottom)
        else:
            found.append([left, top, right, bottom])
    return [
        (max(0, a - _ROOM), max(0, b - _ROOM), min(size[0], c + _ROOM), min(size[1], d + _ROOM))
        for a, b, c, d in found
    ]


def _grain(blank: Iterable[Image.Image]) -> float:
    """Return the usual deviation of empty boxes; the darker two thirds of the boxes are not asked."""
    found: list[float] = []
    for cut in blank:
        counts = cut.histogram()
        # Only darkness is kept, so half of the grain stands at 0: its square mean is that of one half.
        found.append((2 * sum(v * v * n for v, n in enumerate(counts) if n) / max(1, sum(counts))) ** 0.5)
    found.sort()
    return median(found[: len(found) // 3 + 1]) if found else 0.0


def strokes_of(cut: Image.Image) -> list[Stroke]:
    """Return the connected parts (by edge or corner) of a picture of 0 and 255."""
    wide, high = cut.size
    plain = cut.tobytes()
    # One light pixel after every row keeps a run from going on in the next one.
    data = b"\0".join(plain[at : at + wide] for at in range(0, wide * high, wide))
    step = wide + 1
    strokes: list[Stroke] = []
    merged: dict[int, int] = {}
    above: list[tuple[int, int, int]] = []  # first, after last, index of its stroke
    here: list[tuple[int, int, int]] = []
    now = -1
    for match in _RUN.finditer(data):
        start, end = match.span()
        row = start // step
        first, last = start - row * step, end - row * step
        if row != now:
            above = here if row == now + 1 else []
            here, now = [], row
        index = -1
        for a, b, touched in above:
            if a <= last and b >= first:
                other = touched
                while other in merged:
                    other = merged[other]
                if index < 0:
                    index = other
                elif other != index:
                    _join(strokes[index], strokes[other])
                    merged[other] = index
        if index < 0:
            index = len(strokes)
            strokes.append(Stroke(first, row, last, row + 1, last - first, [(row, first, last)]))
        else:
            stroke = strokes[index]
            stroke.left, stroke.right = min(stroke.left, first), max(stroke.right, last)
            stroke.bottom = row + 1
            stroke.pixels += last - first
            stroke.runs.append((row, first, last))
        here.append((first, last, index))
    return [s for i, s in enumerate(strokes) if i not in merged]


def _join(into: Stroke, other: Stroke) -> None:
    into.left, into.right = min(into.left, other.left), max(into.right, other.right)
    into.top, into.bottom = min(into.top, other.top), max(into.bottom, other.bottom)
    into.pixels += other.pixels
    into.runs += other.runs
