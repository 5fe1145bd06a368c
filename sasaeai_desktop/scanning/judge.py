"""From strokes to verdicts: a box is empty, ticked, or left for a person.

A tick may swing out of its box. Strokes are cut at the printed lines and joined again where they go on beyond
one; a joined stroke belongs to the box that holds most of it, and its shape is read as a whole. Only what is a
tick by its shape (`signs`) and as dark as the other ones on the page is taken; everything else is left for a
person, as are two ticks among rivals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from sasaeai_desktop.domain.paper_boxes import Key, TickBox
from sasaeai_desktop.scanning.filled import fills_frame, has_gaps, is_boxy, is_oval
from sasaeai_desktop.scanning.fillings import PALE, at_edge, filling_of, goes_on, is_doubtful
from sasaeai_desktop.scanning.geometry import SCALE
from sasaeai_desktop.scanning.ink import Ink, Stroke, Window, pen_of, strokes_above
from sasaeai_desktop.scanning.joining import MARGIN, Held, Join, inner, join, whole_signs
from sasaeai_desktop.scanning.register import Shift
from sasaeai_desktop.scanning.signs import Sign, sign_of, thickness, width_by_height
from sasaeai_desktop.scanning.strands import Run

_SPECK_LENGTH, _SPECK_AREA = 1.1, 0.85  # mm, mm2: dust on the scanner's glass; a check is longer
_RIM = 0.38  # mm of a printed line that may reach into the window of a page that lies not quite flat
_TICK_LENGTH, _TICK_AREA = 1.7, 0.55  # from here on a tick is sure
_CORE = 0.42  # of a pen's darkness: above it the strands of a shape stand apart
_LEAST_PEN = 0.185  # of the paper's brightness: what is left of a rubbed-out pencil is paler
_CUT = 2.6  # mm: a filled shape that is so wide at the rim of a grid may be a part of a larger one
_HAIR = 0.078  # mm of full black across a line: a hair or a fibre has less, the faintest pencil more
_BROAD = 1.0  # mm: a pale line so thick is what a wet cup left; no pencil's has more than 0.85
_PALER = 0.55  # of the page's usual pen: a sign that is paler is rubbed out, a stain, or shows through ...
_PENCIL = 0.3  # ... unless several are alike and no paler than a pencil
_TIGHT = 0.66  # of a pen's darkness: above it the rings of ◎ stand apart even where a thick pen drew them
_BELOW = 0.8  # mm below a line: what hangs down there is no corner of a check
# A ring is sure that is at least so wide by its height (560 noughts of all hands had 0.79 at most), or beside the usual
# one of a page with so many.
_ROUND, _NARROW, _RINGS = 0.85, 0.8, 3
_HABIT, _ALIKE = 4, 0.12  # so many signs of one darkness (within this share) are somebody's pencil


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
        why: for a doubtful one: "faint", "shape", "cross", "line", "two", "between", "small".
        shift: (x, y) in mm by which it lies off its place.
        sign: what was drawn, as far as its shape tells.
        wide: of a ring, its width by its height.
    """

    key: Key
    verdict: Verdict
    likely: bool
    measure: float = 0.0
    why: str = ""
    shift: tuple[float, float] = (0.0, 0.0)
    sign: Sign | None = None
    wide: float = 0.0


def judge(ink: Ink, boxes: Sequence[TickBox], shifts: Sequence[Shift]) -> list[BoxRead]:
    """Return what every box holds, in their order."""
    held = [_held(ink, box, shift) for box, shift in zip(boxes, shifts, strict=True)]
    joins = join(held, (_TICK_LENGTH, _TICK_AREA))
    highest, lowest = _outermost(boxes)
    read = [_verdict(ink, held, at, joins, (at in highest, at in lowest)) for at in range(len(held))]
    _compare_pens(held, read)
    _compare_fillings(ink, held, read)
    _compare_rings(read)
    return _rivals(boxes, read)


