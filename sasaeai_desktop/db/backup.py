"""Which backup is the newest, and which stay. Pure rules; services do the copying.

A laptop's clock may stand in 2099 or 2015 for a day. So the newest backup is the one whose tips contain the others'; where
neither contains the other (after a restore), the one that was taken later in this folder, which counts them; a clock
decides only between what is equal in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

DAILY, WEEKLY, MONTHLY = 7, 4, 12

Tips = Mapping[str, Sequence[tuple[int, str]]]
"""How far each stream reaches: (seq, id of that change) of each of its histories."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup.

    Attributes:
        name: of its folder.
        day: ISO day on which it was made, as the clock stood.
        at: the same with the time.
        ordinal: how many backups had been made in its folder, itself counted; 0 where nobody wrote it down.
        tips: what it holds; None where nobody wrote it down.
    """

    name: str
    day: str
    at: str = ""
    ordinal: int = 0
    tips: Tips | None = field(default=None, hash=False)


def contains(more: Tips | None, less: Tips | None) -> bool:
    """Say whether one state holds everything of another, as far as their tips tell."""
    if more is None or less is None:
        return False
    return all(
        any(held > seq or (held, tip) == (seq, wanted) for held, tip in more.get(name, ()))
        for name, histories in less.items()
        for seq, wanted in histories
    )


def newest_first(backups: Iterable[Kept]) -> list[Kept]:
    """Return the backups in the order of what they hold."""
    left = sorted(backups, key=lambda b: (b.ordinal, b.at or b.day, b.name), reverse=True)
    ordered: list[Kept] = []
    while left:
        first = next((b for b in left if not _beaten(b, left)), left[0])
        left.remove(first)
        ordered.append(first)
    return ordered


def _beaten(backup: Kept, others: Iterable[Kept]) -> bool:
    """Say whether another one holds all of this one and more."""
    return any(
        contains(other.tips, backup.tips) and not contains(backup.tips, other.tips)
        for other in others
        if other is not backup
    )


def to_remove(backups: Iterable[Kept], today: str) -> list[str]:
    """Return the names of backups that no rule keeps.

    The newest stays, and all of today; of other days the newest of each of the last seven days, of the last four weeks
    and of the last twelve months that have any. Days are counted in the order of what the backups hold, so that a wrong
    clock takes a place in the row and never the place of all.
    """
    ordered = newest_first(backups)
    keep = {b.name for b in ordered[:1]} | {b.name for b in ordered if b.day == today}
    for limit, period in ((DAILY, _day), (WEEKLY, _week), (MONTHLY, _month)):
        seen: dict[object, str] = {}
        for backup in ordered:
            seen.setdefault(period(backup.day), backup.name)
        keep.update(list(seen.values())[:limit])
    return [b.name for b in ordered if b.name not in keep]


def _day(day: str) -> object:
    return day


def _week(day: str) -> object:
    return date.fromisoformat(day).isocalendar()[:2]


def _month(day: str) -> object:
    return day[:7]
