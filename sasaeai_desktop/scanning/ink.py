"""What is darker than the paper round it: shading taken off, strokes joined from their pixels.

Everything is measured on the upright page (`geometry.SCALE` pixels per millimetre), against the paper right
there, so a grey scan, a shadow or a faint pencil shift the measure and not the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from PIL import Image, ImageChops, ImageFilter

from sasaeai_desktop.scanning.geometry import SCALE

SOFTEN = 0.8  # pixels of blur: single grains of noise go, strokes stay
_COARSE = 16  # pixels of one cell in which the paper's own brightness is judged
_WINDOW = 7  # such cells: 14 mm, wider than any filled box
_LIGHT = 0.72  # of the cells of a window are darker than what counts as paper
LEAST_CONTRAST = 0.085  # of the paper's brightness
NOISE = 4.5  # so many deviations of the paper's own grain stay below the threshold
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
        dark: how much darker than the paper, 0..255.
        paper: the paper's own brightness.
        grain: deviation of the darkness where nothing was printed or written.
    """

    dark: Image.Image
    paper: Image.Image
    grain: float

    def threshold(self, window: Window) -> int:
        """Return from which darkness on a pixel of a window counts as ink."""
        x, y = (window[0] + window[2]) // 2, (window[1] + window[3]) // 2
        value = self.paper.getpixel(
            (min(max(x, 0), self.paper.width - 1), min(max(y, 0), self.paper.height - 1))
        )
        assert isinstance(value, int | float), "one band"
        return max(10, round(LEAST_CONTRAST * value), round(NOISE * self.grain))

    def strokes(self, window: Window) -> list[Stroke]:
        """Return the strokes of a window, its pixels thresholded."""
        limit = self.threshold(window)
        cut = self.dark.crop(window)
        extrema = cut.getextrema()
        if extrema[1] <= limit:  # type: ignore[operator]  # one band gives two numbers
            return []
        return strokes_of(cut.point([255 if v > limit else 0 for v in range(256)]))

    def core(self, window: Window, share: float) -> list[Stroke]:
        """Return the strokes of a window without their soft edges: pixels of ``share`` of the pen's darkness."""
        limit = self.threshold(window)
        cut = self.dark.crop(window)
        counts = cut.histogram()
        left = sum(counts[limit + 1 :]) // 5  # the darkest fifth of the ink tells the pen
        pen = 255
        while pen > limit and left > 0:
            left -= counts[pen]
            pen -= 1
        limit = max(limit, round(pen * share))
        return strokes_of(cut.point([255 if v > limit else 0 for v in range(256)]))


def ink_of(page: Image.Image, blank: Iterable[Window]) -> Ink:
    """Return the darkness of an upright page.

    Args:
        page: grey, from `geometry.upright`.
        blank: windows most of which hold nothing (the inner parts of the boxes): they tell the grain.
    """
    coarse = page.reduce(_COARSE)
    rank = min(_WINDOW**2 - 1, int(_WINDOW**2 * _LIGHT))
    ground = coarse.filter(ImageFilter.RankFilter(_WINDOW, rank)).filter(ImageFilter.GaussianBlur(1.5))
    paper = ground.resize(page.size, Image.Resampling.BILINEAR)
    dark = ImageChops.subtract(paper, page.filter(ImageFilter.GaussianBlur(SOFTEN)))
    return Ink(dark, paper, _grain(dark, blank))


def _grain(dark: Image.Image, blank: Iterable[Window]) -> float:
    """Return the usual deviation of empty boxes; the darker half of the boxes is not asked."""
    found: list[float] = []
    for at, window in enumerate(blank):
        if at % 3 == 0:
            counts = dark.crop(window).histogram()
            number = max(1, sum(counts))
            # Only darkness is kept, so half of the grain stands at 0: its square mean is that of one half.
            found.append((2 * sum(v * v * n for v, n in enumerate(counts)) / number) ** 0.5)
    found.sort()
    return median(found[: len(found) // 2 + 1]) if found else 0.0


def strokes_of(cut: Image.Image) -> list[Stroke]:
    """Return the connected parts (by edge or corner) of a picture of 0 and 255."""
    wide, data = cut.width, cut.tobytes()
    strokes: list[Stroke] = []
    above: list[tuple[int, int, int]] = []  # first, after last, index of its stroke
    merged: dict[int, int] = {}

    def main(index: int) -> int:
        while index in merged:
            index = merged[index]
        return index

    for row in range(cut.height):
        here: list[tuple[int, int, int]] = []
        for match in _RUN.finditer(data, row * wide, (row + 1) * wide):
            first, last = match.start() - row * wide, match.end() - row * wide
            index = -1
            for a, b, touched in above:
                if a <= last and b >= first:
                    other = main(touched)
                    if index >= 0 and other != index:
                        _join(strokes[index], strokes[other])
                        merged[other] = index
                    else:
                        index = other
            if index < 0:
                index = len(strokes)
                strokes.append(Stroke(first, row, last, row + 1, 0, []))
            stroke = strokes[index]
            stroke.left, stroke.right = min(stroke.left, first), max(stroke.right, last)
            stroke.bottom = row + 1
            stroke.pixels += last - first
            stroke.runs.append((row, first, last))
            here.append((first, last, index))
        above = here
    return [s for i, s in enumerate(strokes) if i not in merged]


def _join(into: Stroke, other: Stroke) -> None:
    into.left, into.right = min(into.left, other.left), max(into.right, other.right)
    into.top, into.bottom = min(into.top, other.top), max(into.bottom, other.bottom)
    into.pixels += other.pixels
    into.runs += other.runs