def _held(ink: Ink, box: TickBox, shift: Shift) -> Held:
    window = inner(box.rect, shift)
    if ink.is_clean(window):
        return Held(box, window, shift, [])
    cut, limit = ink.cut(window), ink.threshold(window)
    if cut.getextrema()[1] <= limit:  # type: ignore[operator]  # one band gives two numbers
        return Held(box, window, shift, [])
    pen = pen_of(cut, limit)
    strokes: list[Stroke] = []
    # What is pale beside something dark (a tick in pencil, a speck of dust) is seen in a second look.
    for at in (max(limit, round(pen * _CORE)), limit):
        strokes = [s for s in strokes_above(cut, at) if not _is_speck(s) and not _is_rest(s, window)]
        if strokes:
            break
    return Held(box, window, shift, strokes, pen / max(1, ink.paper_at(window)))


def _is_speck(stroke: Stroke) -> bool:
    return stroke.length < _SPECK_LENGTH and stroke.area < _SPECK_AREA


def _is_rest(stroke: Stroke, window: Window) -> bool:
    """Say whether a stroke is the rim of a printed line: no wider than that, along the edge of the window."""
    wide, high, rim = window[2] - window[0], window[3] - window[1], round(_RIM * SCALE)
    beside = stroke.right <= rim or stroke.left >= wide - rim
    return beside or stroke.bottom <= rim or stroke.top >= high - rim


# -- one box ---------------------------------------------------------------------------------------------------------


def _outermost(boxes: Sequence[TickBox]) -> tuple[set[int], set[int]]:
    """Return the boxes above which, and those below which, there is no other one."""
    tops = {(round(b.rect[0], 1), round(b.rect[1], 1)) for b in boxes}
    ends = {(round(b.rect[0], 1), round(b.rect[1] + b.rect[3], 1)) for b in boxes}
    highest = {at for at, b in enumerate(boxes) if (round(b.rect[0], 1), round(b.rect[1], 1)) not in ends}
    lowest = {
        at for at, b in enumerate(boxes) if (round(b.rect[0], 1), round(b.rect[1] + b.rect[3], 1)) not in tops
    }
    return highest, lowest


def _goes_below(ink: Ink, here: Held) -> bool:
    """Say whether a sign goes on below the line under its box, where nobody looks."""
    high, (left, _, _, bottom) = here.size[1], here.window
    ends = [run for index in here.kept for run in here.strokes[index].runs if run[0] >= high - 1]
    if not ends:
        return False
    first, last = min(r[1] for r in ends), max(r[2] for r in ends)
    # From closely below the line, where a printed word does not begin yet.
    start, room, near = bottom + round((MARGIN + 0.3) * SCALE), round(_BELOW * SCALE), round(0.35 * SCALE)
    wide = last - first + 2 * near
    found = ink.strokes((left + first - near, start, left + first - near + wide, start + room))
    return any(s.top <= 1 and s.bottom >= room - 1 and s.left > 0 and s.right < wide for s in found)


def _is_cut(here: Held, *, above: bool, below: bool) -> bool:
    """Say whether a large filled shape runs out of the grid: half a punched hole, or a wash of colour."""
    last = here.size[1] - 1
    runs = [run for index in here.kept for run in here.strokes[index].runs]
    return any(
        end - first >= _CUT * SCALE and ((above and row <= 0) or (below and row >= last))
        for row, first, end in runs
    )


def _verdict(
    ink: Ink, held: Sequence[Held], at: int, joins: Sequence[Join], edges: tuple[bool, bool]
) -> BoxRead:
    here = held[at]
    strokes = [here.strokes[index] for index in here.kept]
    shift = (here.shift[0] / SCALE, here.shift[1] / SCALE)
    area = sum(s.area for s in strokes)
    longest = max((s.length for s in strokes), default=0.0)
    likely = area >= _TICK_AREA * 0.8 and longest >= _TICK_LENGTH * 0.7

    def told(verdict: Verdict, why: str = "", sign: Sign | None = None) -> BoxRead:
        sure = verdict is Verdict.TICKED
        wide = width_by_height(max(parts, key=len)) if sign is Sign.RING else 0.0
        return BoxRead(here.box.key, verdict, likely or sure, area, why, shift, sign, wide)

    parts: list[list[Run]] = []
    if not strokes:
        return told(Verdict.EMPTY)
    if not here.box.sure:
        return told(Verdict.DOUBTFUL, "small")
    if here.torn or here.spread:
        return told(Verdict.DOUBTFUL, "between")
    sign, parts = _sign_in(ink, held, at, joins, edges)
    if not sign.is_tick:
        return told(Verdict.DOUBTFUL, sign.value if sign in (Sign.CROSS, Sign.LINE) else "shape", sign)
    thick = 0.0 if sign is Sign.SOLID else thickness(parts)
    hair = sign is not Sign.SOLID and here.pen * thick < _HAIR
    cup = here.pen < PALE and thick > _BROAD
    if longest < _TICK_LENGTH or area < _TICK_AREA or here.pen < _LEAST_PEN or hair or cup:
        return told(Verdict.DOUBTFUL, "faint", sign)
    return told(Verdict.TICKED, "", sign)


