"""A hand with a pen or pencil: check shapes, the 不 of "not met", crossed-out ticks, written words."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

Points = Sequence[tuple[float, float]]
CHECKS = ("レ", "✕", "○", "■", "〃")
WEIGHTS = (58, 12, 14, 6, 10)  # how often each is drawn, of 100
STRANGE = ("不", "crossed", "scribble")


class Pen:
    """Draws on a grey page.

    Args:
        page: the page, changed in place.
        dpi: its resolution.
        chance: where all randomness comes from.
    """

    def __init__(self, page: Image.Image, dpi: float, chance: random.Random) -> None:
        self._draw = ImageDraw.Draw(page)
        self._mm = dpi / 25.4
        self.chance = chance
        self.grey, self.width = 40, 0.45
        self.take()

    def take(self, *, faint: bool = False) -> None:
        """Take another pen: a ball pen, a felt pen, a pencil, or a faint pencil."""
        self.grey = self.chance.randint(120, 170) if faint else self.chance.choice([15, 40, 60, 90, 110])
        self.width = self.chance.uniform(0.35, 0.6) if faint else self.chance.uniform(0.3, 0.75)

    def check(self, rect: tuple[float, float, float, float], shape: str) -> None:
        """Draw one of `CHECKS` or `STRANGE` into a box (mm), shaky, off the middle, a little too large at times."""
        x, y, wide, high = rect
        size = high * self.chance.uniform(0.5, 0.95)
        self._x = x + wide / 2 + self.chance.uniform(-0.14, 0.14) * wide
        self._y = y + high / 2 + self.chance.uniform(-0.1, 0.1) * high
        self._size, self._turn = size, self.chance.uniform(-0.22, 0.22)
        drawn: dict[str, Callable[[], None]] = {
            "レ": self._re, "✕": self._cross, "○": self._ring, "■": self._fill, "〃": self._ditto,
            "不": self._not, "crossed": self._crossed, "scribble": self._scribble,
        }  # fmt: skip
        drawn[shape]()

    def word(self, rect: tuple[float, float, float, float]) -> None:
        """Write something nobody can read."""
        x, y, wide, high = rect
        at = x + 1.0
        while at < x + wide - 4:
            self._x, self._y, self._size, self._turn = at + 2, y + high / 2, high * 0.7, 0.0
            for _ in range(self.chance.randint(2, 4)):
                self._line([self._somewhere(), self._somewhere(), self._somewhere()])
            at += 4.5

    # The shapes, in a square of -0.5 .. 0.5

    def _re(self) -> None:
        tail = self.chance.uniform(0.4, 0.85)
        self._line([(-0.4, -0.05), (-0.12, 0.42), (0.1, 0.1), (tail, -self.chance.uniform(0.4, 0.62))])

    def _cross(self) -> None:
        self._line([(-0.42, -0.42), (0.42, 0.42)])
        self._line([(0.42, -0.42), (-0.42, 0.42)])

    def _ring(self) -> None:
        start, wide = self.chance.uniform(0, 6.3), self.chance.uniform(0.36, 0.48)
        turns = self.chance.uniform(0.95, 1.12)
        points = [
            (wide * math.cos(start + a * turns * 0.314), 0.42 * math.sin(start + a * turns * 0.314))
            for a in range(21)
        ]
        self._line(points, shake=0.012)

    def _fill(self) -> None:
        half = 0.44
        step = max(0.05, self.width / self._size * 0.75)
        points, y, side = [], -half, 1
        while y <= half:
            points += [(-half * side, y), (half * side, y)]
            y, side = y + step, -side
        self._line(points, shake=0.02)
        self._line([(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)])

    def _ditto(self) -> None:
        for shift in (-0.16, 0.16):
            self._line([(shift + 0.14, -0.36), (shift - 0.14, 0.36)])

    def _not(self) -> None:
        self._line([(-0.5, -0.4), (0.5, -0.42)])
        self._line([(0.05, -0.38), (-0.15, -0.05), (-0.48, 0.25)])
        self._line([(0.02, -0.2), (0.02, 0.5)])
        self._line([(0.14, -0.02), (0.45, 0.22)])

    def _crossed(self) -> None:
        self._re()
        self._line([(-0.7, -0.08), (0.75, -0.12)])
        self._line([(-0.7, 0.14), (0.75, 0.1)])

    def _scribble(self) -> None:
        self._line([self._somewhere(0.9) for _ in range(self.chance.randint(9, 14))])

    def _somewhere(self, reach: float = 0.5) -> tuple[float, float]:
        return self.chance.uniform(-reach, reach), self.chance.uniform(-reach, reach) * 0.75

    def _line(self, points: Points, shake: float = 0.035) -> None:
        """Draw a bent line with a shaky hand and a pressure that changes."""
        size, turn = self._size, self._turn
        shaky = [(x + self.chance.gauss(0, shake), y + self.chance.gauss(0, shake)) for x, y in points]
        placed = [
            (
                (self._x + size * (x * math.cos(turn) - y * math.sin(turn))) * self._mm,
                (self._y + size * (x * math.sin(turn) + y * math.cos(turn))) * self._mm,
            )
            for x, y in shaky
        ]
        for (x1, y1), (x2, y2) in pairwise(placed):
            width = max(1, round(self.width * self._mm * self.chance.uniform(0.8, 1.15)))
            self._draw.line((x1, y1, x2, y2), fill=self.grey, width=width)
            radius = width / 2 - 0.5
            for x, y in ((x1, y1), (x2, y2)):
                self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=self.grey)
