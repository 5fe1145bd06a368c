"""Filled boxes: ● and ■ of somebody's hand, or a drop, a shadow, a wash of colour, a stamp that ran.

A dark one is told by its shape. A pale one has to show a hand as well: by the light lines that a pencil leaves where it
goes to and fro, or by others of its kind on the page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sasaeai_desktop.scanning.filled import Light, has_gaps, is_rectangle, light_places, off_ellipse
from sasaeai_desktop.scanning.geometry import SCALE
from sasaeai_desktop.scanning.ink import NOISE, Ink, Window, strokes_above
from sasaeai_desktop.scanning.joining import MARGIN, Held
from sasaeai_desktop.scanning.strands import Run

# Of the paper's brightness: as dark as ink is no stain, no wash of colour and no shadow of a hand.
PALE = 0.44
_ALIKE = 0.25  # of a pen's darkness: within this, fillings are of one pencil, pressed more or less
_HABIT = 4  # so many of one pencil, each showing a hand, are somebody's way of ticking
_DROP = 0.03  # mm off an ellipse: drops have 0.01 to 0.025, one ● of twenty has less than this
_UNEVEN = 0.035  # mm off an ellipse: from here on a hand drew it
_STREAK = 0.85  # of its darkness: streaks that a pencil leaves are lighter, what a wash has within is grain
# A stamp or word that ran into a blot is round. What is left light in it is short or broad: so many short places at a share
# of its darkness (in one up to so large, mm: 印 of the thickest pen has 4.8). One that ran well has few and pale ones, as
# some small ● have.
_SMALL, _LARGE = 4.6, 5.2
_BROAD_ROUND, _BROAD_STRAIGHT = 0.75, 0.8  # a word that ran is straight at times, and tighter than a stamp
_RAN_MIDDLE = ((0.75, 2),)
_RAN_SMALL = ((0.8, 2), (0.85, 3))
_MAY_HAVE_RUN = ((0.85, 1), (0.9, 2))
_OTHERS = 2  # so many other filled boxes on the page: then it is one of them
# How far beyond a printed line is looked, and how much (mm): a date is printed farther off.
_BEYOND, _STRIP = 0.3, 0.4
_GOES_ON = 0.5  # of what lies beyond the line is as dark, by half: it goes on there


@dataclass(frozen=True, slots=True)
class Filling:
    """One filled box.

    Attributes:
        pen: how dark, as a share of the paper's brightness.
        hatched: it has light lines between its strokes.
        shows_hand: its shape or its lines are those of a hand.
        smooth: as round as a drop.
        small: no longer than most stamps.
        goes_on: it is as dark beyond the line that it reaches.
        ran: it is a stamp or a word that ran into a blot.
        may_have_run: it may be one.
    """

    pen: float
    hatched: bool
    shows_hand: bool
    smooth: bool
    small: bool
    goes_on: bool
    ran: bool
    may_have_run: bool


def runs_of(here: Held) -> list[Run]:
    """Return the runs of what a box holds, by row."""
    return sorted(run for index in here.kept for run in here.strokes[index].runs)


def filling_of(ink: Ink, here: Held) -> Filling:
    """Return what tells a hand's filled box from a stain."""
    part = runs_of(here)
    gaps = len(here.kept) == 1 and has_gaps(part)
    hatched = gaps or any(place.is_streak for place in _light_within(ink, here, _STREAK))
    straight = is_rectangle(part)
    off = off_ellipse(part) / SCALE
    beyond = goes_on(ink, here)
    shows_hand = not beyond and (hatched or straight or (not at_edge(here) and off >= _UNEVEN))
    longest = max(here.strokes[index].length for index in here.kept)
    small = longest < _SMALL
    ran = _has_run(ink, here, longest, straight=straight)
    may_have_run = not straight and small and _has_short_ones(ink, here, _MAY_HAVE_RUN)
    return Filling(here.pen, hatched, shows_hand, off < _DROP, small, beyond, ran, may_have_run)


def _has_run(ink: Ink, here: Held, longest: float, *, straight: bool) -> bool:
    """Say whether a filled shape is a stamp or a word that ran into a blot."""
    if straight and longest >= _SMALL:
        return False
    levels = _RAN_SMALL if longest < _SMALL and not straight else _RAN_MIDDLE if longest < _LARGE else ()
    share = _BROAD_STRAIGHT if straight else _BROAD_ROUND
    broad = any(place.is_broad for place in _light_within(ink, here, share))
    return broad or _has_short_ones(ink, here, levels)


def is_doubtful(this: Filling, page: Collection[Filling]) -> bool:
    """Say whether a filling may be no tick, beside all of its page (it among them)."""
    if this.ran or (this.may_have_run and sum(not other.ran for other in page) <= _OTHERS):
        return True
    if this.goes_on and this.small:
        return True  # the corner of something larger: a hole, a stamp
    return this.pen < PALE and _may_be_stain(this, page)


def _may_be_stain(this: Filling, page: Collection[Filling]) -> bool:
    """Say whether a pale filling may be a stain."""
    if this.goes_on or (this.smooth and not this.hatched):
        return True
    alike = sum(other.shows_hand and abs(other.pen - this.pen) <= _ALIKE * this.pen for other in page)
    return not this.hatched and alike < _HABIT


def _has_short_ones(ink: Ink, here: Held, levels: Iterable[tuple[float, int]]) -> bool:
    """Say whether a filled shape has so many short light places at one of these shares of its darkness."""
    return any(
        sum(place.is_short for place in _light_within(ink, here, share)) >= least for share, least in levels
    )


def _light_within(ink: Ink, here: Held, share: float) -> list[Light]:
    """Return what is lighter than a share of a filled shape's darkness, and no grain of the paper."""
    pen = here.pen * ink.paper_at(here.window)
    dark = strokes_above(ink.cut(here.window), round(min(share * pen, pen - NOISE * ink.grain)))
    return light_places([stroke.runs for stroke in dark])


def at_edge(here: Held) -> bool:
    """Say whether a sign reaches the edge of its window."""
    wide, high = here.size
    some = [here.strokes[index] for index in here.kept]
    return any(s.left <= 0 or s.top <= 0 or s.right >= wide or s.bottom >= high for s in some)


def goes_on(ink: Ink, here: Held) -> bool:
    """Say whether a filled shape is as dark beyond the line that it reaches: a wash of colour, a shadow."""
    half = here.pen * ink.paper_at(here.window) / 2
    for strip in _beyond(here):
        counts = ink.cut(strip).histogram()
        if sum(counts[round(half) :]) > _GOES_ON * sum(counts):
            return True
    return False


def _beyond(here: Held) -> Iterable[Window]:
    """Yield a strip beyond each line that a sign reaches, as long as the sign is there."""
    left, top, right, bottom = here.window
    wide, high = here.size
    near, far = round((MARGIN + _BEYOND) * SCALE), round((MARGIN + _BEYOND + _STRIP) * SCALE)
    runs = runs_of(here)
    for row, y in ((0, (top - far, top - near)), (high - 1, (bottom + near, bottom + far))):
        some = [run for run in runs if run[0] == row]
        if some:
            yield left + min(r[1] for r in some), y[0], left + max(r[2] for r in some), y[1]
    for rows, x in (
        ([r[0] for r in runs if r[1] <= 0], (left - far, left - near)),
        ([r[0] for r in runs if r[2] >= wide], (right + near, right + far)),
    ):
        if rows:
            yield x[0], top + min(rows), x[1], top + max(rows) + 1