def _sign_in(
    ink: Ink, held: Sequence[Held], at: int, joins: Sequence[Join], edges: tuple[bool, bool]
) -> tuple[Sign, list[list[Run]]]:
    """Return the sign a box holds, and the strokes it was seen in: the first way of joining that gives a tick."""
    here = held[at]
    hangs = edges[1] and _goes_below(ink, here)
    first: Sign | None = None
    for parts, corner in whole_signs(held, at, joins):
        sign = sign_of(parts, check=corner and not hangs)
        first = first or sign
        if sign.is_tick:
            break
    else:
        sign = first or Sign.OTHER
    if sign is Sign.OTHER and _is_double_ring(ink, here):
        sign = Sign.RING
    if sign is Sign.HOLE and not at_edge(here) and _is_no_punched_hole(parts[0]):
        sign = Sign.SOLID
    if sign is Sign.SOLID and _is_cut(here, above=edges[0], below=edges[1]) and not fills_frame(parts[0]):
        sign = Sign.OTHER if goes_on(ink, here) else sign
    return sign, parts


def _is_no_punched_hole(part: Sequence[Run]) -> bool:
    return is_oval(part) or is_boxy(part) or has_gaps(part)


def _is_double_ring(ink: Ink, here: Held) -> bool:
    """Say whether a sign is ◎ once only its darkest part is looked at."""
    if len(here.sign) != 1 or len(here.kept) != 1:
        return False
    cut = ink.cut(here.window)
    parts = strokes_above(cut, round(here.pen * _TIGHT * ink.paper_at(here.window)))
    parts = [part for part in parts if not _is_speck(part)]
    return len(parts) == 2 and sign_of([sorted(part.runs) for part in parts]) is Sign.RING


def _compare_pens(held: Sequence[Held], read: list[BoxRead]) -> None:
    """Doubt ticks that are much paler than the other signs of the page."""
    pens = [(h.pen, one.sign is Sign.SOLID) for h, one in zip(held, read, strict=True) if one.sign]
    drawn = sorted(pen for pen, solid in pens if not solid)
    usual = drawn[len(drawn) // 2] if len(drawn) >= 3 else 0.0
    for at, (here, one) in enumerate(zip(held, read, strict=True)):
        if one.verdict is not Verdict.TICKED or here.pen >= _PALER * usual:
            continue
        solid = one.sign is Sign.SOLID
        alike = sum(s is solid and abs(pen - here.pen) <= _ALIKE * here.pen for pen, s in pens) >= _HABIT
        if not (alike and here.pen >= _PENCIL):
            read[at] = replace(one, verdict=Verdict.DOUBTFUL, why="faint")


def _compare_fillings(ink: Ink, held: Sequence[Held], read: list[BoxRead]) -> None:
    """Doubt filled boxes that may be a stain, or a stamp that ran."""
    fillings = {at: filling_of(ink, held[at]) for at, one in enumerate(read) if one.sign is Sign.SOLID}
    for at, this in fillings.items():
        if read[at].verdict is Verdict.TICKED and is_doubtful(this, fillings.values()):
            read[at] = replace(read[at], verdict=Verdict.DOUBTFUL, why="faint")


def _compare_rings(read: list[BoxRead]) -> None:
    """Doubt rings that are narrow beside the other ones of the page, or by themselves: a hand's 0 is narrower than its ○."""
    rings = sorted(one.wide for one in read if one.sign is Sign.RING)
    least = min(_ROUND, _NARROW * rings[len(rings) // 2]) if len(rings) >= _RINGS else _ROUND
    for at, one in enumerate(read):
        if one.verdict is Verdict.TICKED and one.sign is Sign.RING and one.wide < least:
            read[at] = replace(one, verdict=Verdict.DOUBTFUL, why="shape")


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
                read[at] = replace(one, verdict=Verdict.DOUBTFUL, likely=True, why=one.why or "two")
    return read
