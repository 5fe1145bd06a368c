"""Which backups stay: seven daily, four weekly, twelve monthly. A pure rule; services do the copying."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAILY, WEEKLY, MONTHLY = 7, 4, 12


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """A backup by name, whose names grow with time, and the day it was made (ISO)."""

    name: str
    day: str


def to_remove(backups: Iterable[Kept], today: str) -> list[str]:
    """Return the names of backups that no rule keeps.

    All of today stay; of other days the newest of each of the last seven days, of the last four weeks and of the last
    twelve months that have any.
    """
    newest_first = sorted(backups, reverse=True)
    keep = {b.name for b in newest_first if b.day >= today}
    for limit, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        seen: dict[object, str] = {}
        for backup in newest_first:
            seen.setdefault(period(backup.day), backup.name)
        keep.update(list(seen.values())[:limit])
    return [b.name for b in newest_first if b.name not in keep]


def _day(day: str) -> object:
    return day


def _week(day: str) -> object:
    return date.fromisoformat(day).isocalendar()[:2]


def _month(day: str) -> object:
    return day[:7]
