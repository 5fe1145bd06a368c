"""What is darker than the paper round it: shading taken off, strokes joined from their pixels.

Everything is measured on the upright page (`geometry.SCALE` pixels per millimetre), against the paper right
there, so a grey scan, a shadow or a faint pencil shift the measure and not the verdict. Nine boxes of ten are empty:
a look at half the size says so, and only what holds something is looked at closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from PIL import Image, ImageChops, ImageFilter

from sasaeai_desktop.scanning.geometry import SCALE

_SOFT = ImageFilter.Kernel((3, 3), (1, 2, 1, 2, 4, 2, 1, 2, 1))  # single grains of noise go, strokes stay
_COARSE = 24  # pixels of one cell in which the paper's own brightness is judged
_WINDOW = 5  # such cells: 15 mm, wider than any filled box
_LIGHT = 0.72  # of the cells of a window are darker than what counts as paper
LEAST_CONTRAST = 0.085  # of the paper's brightness
NOISE = 4.5  # so many deviations of the paper's own grain stay below the threshold
_HALF = 2  # pixels to one of the small picture
_CLEAN = 0.75  # of what counts as ink, in the small picture: a thin line is no paler there than this
_SAMPLE = 36  # about so many boxes tell the grain, by their corners ...
_CORNER = 3  # ... of this part of their width and height
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
class Ink:
    """A page as darkness.

    Attributes:
        page: grey, upright.
        small: how much darker than the paper, 0..255, at half the size.
        paper: the paper's own brightness, one pixel for ``_COARSE`` of the page.
        cells: the bytes of ``paper``.
        grain: deviation of the darkness where nothing was printed or written.
    """

    page: Image.Image
    small: Image.Image
    paper: Image.Image
    cells: bytes
    grain: float

    def cut(self, window: Window) -> Image.Image:
        """Return the darkness of a window (pixels of the page); 0 beside the paper."""
        left, top, right, bottom = window
        x, y = max(0, left), max(0, top)
        end, low = min(self.page.width, right), min(self.page.height, bottom)
        if x >= end or y >= low:
            return Image.new("L", (right - left, bottom - top), 0)
        # One pixel more on every side: grains are softened with their neighbours.
        part = (
            self.page.crop((x - 1, y - 1, end + 1, low + 1))
            .filter(_SOFT)
            .crop((1, 1, end - x + 1, low - y + 1))
        )
        dark = ImageChops.subtract(self._ground((x, y, end, low), part.size), part)
        return dark if (x, y, end, low) == window else dark.crop((left - x, top - y, right - x, bottom - y))

    def profile(self, window: Window, size: tuple[int, int]) -> bytes:
        """Return the darkness of a window within the page, squeezed to a few pixels."""
        part = self.page.resize(size, Image.Resampling.BOX, window)
        return ImageChops.subtract(self._ground(window, size), part).tobytes()

    def _ground(self, window: Window, size: tuple[int, int]) -> Image.Image:
        left, top, right, bottom = window
        near = (left / _COARSE, top / _COARSE, right / _COARSE, bottom / _COARSE)
        return self.paper.resize(size, Image.Resampling.BILINEAR, near)

    def is_clean(self, window: Window) -> bool:
        """Say whether a window within the page holds nothing dark at all."""
        left, top, right, bottom = window
        near = (left // _HALF, top // _HALF, -(-right // _HALF), -(-bottom // _HALF))
        darkest = self.small.crop(near).getextrema()[1]
        return bool(darkest <= _CLEAN * self.threshold(window))  # type: ignore[operator]  # one band gives two numbers

    def paper_at(self, window: Window) -> int:
        """Return the paper's brightness in the middle of a window."""
        wide, high = self.paper.size
        x, y = (window[0] + window[2]) // 2 // _COARSE, (window[1] + window[3]) // 2 // _COARSE
        return self.cells[min(max(y, 0), high - 1) * wide + min(max(x, 0), wide - 1)]

    def threshold(self, window: Window) -> int:
        """Return from which darkness on a pixel of a window counts as ink."""
        return max(10, round(LEAST_CONTRAST * self.paper_at(window)), round(NOISE * self.grain))

    def strokes(self, window: Window) -> list[Stroke]:
        """Return the strokes of a window, its pixels thresholded."""
        if self.is_clean(window):
            return []
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


def ink_of(page: Image.Image, blank: Sequence[Window]) -> Ink:
    """Return the darkness of an upright page.

    Args:
        page: grey, from `geometry.upright`.
        blank: the inner parts of the boxes, whose corners tell the grain.
    """
    half = page.reduce(_HALF)
    rank = min(_WINDOW**2 - 1, int(_WINDOW**2 * _LIGHT))
    coarse = half.reduce(_COARSE // _HALF)
    ground = coarse.filter(ImageFilter.RankFilter(_WINDOW, rank)).filter(ImageFilter.GaussianBlur(1))
    near = (0, 0, half.width * _HALF / _COARSE, half.height * _HALF / _COARSE)
    small = ImageChops.subtract(ground.resize(half.size, Image.Resampling.BILINEAR, near), half)
    ink = Ink(page, small, ground, ground.tobytes(), 0.0)
    some = blank[:: max(1, len(blank) // _SAMPLE)]
    return replace(ink, grain=_grain(ink.cut(corner) for window in some for corner in _corners(window)))


def _corners(window: Window) -> Iterator[Window]:
    """Yield the corners of a window: where every box of a page is ticked, most of these still hold nothing."""
    left, top, right, bottom = window
    wide, high = (right - left) // _CORNER, (bottom - top) // _CORNER
    for x in (left, right - wide):
        for y in (top, bottom - high):
            yield x, y, x + wide, y + high


def _grain(blank: Iterable[Image.Image]) -> float:
    """Return the usual deviation of what is empty; the darker two thirds are not asked."""
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
