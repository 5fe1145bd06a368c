"""On which days a repeated request for おたすけ comes."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from sasaeai_desktop.domain.help import Repeat


def next_day(day: str, repeat: str) -> str:
    """Return the ISO day on which a repeated request comes next, "" when it does not.

    毎月 keeps the day of the month, or the month's last day where it is shorter.
    """
    at = date.fromisoformat(day)
    if repeat in (Repeat.WEEKLY, Repeat.FORTNIGHTLY):
        return (at + timedelta(days=7 if repeat == Repeat.WEEKLY else 14)).isoformat()
    if repeat != Repeat.MONTHLY:
        return ""
    year, month = at.year + at.month // 12, at.month % 12 + 1
    return date(year, month, min(at.day, monthrange(year, month)[1])).isoformat()


def days_of(first: str, repeat: str, until: str, last: str) -> list[str]:
    """Return the days of a request from ``first`` up to ``last``, and not beyond ``until``."""
    found, day, start = [], first, first
    while day and day <= last and (not until or day <= until):
        found.append(day)
        following = next_day(day, repeat)
        if repeat == Repeat.MONTHLY and following:
            # 31 January, 28 February, 31 March: the day asked for comes back after a short month.
            length = monthrange(int(following[:4]), int(following[5:7]))[1]
            following = f"{following[:8]}{min(int(start[8:10]), length):02}"
        day = following
    return found
