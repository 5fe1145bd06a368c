"""Strokes that go on beyond a printed line: which belong together, to which box, and their sign as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PIL import Image

from sasaeai_desktop.domain.paper_boxes import Rect, TickBox
from sasaeai_desktop.scanning.geometry import SCALE
from sasaeai_desktop.scanning.ink import Stroke, Window, strokes_of
from sasaeai_desktop.scanning.strands import Run

MARGIN = 0.5  # mm beside a box's lines that are not looked at
_NEAR = 0.9  # mm along a line within which a stroke goes on
_SPILL = 0.55  # a box holding less than this share of a joined stroke's main part holds only its swing
_STRAY = 0.2  # ... or this share in several boxes that are no home of it; then all are asked about
_MANY_GUESTS = 2
_HOME = 0.17  # of a box's width and height: how far from its middle the ink of its own sign lies at most
_OWN = 2.3  # mm: so long a piece may be a tick of its own that only touches the next one
_TOUCH = 2  # pixels from the edge of a window
_ROOM = round((2 * MARGIN + 0.4) * SCALE)  # round a sign put together from several windows
_HIDDEN = 3.2  # mm: so far apart an arc may go under a line and come back
_HIDDEN_CORNER = 1.3  # mm: the same for the corner of a check

Place = tuple[int, int]
"""Number of a box and of a stroke in it."""


@dataclass(slots=True)
class Held:
    """What one box holds while the strokes are sorted.

    Attributes:
        box: of the form.
        window: the part that is looked at, in pixels of the page.
        shift: of the box, in pixels.
        strokes: what was drawn there.
        pen: how dark, as a share of the paper's brightness.
        torn: a joined stroke lies about evenly here and next door.
        spread: a stroke reaches over several boxes.
        kept: which strokes are its own.
        sign: the strokes of its sign, also those next door.
    """

    box: TickBox
    window: Window
    shift: tuple[float, float]
    strokes: list[Stroke]
    pen: float = 0.0
    torn: bool = False
    spread: bool = False
    kept: list[int] = field(default_factory=list)
    sign: list[Place] = field(default_factory=list)

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height of the window."""
        return self.window[2] - self.window[0], self.window[3] - self.window[1]


@dataclass(frozen=True, slots=True)
class Join:
    """Two strokes that are one: from where to where it goes under the line, in pixels of the page."""

    one: Place
    two: Place
    sideways: bool
    out: tuple[int, int]
    come: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Gap:
    """What may run under a line: where, whether it is as small as a check's corner, and whether at the lower edge."""

    window: Window
    corner: bool
    below: bool


def inner(rect: Rect, shift: tuple[float, float] = (0.0, 0.0)) -> Window:
    """Return the part of a box that is looked at, in pixels."""
    x, y, width, height = rect
    return (
        round((x + MARGIN) * SCALE + shift[0]), round((y + MARGIN) * SCALE + shift[1]),
        round((x + width - MARGIN) * SCALE + shift[0]), round((y + height - MARGIN) * SCALE + shift[1]),
    )  # fmt: skip


def join(held: Sequence[Held], least: tuple[float, float]) -> list[Join]:
    """Join strokes over the lines, and leave each to the box that holds most of it.

    Args:
        held: all boxes; what is whose is written into them.
        least: length (mm) and area (mm2) from which on ink may be a sign of its own.
    """
    parent: dict[Place, Place] = {}

    def main(name: Place) -> Place:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    joins = list(_joins(held))
    for one in joins:
        parent[main(one.one)] = main(one.two)
    groups: dict[Place, list[Place]] = defaultdict(list)
    for at, here in enumerate(held):
        for index in range(len(here.strokes)):
            groups[main((at, index))].append((at, index))
    for group in groups.values():
        _settle(held, group, least)
    return joins


