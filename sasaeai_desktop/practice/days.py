"""Days as ordinals; who comes and goes over the years, and on which days something happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from random import Random

OPEN = 9_999_999  # the end of what has not ended
Span = tuple[int, int]  # first and last day, both included


@cache
def iso(day: int) -> str:
    """Return a day as ISO text; OPEN is ""."""
    return "" if day == OPEN else date.fromordinal(day).isoformat()


@cache
def first(year: int) -> int:
    """Return 1 April of a fiscal year."""
    return date(year, 4, 1).toordinal()


@cache
def last(year: int) -> int:
    """Return 31 March at the end of a fiscal year."""
    return date(year + 1, 3, 31).toordinal()


def weekday(day: int) -> int:
    """Return 0 for Monday .. 6 for Sunday."""
    return (day - 1) % 7


def churn(rng: Random, targets: Sequence[tuple[int, int]], keep: int, rate: float) -> list[Span]:
    """Return lives of which exactly the wanted number touch each fiscal year.

    Args:
        rng: the source of chance.
        targets: (fiscal year, how many), in order.
        keep: so many at the head began before the first year and never end.
        rate: part of them that begins, and that ends, within a year.
    """
    lives: list[list[int]] = []
    current: list[int] = []
    for at, (year, wanted) in enumerate(targets):
        lo, hi = first(year), last(year)
        fresh = wanted - len(current) if at else int(wanted * rate)
        if not at:
            lives += [[lo - int(rng.random() * 3000) - 1, OPEN] for _ in range(wanted - fresh)]
        lives += [[lo + int(rng.random() * (hi - lo)), OPEN] for _ in range(fresh)]
        if fresh > 1:
            lives[-1][0] = hi  # registered on 31 March: counts
        current = [n for n, life in enumerate(lives) if life[1] == OPEN]
        leave = int(wanted * rate)
        if at + 1 < len(targets):
            leave = max(leave, wanted - targets[at + 1][1])
        able = [n for n in current if n >= keep]
        for k, n in enumerate(rng.sample(able, min(leave, len(able)))):
            begun = max(lo, lives[n][0])
            lives[n][1] = begun if k == 0 else begun + int(rng.random() * (hi - begun + 1))
        current = [n for n in current if lives[n][1] == OPEN]
    return [(a, b) for a, b in lives]


def split(rng: Random, span: Span, years: Sequence[int]) -> tuple[Span, ...]:
    """Cut a life in two with a gap inside one fiscal year; it still touches every year it did."""
    for year in years:
        lo, hi = max(first(year), span[0]), min(last(year), span[1])
        if hi - lo > 150:
            end = lo + 20 + int(rng.random() * 60)
            return (span[0], end), (end + 20 + int(rng.random() * 40), span[1])
    return (span,)


def rhythm(rng: Random, lo: int, hi: int, count: int, weekdays: Sequence[int]) -> list[int]:
    """Return ``count`` different days of lo .. hi, about evenly apart, mostly on the given weekdays."""
    room = hi - lo + 1
    assert count <= room
    step = room / count
    used: set[int] = set()
    snap = step >= 3 and bool(weekdays)
    for k in range(count):
        day = lo + int((k + rng.random() * 0.7) * step)
        if snap and rng.random() < 0.75:
            day += min((w - (day - 1)) % 7 for w in weekdays)
        while day in used:
            day += 1
        while day > hi or day in used:
            day -= 1
        used.add(day)
    return sorted(used)
