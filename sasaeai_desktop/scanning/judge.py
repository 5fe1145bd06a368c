"""From strokes to verdicts: a box is empty, ticked, or left for a person.

A tick may swing out of its box. Strokes are cut at the printed lines and joined again where they go on beyond
one; a joined stroke belongs to the box that holds most of it. What no simple check shape (レ ✕ ○ ■ 〃) looks
like - the 不 of "not met", a name, a crossed-out tick - is left for a person, as are two ticks among rivals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from sasaeai_desktop.domain.paper_boxes import Key, Rect, TickBox
from sasaeai_desktop.scanning.geometry import SCALE
from sasaeai_desktop.scanning.ink import Ink, Stroke, Window
from sasaeai_desktop.scanning.shapes import is_strange

MARGIN = 0.62  # mm beside a box's lines that are not looked at
_SPECK_LENGTH, _SPECK_AREA = 1.1, 0.85  # mm, mm2: dust on the scanner's glass; a check is longer
_RIM = 0.38  # mm of a printed line that may reach into the window of a page that lies not quite flat
_TICK_LENGTH, _TICK_AREA = 1.9, 0.75  # from here on a tick is sure
_NEAR = 0.9  # mm along a line within which a stroke goes on
_SPILL = 0.55  # a box holding less than this share of a joined stroke's main part holds only its swing
_STRAY = 0.2  # ... or this share in several boxes that are no home of it; then all are asked about
_MANY_GUESTS = 2
_HOME = 0.17  # of a box's width and height: how far from its middle the ink of its own sign lies at most
_OWN = 2.3  # mm: so long a piece may be a tick of its own that only touches the next one
_CORE = 0.5  # of a pen's darkness: above it the strands of a shape stand apart


class Verdict(Enum):
    """What a box holds."""

    EMPTY = "empty"
    TICKED = "ticked"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class BoxRead:
    """One box.

    Attributes:
        key: of its `TickBox`.
        verdict: what it holds.
        likely: whether it is rather ticked than empty; says something where the verdict is doubtful.
        measure: ink in mm2.
        why: for a doubtful one: "faint", "shape", "two", "between", "small".
        shift: (x, y) in mm by which its grid lies off.
    """

    key: Key
    verdict: Verdict
    likely: bool
    measure: float = 0.0
    why: str = ""
    shift: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class _Held:
    """What one box holds while the strokes are sorted."""

    box: TickBox
    window: Window
    strokes: list[Stroke]
    torn: bool = False  # a joined stroke lies about evenly here and next door
    spread: bool = False  # a stroke reaches over several boxes


def inner(rect: Rect, shift: tuple[int, int] = (0, 0)) -> Window:
    """Return the part of a box that is looked at, in pixels."""
    x, y, width, height = rect
    return (
        round((x + MARGIN) * SCALE) + shift[0], round((y + MARGIN) * SCALE) + shift[1],
        round((x + width - MARGIN) * SCALE) + shift[0], round((y + height - MARGIN) * SCALE) + shift[1],
    )  # fmt: skip


def judge(ink: Ink, boxes: Sequence[TickBox], shifts: Mapping[int, tuple[int, int]]) -> list[BoxRead]:
    """Return what every box holds, in their order."""
    held: list[_Held] = []
    for box in boxes:
        window = inner(box.rect, shifts[box.group])
        strokes = [s for s in ink.strokes(window) if not _is_speck(s) and not _is_rest(s, window)]
        held.append(_Held(box, window, strokes))
    _give_back(held)
    read = [_verdict(ink, h, shifts[h.box.group]) for h in held]
    return _rivals(boxes, read)


def _is_speck(stroke: Stroke) -> bool:
    return stroke.length < _SPECK_LENGTH and stroke.area < _SPECK_AREA


def _is_rest(stroke: Stroke, window: Window) -> bool:
    """Say whether a stroke is the rim of a printed line: no wider than that, along the edge of the window."""
    wide, high, rim = window[2] - window[0], window[3] - window[1], round(_RIM * SCALE)
    beside = stroke.right <= rim or stroke.left >= wide - rim
    return beside or stroke.bottom <= rim or stroke.top >= high - rim


# -- a stroke that goes on beyond a line -----------------------------------------------------------------------------


def _give_back(held: list[_Held]) -> None:
    """Join strokes over the lines, and leave each to the box that holds most of it."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def main(name: tuple[int, int]) -> tuple[int, int]:
        while parent.get(name, name) != name:
            name = parent[name]
        return name

    for one, two, sideways in _neighbours(held):
        for a, first in enumerate(held[one].strokes):
            for b, second in enumerate(held[two].strokes):
                if _goes_on(held[one], first, held[two], second, sideways=sideways):
                    parent[main((one, a))] = main((two, b))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for at, here in enumerate(held):
        for index in range(len(here.strokes)):
            groups[main((at, index))].append((at, index))
    kept: dict[int, list[Stroke]] = defaultdict(list)
    for group in groups.values():
        _settle(held, group, kept)
    for at, here in enumerate(held):
        here.strokes = kept[at]