def _settle(held: Sequence[Held], group: list[Place], least: tuple[float, float]) -> None:
    if len(group) == 1:
        (at, index) = group[0]
        held[at].kept.append(index)
        held[at].sign.append((at, index))
        return
    shares: dict[int, float] = defaultdict(float)
    longest: dict[int, float] = defaultdict(float)
    for at, index in group:
        shares[at] += held[at].strokes[index].area
        longest[at] = max(longest[at], held[at].strokes[index].length)
    owner = max(shares, key=lambda at: shares[at])
    home = {at for at in shares if _at_home(held[at], [i for a, i in group if a == at], least)}
    guests = [at for at in shares if at not in home and at != owner]
    keepers = {owner, *home}
    for at, share in shares.items():
        if share >= _SPILL * shares[owner] or (longest[at] >= _OWN and share >= least[1]):
            keepers.add(at)
    for at, index in group:
        if at in keepers:
            held[at].kept.append(index)
            held[at].torn |= at in guests
            if len(keepers) > 1:
                held[at].sign.append((at, index))
    if len(keepers) == 1:
        held[owner].sign += group  # one sign, wherever its strokes ran
    if sum(1 for at in guests if shares[at] >= _STRAY * shares[owner]) > _MANY_GUESTS:
        for at in shares:
            held[at].spread = True
    held[owner].torn |= any(shares[at] >= _SPILL * shares[owner] for at in guests)


def _at_home(held: Held, strokes: Sequence[int], least: tuple[float, float]) -> bool:
    """Say whether the ink of a box lies about its middle: a sign of its own that only touches the next one."""
    wide, high = held.size
    total = across = down = 0
    for index in strokes:
        stroke = held.strokes[index]
        if stroke.length < least[0]:
            continue
        for row, first, last in stroke.runs:
            total += last - first
            across += (last - first) * (first + last)
            down += (last - first) * row
    if total < least[1] * SCALE**2:
        return False
    return all(abs(part - 0.5) <= _HOME for part in (across / 2 / total / wide, down / total / high))


def _joins(held: Sequence[Held]) -> Iterator[Join]:
    inked = {(round(h.box.rect[0], 1), round(h.box.rect[1], 1)): at for at, h in enumerate(held) if h.strokes}
    for (x, y), at in inked.items():
        _, _, width, height = held[at].box.rect
        for sideways, place in ((True, (round(x + width, 1), y)), (False, (x, round(y + height, 1)))):
            other = inked.get(place)
            if other is None:
                continue
            for a, first in enumerate(held[at].strokes):
                for b, second in enumerate(held[other].strokes):
                    ends = _goes_on(held[at], first, held[other], second, sideways=sideways)
                    if ends is not None:
                        yield Join((at, a), (other, b), sideways, *ends)


