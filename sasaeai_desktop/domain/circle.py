"""Where the groups of a network stand when it is drawn: on a circle, like beside like, names outside of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands.

    Attributes:
        x, y: from the middle, in radii; y grows downwards.
        right: its name goes on to the right of it (else to the left).
    """

    x: float
    y: float
    right: bool


def places(count: int) -> list[Place]:
    """Return so many places on a circle, clockwise from the top, equally far below each other on both sides.

    So no two names stand in the same line.

    Examples:
        >>> [(round(p.x, 1), p.y, p.right) for p in places(4)]
        [(0.9, -0.5, True), (0.9, 0.5, True), (-0.9, 0.5, False), (-0.9, -0.5, False)]
    """
    found = []
    at_right = (count + 1) // 2
    for n in range(count):
        right = n < at_right
        of, at = (at_right, n) if right else (count - at_right, count - 1 - n)
        y = -1 + (2 * at + 1) / of
        found.append(Place((1 if right else -1) * sqrt(1 - y * y), y, right))
    return found


def thickness(times: int, most: int) -> float:
    """Return how strong a line is, 0.4 for a tie that was only written down up to 2.4 for what meets most."""
    return 0.4 if not times else 0.8 + 1.6 * times / max(1, most)