def _settle(held: list[_Held], group: list[tuple[int, int]], kept: dict[int, list[Stroke]]) -> None:
    shares: dict[int, float] = defaultdict(float)
    longest: dict[int, float] = defaultdict(float)
    for at, index in group:
        shares[at] += held[at].strokes[index].area
        longest[at] = max(longest[at], held[at].strokes[index].length)
    owner = max(shares, key=lambda at: shares[at])
    home = {at for at in shares if _at_home(held[at], [i for a, i in group if a == at])}
    guests = [at for at in shares if at not in home and at != owner]
    for at, index in group:
        large = shares[at] >= _SPILL * shares[owner]
        if at == owner or at in home or large or (longest[at] >= _OWN and shares[at] >= _TICK_AREA):
            kept[at].append(held[at].strokes[index])
            held[at].torn |= at in guests
    if sum(1 for at in guests if shares[at] >= _STRAY * shares[owner]) > _MANY_GUESTS:
        for at in shares:
            held[at].spread = True
    held[owner].torn |= any(shares[at] >= _SPILL * shares[owner] for at in guests)


def _at_home(held: _Held, strokes: Sequence[int]) -> bool:
    """Say whether the ink of a box lies about its middle: a sign of its own that only touches the next one."""
    wide, high = held.window[2] - held.window[0], held.window[3] - held.window[1]
    total = across = down = 0
    for index in strokes:
        stroke = held.strokes[index]
        if stroke.length < _TICK_LENGTH:
            continue
        for row, first, last in stroke.runs:
            total += last - first
            across += (last - first) * (first + last)
            down += (last - first) * row
    if total < _TICK_AREA * SCALE**2:
        return False
    return all(abs(part - 0.5) <= _HOME for part in (across / 2 / total / wide, down / total / high))


def _neighbours(held: list[_Held]) -> list[tuple[int, int, bool]]:
    """Return pairs of inked boxes that share an edge; True where they lie side by side."""
    inked = [at for at, here in enumerate(held) if here.strokes]
    lefts: dict[tuple[float, float], list[int]] = defaultdict(list)
    tops: dict[tuple[float, float], list[int]] = defaultdict(list)
    for at in inked:
        x, y, _, _ = held[at].box.rect
        lefts[round(x, 1), round(y, 1)].append(at)
        tops[round(x, 1), round(y, 1)].append(at)
    found: list[tuple[int, int, bool]] = []
    for at in inked:
        x, y, width, height = held[at].box.rect
        found += [(at, other, True) for other in lefts.get((round(x + width, 1), round(y, 1)), ())]
        found += [(at, other, False) for other in tops.get((round(x, 1), round(y + height, 1)), ())]
    return found


def _goes_on(here: _Held, first: Stroke, there: _Held, second: Stroke, *, sideways: bool) -> bool:
    """Say whether a stroke that leaves a box at its right (below) is the one that comes in next door."""
    near, touch = _NEAR * SCALE, 2
    wide, high = here.window[2] - here.window[0], here.window[3] - here.window[1]
    if sideways:
        if first.right < wide - touch or second.left > touch:
            return False
        out = [row + here.window[1] for row, _, last in first.runs if last >= wide - touch]
        come = [row + there.window[1] for row, start, _ in second.runs if start <= touch]
    else:
        if first.bottom < high - touch or second.top > touch:
            return False
        out = [
            x
            for row, a, b in first.runs
            if row >= high - touch - 1
            for x in (a + here.window[0], b + here.window[0])
        ]
        come = [
            x for row, a, b in second.runs if row <= touch for x in (a + there.window[0], b + there.window[0])
        ]
    return min(out) - near <= max(come) and min(come) - near <= max(out)


# -- one box ---------------------------------------------------------------------------------------------------------


def _verdict(ink: Ink, held: _Held, shift: tuple[int, int]) -> BoxRead:
    strokes, at = held.strokes, (shift[0] / SCALE, shift[1] / SCALE)
    area = sum(s.area for s in strokes)
    longest = max((s.length for s in strokes), default=0.0)
    likely = area >= _TICK_AREA * 0.8 and longest >= _TICK_LENGTH * 0.7

    def told(verdict: Verdict, why: str = "") -> BoxRead:
        return BoxRead(held.box.key, verdict, likely or verdict is Verdict.TICKED, area, why, at)

    if not strokes:
        return told(Verdict.EMPTY)
    if not held.box.sure:
        return told(Verdict.DOUBTFUL, "small")
    if held.torn or held.spread:
        return told(Verdict.DOUBTFUL, "between")
    if longest < _TICK_LENGTH or area < _TICK_AREA:
        return told(Verdict.DOUBTFUL, "faint")
    if is_strange(ink.core(held.window, _CORE)):
        return told(Verdict.DOUBTFUL, "shape")
    return told(Verdict.TICKED)


def _rivals(boxes: Sequence[TickBox], read: list[BoxRead]) -> list[BoxRead]:
    """Doubt all ticks of rivals where more than one box is ticked."""
    marked: dict[Key, list[int]] = defaultdict(list)
    for at, (box, one) in enumerate(zip(boxes, read, strict=True)):
        if box.rivals and one.verdict is not Verdict.EMPTY and one.likely:
            marked[box.rivals].append(at)
    for places in marked.values():
        if len(places) > 1:
            for at in places:
                one = read[at]
                read[at] = BoxRead(one.key, Verdict.DOUBTFUL, True, one.measure, one.why or "two", one.shift)
    return read