def _goes_on(
    here: Held, first: Stroke, there: Held, second: Stroke, *, sideways: bool
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where a stroke leaves a box at its right (below) and comes in next door; None if it does not."""
    near, (wide, high) = _NEAR * SCALE, here.size
    left, top, x, y = *here.window[:2], *there.window[:2]
    if sideways:
        if first.right < wide - _TOUCH or second.left > _TOUCH:
            return None
        out = [row + top for row, _, last in first.runs if last >= wide - _TOUCH]
        come = [row + y for row, start, _ in second.runs if start <= _TOUCH]
    else:
        if first.bottom < high - _TOUCH or second.top > _TOUCH:
            return None
        out = [e + left for row, a, b in first.runs if row >= high - _TOUCH - 1 for e in (a, b)]
        come = [e + x for row, a, b in second.runs if row <= _TOUCH for e in (a, b)]
    ends = (min(out), max(out)), (min(come), max(come))
    return ends if ends[0][0] - near <= ends[1][1] and ends[1][0] - near <= ends[0][1] else None


# -- the sign as a whole ---------------------------------------------------------------------------------------------


def whole_signs(
    held: Sequence[Held], at: int, joins: Sequence[Join]
) -> Iterator[tuple[list[list[Run]], bool]]:
    """Yield what a box's sign may be: its connected parts, and whether its lowest corner may be that of a check.

    Pieces in several windows are laid onto one picture, and what goes from one to the other under a line is filled
    in. What leaves a window and comes back may be joined under the line, so it is tried as it is, joined at the
    lower edge, and joined everywhere.
    """
    here = held[at]
    places = set(here.sign)
    used = [one for one in joins if one.one in places and one.two in places] if len(places) > 1 else []
    yield _laid_out(held, here, places, used, []), True
    hidden = list(_hidden(here, used, at))
    below = [gap for gap in hidden if gap.below]
    for gaps in (below, hidden if len(hidden) > len(below) else []):
        if gaps:
            yield _laid_out(held, here, places, used, gaps), all(gap.corner for gap in gaps)


def _laid_out(
    held: Sequence[Held], here: Held, places: set[Place], used: Sequence[Join], gaps: Sequence[_Gap]
) -> list[list[Run]]:
    if not used and not gaps:
        return [sorted(here.strokes[index].runs) for _, index in places]
    windows = [held[a].window for a, _ in places]
    left, top = min(w[0] for w in windows) - _ROOM, min(w[1] for w in windows) - _ROOM
    wide, high = max(w[2] for w in windows) + _ROOM - left, max(w[3] for w in windows) + _ROOM - top
    canvas = bytearray(wide * high)
    for a, index in places:
        x, y = held[a].window[0] - left, held[a].window[1] - top
        for row, first, last in held[a].strokes[index].runs:
            start = (row + y) * wide + x
            canvas[start + first : start + last] = b"\xff" * (last - first)
    for one in used:
        _fill_gap(canvas, wide, (left, top), held, one)
    for gap in gaps:
        x1, y1, x2, y2 = gap.window
        for row in range(y1, y2):
            start = (row - top) * wide - left
            canvas[start + x1 : start + x2] = b"\xff" * (x2 - x1)
    picture = Image.frombytes("L", (wide, high), bytes(canvas))
    return [sorted(stroke.runs) for stroke in strokes_of(picture)]


def _fill_gap(canvas: bytearray, wide: int, origin: tuple[int, int], held: Sequence[Held], one: Join) -> None:
    """Fill in a stroke where it goes under a line, between its two ends."""
    before, after = held[one.one[0]].window, held[one.two[0]].window
    (a, b), (c, d) = one.out, one.come
    start, end = (before[2], after[0]) if one.sideways else (before[3], after[1])
    start, end = start - _TOUCH, end + _TOUCH
    for step in range(start, end):
        share = (step - start) / max(1, end - start - 1)
        low, high = round(a + (c - a) * share), round(b + (d - b) * share)
        if one.sideways:
            for row in range(low, high + 1):
                canvas[(row - origin[1]) * wide + step - origin[0]] = 255
        else:
            at = (step - origin[1]) * wide - origin[0]
            canvas[at + low : at + high] = b"\xff" * (high - low)


def _hidden(here: Held, used: Sequence[Join], at: int) -> Iterator[_Gap]:
    """Yield what may run along under a line between two ends.

    An arc or a corner that just reaches a line leaves the window and comes back.
    """
    runs = [run for index in here.kept for run in here.strokes[index].runs]
    gone = {(one.sideways, one.one[0] == at) for one in used if at in (one.one[0], one.two[0])}
    for first in (True, False):
        if (False, not first) not in gone:
            yield from _hidden_along(here, runs, upper=first)
    for first in (True, False):
        if (True, not first) not in gone:
            yield from _hidden_beside(here, runs, near=first)


def _hidden_along(here: Held, runs: Sequence[Run], *, upper: bool) -> Iterator[_Gap]:
    """Yield the gaps under the line above, or below, a box."""
    high, (left, top) = here.size[1], here.window[:2]
    edge = [r for r in runs if (r[0] <= 0 if upper else r[0] >= high - 1)]
    for (_, _, first), (_, last, _) in _pairs(sorted(edge, key=lambda r: r[1])):
        if 0 < last - first <= _HIDDEN * SCALE:
            y = top - 2 if upper else top + high - 1
            corner = upper or last - first <= _HIDDEN_CORNER * SCALE
            yield _Gap((left + first - 1, y, left + last + 1, y + 3), corner, not upper)


def _hidden_beside(here: Held, runs: Sequence[Run], *, near: bool) -> Iterator[_Gap]:
    """Yield the gap under the line left, or right, of a box."""
    wide, (left, top) = here.size[0], here.window[:2]
    rows = sorted(r[0] for r in runs if (r[1] <= 0 if near else r[2] >= wide))
    breaks = [(a, b) for a, b in pairwise(rows) if b > a + 1]
    if len(breaks) == 1 and breaks[0][1] - breaks[0][0] <= _HIDDEN * SCALE:
        x = left - 2 if near else left + wide - 1
        yield _Gap((x, top + breaks[0][0], x + 3, top + breaks[0][1] + 1), True, False)


def _pairs(edge: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    if len(edge) == 2:
        yield edge[0], edge[1]
