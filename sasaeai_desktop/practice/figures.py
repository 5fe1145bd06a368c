"""Sharing a city's year figures among its districts, so that the sums are exact.

Source of the reference figures: shared domain page, section 2 (a city of 49 districts, fiscal year 2023).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sasaeai_desktop.practice.records import YearFigures

REFERENCE_DISTRICTS = 49
REFERENCE = {
    "people": 3418,
    "watchers": 1570,
    "block_coordinators": 649,
    "area_coordinators": 261,
    "acts": 124_624,
    "salons": 136,
    "sessions": 4081,
    "participants": 40_746,
    "watch_yen": 4_710_007,
    "salon_yen": 4_720_359,
    "local_yen": 3_885_644,
    "centre_yen": 480_759,
    "newsletter_yen": 2_277_565,
}
REFERENCE_WATCH_DISTRICTS = 48
_GROWTH = 0.98  # an earlier year has 2 % less of everything


def scaled(reference: int, districts: int, years_ago: int = 0) -> int:
    """Return a reference figure for a city of ``districts``, ``years_ago`` before the last year."""
    return round(reference * districts / REFERENCE_DISTRICTS * _GROWTH**years_ago)


def apportion(total: int, weights: Sequence[float], minimum: int = 0) -> list[int]:
    """Share ``total`` by ``weights``: everyone with a weight gets ``minimum``, then largest remainders.

    The parts always sum to ``total``; where it does not reach for the minimum, the heaviest get it first.
    """
    takers = [n for n, w in enumerate(weights) if w > 0]
    parts = [0] * len(weights)
    if not takers:
        return parts
    floor = min(minimum, total // len(takers))
    rest = total - floor * len(takers)
    whole = sum(weights)
    remainders = []
    for n in takers:
        exact = rest * weights[n] / whole
        parts[n] = floor + int(exact)
        remainders.append((int(exact) - exact, n))
    short = total - sum(parts)
    for _, n in sorted(remainders)[:short]:
        parts[n] += 1
    return parts


def _even_yen(total: int, weights: Sequence[float]) -> list[int]:
    """Share yen in whole hundreds; the odd yen stay with the largest district."""
    parts = [100 * p for p in apportion(total // 100, weights)]
    parts[max(range(len(weights)), key=lambda n: weights[n])] += total % 100
    return parts


@dataclass(frozen=True, slots=True)
class _Temper:
    """How districts differ; a list has a number per district, 0 where one does not run a programme.

    Attributes:
        sizes: up to four times as large as the smallest.
        watching: the sizes of those that carry out 見守り.
        dense: acts per person.
        social: sessions per salon.
        local: whether there is 地域特性を活かした事業.
        centre: whether there is a 地区ボランティアセンター.
        letter: how much 広報紙.
    """

    sizes: list[float]
    watching: list[float]
    dense: list[float]
    social: list[float]
    local: list[float]
    centre: list[float]
    letter: list[float]


def _tempers(rng: Random, watch: Sequence[bool]) -> _Temper:
    """Draw the districts' differences; the first one runs everything."""
    count = len(watch)
    sizes = [4 ** (n / max(1, count - 1)) for n in range(count)]
    rng.shuffle(sizes)
    dense = [rng.uniform(0.7, 1.4) for _ in sizes]
    social = [rng.uniform(0.75, 1.3) for _ in sizes]
    local = [float(rng.random() < 0.6) for _ in sizes]
    centre = [float(rng.random() < 0.15) for _ in sizes]
    letter = [0.5 + s / 4 if rng.random() < 0.85 else 0.0 for s in sizes]
    local[0] = centre[0] = letter[0] = 1.0
    watching = [s if w else 0.0 for s, w in zip(sizes, watch, strict=True)]
    return _Temper(sizes, watching, dense, social, local, centre, letter)


def shares(rng: Random, watch: Sequence[bool], years: Sequence[int]) -> list[tuple[YearFigures, ...]]:
    """Return every district's figures, oldest year first; ``watch`` says who carries out 見守り.

    Districts differ in size by a factor of four, acts per person by two.
    """
    temper = _tempers(rng, watch)
    by_year = [_year(year, years[-1] - year, temper) for year in years]
    return [tuple(year[n] for year in by_year) for n in range(len(watch))]


def _year(year: int, years_ago: int, temper: _Temper) -> list[YearFigures]:
    """Share one year's figures of the city among its districts."""
    total = {k: scaled(v, len(temper.sizes), years_ago) for k, v in REFERENCE.items()}
    people = apportion(total["people"], temper.watching, 4)
    salons = apportion(total["salons"], temper.sizes, 1)
    sessions = apportion(total["sessions"], _times(salons, temper.social), 1)
    columns = {
        "people": people,
        "watchers": apportion(total["watchers"], temper.watching, 2),
        "block_coordinators": apportion(total["block_coordinators"], temper.watching, 1),
        "area_coordinators": apportion(total["area_coordinators"], temper.watching, 1),
        "acts": apportion(total["acts"], _times(people, temper.dense), 1),
        "salons": salons,
        "sessions": sessions,
        "participants": apportion(
            total["participants"], _times(sessions, [0.6 + f / 2 for f in temper.social]), 1
        ),
        "watch_yen": _even_yen(total["watch_yen"], [float(p) for p in people]),
        "salon_yen": _even_yen(total["salon_yen"], [float(n) for n in sessions]),
        "local_yen": _even_yen(total["local_yen"], temper.local),
        "centre_yen": _even_yen(total["centre_yen"], temper.centre),
        "newsletter_yen": _even_yen(total["newsletter_yen"], temper.letter),
    }
    return [YearFigures(year, **{k: v[n] for k, v in columns.items()}) for n in range(len(temper.sizes))]


def _times(counts: Sequence[int], weights: Sequence[float]) -> list[float]:
    return [n * w for n, w in zip(counts, weights, strict=True)]
