"""A hand with a pen or pencil: every sign of the bank, and written words."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageDraw

from tests.scanning.bank import CHECKS, NO_TICKS, STRANGE, TICKS, WEIGHTS

__all__ = ["CHECKS", "HANDS", "STRANGE", "WEIGHTS", "Hand", "Pen"]

Points = Sequence[tuple[float, float]]
_STEPS = 5  # pieces of a curve between two points


@dataclass(frozen=True, slots=True)
class Hand:
    """One person's way of drawing.

    Attributes:
        slant: radians by which signs lean.
        shake: deviation of the points, of the sign's size.
        tremble: quick waves on every line, of its size.
        stretch: width by height.
        size: of the box's height, least and most.
        off: how far off the middle of a box.
    """

    slant: float
    shake: float
    tremble: float
    stretch: float
    size: tuple[float, float]
    off: float


def _hands(number: int) -> tuple[Hand, ...]:
    chance = random.Random(2024)
    hands = [Hand(0.0, 0.02, 0.0, 1.0, (0.6, 0.9), 0.08)]
    for _ in range(number - 1):
        small = chance.uniform(0.5, 0.75)
        hands.append(
            Hand(
                slant=chance.gauss(0, 0.11), shake=chance.uniform(0.012, 0.042), tremble=chance.choice([0, 0, 0.006, 0.014]),
                stretch=chance.uniform(0.85, 1.25), size=(small, small + chance.uniform(0.08, 0.28)),
                off=chance.uniform(0.04, 0.13),
            )
        )  # fmt: skip
    return tuple(hands)


HANDS = _hands(24)


class Pen:
    """Draws on a grey page.

    Args:
        page: the page, changed in place.
        dpi: its resolution.
        chance: where all randomness comes from.
        hand: whose hand holds it.
    """

    def __init__(self, page: Image.Image, dpi: float, chance: random.Random, hand: Hand = HANDS[0]) -> None:
        self._draw = ImageDraw.Draw(page)
        self._page = page
        self._mm = dpi / 25.4
        self.chance, self.hand = chance, hand
        self.grey, self.width = 40, 0.45
        self.take()

    def take(self, *, faint: bool = False) -> None:
        """Take another pen: a ball pen, a felt pen, a pencil, or a faint pencil."""
        self.grey = self.chance.randint(120, 170) if faint else self.chance.choice([15, 40, 60, 90, 110])
        self.width = self.chance.uniform(0.35, 0.6) if faint else self.chance.uniform(0.3, 0.75)

    def check(self, rect: tuple[float, float, float, float], shape: str) -> None:
        """Draw a sign of the bank into a box (mm), shaky, off the middle, a little too large at times."""
        x, y, wide, high = rect
        hand = self.hand
        self._size = high * max(
            self.chance.uniform(*hand.size), 0.68 if shape == "◎" else 0
        )  # two rings need room
        self._x = x + wide / 2 + self.chance.uniform(-hand.off, hand.off) * wide
        self._y = y + high / 2 + self.chance.uniform(-hand.off, hand.off) * high
        self._turn = hand.slant + self.chance.gauss(0, 0.06)
        if shape in ("●", "■"):
            self._fill(round_=shape == "●")
        elif shape == "scribble":
            self._line([self._somewhere(0.9) for _ in range(self.chance.randint(9, 14))])
        elif shape in ("rubbed out", "smudge"):
            self._rubbed_out(smudge=shape == "smudge")
        else:
            drawn = TICKS.get(shape) or NO_TICKS[shape]
            for line in drawn.lines:
                self._line(line, hand.shake)
            for line in drawn.curves:
                self._line(_curved(self._wavering(line, hand.shake)), 0.0)

    def word(self, rect: tuple[float, float, float, float]) -> None:
        """Write something nobody can read."""
        x, y, wide, high = rect
        at = x + 1.0
        while at < x + wide - 4:
            self._x, self._y, self._size, self._turn = at + 2, y + high / 2, high * 0.7, 0.0
            for _ in range(self.chance.randint(2, 4)):
                self._line([self._somewhere(), self._somewhere(), self._somewhere()])
            at += 4.5

    def _wavering(self, line: Points, shake: float) -> Points:
        """Move a curve slowly to and fro: a hand's ring is no circle, yet has no corners."""
        extent = max(max(p[axis] for p in line) - min(p[axis] for p in line) for axis in (0, 1))
        waves = [
            (self.chance.gauss(0, 0.8 * shake * extent / n), self.chance.uniform(0, 6.3), n)
            for n in (1, 2, 3)
            for _ in "xy"
        ]
        length = max(1, len(line) - 1)
        out = []
        for at, (x, y) in enumerate(line):
            share = 2 * math.pi * at / length
            moves = [size * math.sin(n * share + phase) for size, phase, n in waves]
            out.append((x + sum(moves[::2]), y + sum(moves[1::2])))
        return out

    def _fill(self, *, round_: bool) -> None:
        half, step = 0.42, max(0.04, self.width / self._size * 0.7)
        points, y, side = [], -half, 1
        while y <= half:
            wide = math.sqrt(max(0.0, half * half - y * y)) if round_ else half
            points += [(-wide * side, y), (wide * side, y)]
            y, side = y + step, -side
        self._line(points, shake=0.015)
        if round_:
            rim = [(half * math.sin(a / 3.5), -half * math.cos(a / 3.5)) for a in range(23)]
            self._line(self._wavering(rim, 0.06), 0.015)
        else:
            self._line([(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)], 0.02)

    def _rubbed_out(self, *, smudge: bool) -> None:
        """Draw a tick that was rubbed out: a pale rest of it, in a smudge or with gaps."""
        grey = self.grey
        self.grey = self.chance.randint(212, 236)
        if smudge:
            self._line([self._somewhere(0.7) for _ in range(6)])
            self.grey = self.chance.randint(200, 225)
        self._line(TICKS["✓"].lines[0])
        self.grey = grey

    def _somewhere(self, reach: float = 0.5) -> tuple[float, float]:
        return self.chance.uniform(-reach, reach), self.chance.uniform(-reach, reach) * 0.75

    def _line(self, points: Points, shake: float = 0.035) -> None:
        """Draw a bent line with a shaky hand and a pressure that changes."""
        hand, size = self.hand, self._size
        shaky = [(x + self.chance.gauss(0, shake), y + self.chance.gauss(0, shake)) for x, y in points]
        if hand.tremble and len(shaky) < 12:
            shaky = self._trembling(shaky, hand.tremble)
        sine, cosine = math.sin(self._turn), math.cos(self._turn)
        placed = [
            (
                (self._x + size * (x * hand.stretch * cosine - y * sine)) * self._mm,
                (self._y + size * (x * hand.stretch * sine + y * cosine)) * self._mm,
            )
            for x, y in shaky
        ]
        for (x1, y1), (x2, y2) in pairwise(placed):
            width = max(1, round(self.width * self._mm * self.chance.uniform(0.8, 1.15)))
            self._draw.line((x1, y1, x2, y2), fill=self.grey, width=width)
            radius = width / 2 - 0.5
            for x, y in ((x1, y1), (x2, y2)):
                self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=self.grey)

    def _trembling(self, points: Points, tremble: float) -> Points:
        out = [points[0]]
        for (x1, y1), (x2, y2) in pairwise(points):
            steps = max(2, round(math.hypot(x2 - x1, y2 - y1) / 0.1))
            for n in range(1, steps + 1):
                x, y = x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps
                out.append((x + self.chance.gauss(0, tremble), y + self.chance.gauss(0, tremble)))
        return out


def _curved(points: Points) -> Points:
    """Return a smooth line through points (Catmull and Rom)."""
    if len(points) < 3 or len(points) > 14:
        return points
    ends = [points[0], *points, points[-1]]
    out = [points[0]]
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            out.append(
                tuple(
                    0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
                    for a, b, c, d in ((ax, bx, cx, dx), (ay, by, cy, dy))
                )
            )  # fmt: skip
    return out
