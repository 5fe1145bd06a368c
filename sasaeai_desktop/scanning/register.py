"""Where the printed lines of a grid really lie: paper stretches, and three corners tell less than four."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PIL import Image

from sasaeai_desktop.domain.paper_boxes import Rect, TickBox
from sasaeai_desktop.scanning.geometry import SCALE

SEARCH = 1.6  # mm in each direction
LEAST_LINE = 14.0  # darkness of the printed lines over what lies beside them, 0..255


def all_shifts(dark: Image.Image, boxes: Sequence[TickBox]) -> tuple[dict[int, tuple[int, int]], bool]:
    """Return by how many pixels each grid lies off its place, and whether the lines of all grids were seen.

    Loose small boxes lie as the grid next to them: words beside them look too much like lines.
    """
    groups: dict[int, list[TickBox]] = {}
    for box in boxes:
        groups.setdefault(box.group, []).append(box)
    grids = {group: some for group, some in groups.items() if some[0].sure}
    shifts: dict[int, tuple[int, int]] = {}
    all_seen = True
    for group, some in grids.items():
        x, y, seen = offset_of(dark, some)
        all_seen &= seen
        shifts[group] = (x, y) if seen else (0, 0)
    for group, some in groups.items():
        if group not in grids:
            near = min(grids, key=lambda other: _gap(grids[other], some), default=group)
            shifts[group] = shifts.get(near, (0, 0))
    return shifts, all_seen


def _gap(grid: Sequence[TickBox], boxes: Sequence[TickBox]) -> float:
    tops, ends = [b.rect[1] for b in grid], [b.rect[1] + b.rect[3] for b in grid]
    at = boxes[0].rect[1]
    return max(min(tops) - at, at - max(ends), 0.0)


def offset_of(dark: Image.Image, boxes: Sequence[TickBox]) -> tuple[int, int, bool]:
    """Return (x, y) in pixels by which a grid lies off its place, and whether its lines were really seen.

    Args:
        dark: darkness of the upright page.
        boxes: all boxes of one grid.
    """
    rects = [box.rect for box in boxes]
    x, seen_x = _shift(dark, rects, across=True)
    y, seen_y = _shift(dark, rects, across=False)
    return x, y, seen_x and seen_y


def _shift(dark: Image.Image, rects: Sequence[Rect], *, across: bool) -> tuple[int, bool]:
    """Slide the comb of expected lines over the mean darkness of columns (or rows)."""
    edges = _edges(rects, across=across)
    reach = round(SEARCH * SCALE)
    left, top = min(r[0] for r in rects), min(r[1] for r in rects)
    right, bottom = max(r[0] + r[2] for r in rects), max(r[1] + r[3] for r in rects)
    pad_x, pad_y = (SEARCH + 0.5, 0.0) if across else (0.0, SEARCH + 0.5)
    start = left - pad_x if across else top - pad_y
    cut = dark.crop(
        (
            round((left - pad_x) * SCALE), round((top - pad_y) * SCALE),
            round((right + pad_x) * SCALE), round((bottom + pad_y) * SCALE),
        )
    )  # fmt: skip
    profile = cut.resize((cut.width, 1) if across else (1, cut.height), Image.Resampling.BOX).tobytes()
    marks = [round((edge - start) * SCALE) for edge in edges]
    best, most, total = 0, -1.0, 0.0
    for shift in sorted(range(-reach, reach + 1), key=abs):
        # A line is two pixels wide or more: its neighbours steady the sum.
        score = sum(2 * _at(profile, m + shift) + _at(profile, m + shift - 1) + _at(profile, m + shift + 1) for m in marks) / 4  # fmt: skip
        total += score
        if score > most + 1e-9:
            best, most = shift, score
    lines = (most - total / (2 * reach + 1)) / len(marks)
    return best, lines >= LEAST_LINE


def _at(profile: bytes, index: int) -> int:
    return profile[index] if 0 <= index < len(profile) else 0


def _edges(rects: Iterable[Rect], *, across: bool) -> list[float]:
    ends: set[float] = set()
    for x, y, width, height in rects:
        first, length = (x, width) if across else (y, height)
        ends |= {round(first, 2), round(first + length, 2)}
    return sorted(ends)
