"""What counting over lists needs: days in a year, and merged people as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sasaeai_desktop.practice.records import DistrictPlan

Figures = dict[str, Any]


class OnePerson:
    """Says which of several entries stands for a merged person (or volunteer)."""

    def __init__(self, district: DistrictPlan) -> None:
        self._same: dict[str, set[str]] = {}
        for merge in district.merges:
            group = self._same.get(merge.a, {merge.a}) | self._same.get(merge.b, {merge.b})
            for key in group:
                self._same[key] = group

    def __call__(self, key: str) -> str:
        """Return the key that stands for all entries of a person."""
        return min(self._same.get(key, {key}))


def in_year(day: str, year: int) -> bool:
    """Whether a day lies in a fiscal year."""
    return f"{year}-04-01" <= day <= f"{year + 1}-03-31"


def touches(start: str, end: str, first: str, last: str) -> bool:
    """Whether start .. end (both included, "" = goes on) has a day in first .. last; no start, no match."""
    return bool(start) and start <= last and (not end or end >= first)


def distinct(keys: Iterable[str]) -> int:
    """Return how many different ones there are."""
    return len(set(keys))
