"""毎月第2金曜: a rule by which a salon meets, and the days it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sasaeai_desktop.domain.holidays import holidays_of

WEEKDAYS = "月火水木金土日"
LAST = -1
"""最後の: the fourth or the fifth, whichever the month ends with."""

_WORDS = {1: "第1", 2: "第2", 3: "第3", 4: "第4", 5: "第5", LAST: "最後の"}


@dataclass(frozen=True, slots=True)
class Repeat:
    """A weekday (0 is Monday) of some weeks of every month.

    Attributes:
        weeks: which of the month's such weekdays: 1 to 5, ``LAST``; none means every one of them.
        skip_holidays: a public holiday is left out.
    """

    weekday: int
    weeks: tuple[int, ...] = ()
    skip_holidays: bool = False

    @property
    def words(self) -> str:
        """The rule as people say it: 「毎月 第2・第4金曜」, 「毎週 金曜」."""
        day = f"{WEEKDAYS[self.weekday]}曜"
        if not self.weeks:
            return f"毎週 {day}"
        return f"毎月 {'・'.join(_WORDS[week] for week in self.weeks)}{day}"

    def days(self, first: str, last: str) -> list[str]:
        """Return the ISO days from ``first`` to ``last``, both included."""
        return [day.isoformat() for day in self._days(date.fromisoformat(first), date.fromisoformat(last))]

    def _days(self, first: date, last: date) -> Iterator[date]:
        day = first + timedelta(days=(self.weekday - first.weekday()) % 7)
        while day <= last:
            if self._meant(day) and not (self.skip_holidays and day.day in holidays_of(f"{day:%Y-%m}")):
                yield day
            day += timedelta(days=7)

    def _meant(self, day: date) -> bool:
        if not self.weeks or (day.day - 1) // 7 + 1 in self.weeks:
            return True
        return LAST in self.weeks and (day + timedelta(days=7)).month != day.month
