"""Days in the words of the pages: with their year where it is not this fiscal year."""

from __future__ import annotations

from sasaeai_desktop.domain.fiscal import fiscal_year
from sasaeai_desktop.domain.wareki import wareki, weekday


def short_day(day: str, today: str) -> str:
    """Return 「5月26日」, and 「令和5年3月31日」 of another fiscal year (shared design, ui.md rule 19)."""
    if fiscal_year(day) != fiscal_year(today):
        return wareki(day)
    return f"{int(day[5:7])}月{int(day[8:10])}日"


def day_words(day: str, today: str) -> str:
    """Return 「5月26日（火）」, 「令和5年3月31日（金）」."""
    return f"{short_day(day, today)}（{weekday(day)}）"
