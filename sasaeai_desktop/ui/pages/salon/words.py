"""Days, times and states of sessions in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sasaeai_desktop.domain.wareki import wareki, weekday

if TYPE_CHECKING:
    from sasaeai_desktop.services.salon.salons import SessionRow

HELD, MISSING, TODAY, PLANNED, CANCELLED = "held", "missing", "today", "planned", "cancelled"


def month_words(month: str) -> str:
    """令和8年6月 of "2026-06"."""
    return wareki(month)


def month_after(month: str, by: int) -> str:
    """Return the month so many later (earlier when negative)."""
    at = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{at // 12:04}-{at % 12 + 1:02}"


def day_words(day: str) -> str:
    """6月12日（金）."""
    return f"{int(day[5:7])}月{int(day[8:10])}日（{weekday(day)}）"


def clock_words(time: str) -> str:
    """10時, 11時30分."""
    if not time:
        return ""
    hour, minute = int(time[:2]), int(time[3:5])
    return f"{hour}時{minute}分" if minute else f"{hour}時"


def span_words(start: str, end: str) -> str:
    """10時から11時30分; "" when no time is known."""
    if start and end:
        return f"{clock_words(start)}から{clock_words(end)}"
    return f"{clock_words(start)}から" if start else ""


def state_of_row(row: SessionRow, today: str) -> str:
    """Return which of HELD, MISSING, TODAY, PLANNED, CANCELLED a session is."""
    if row.cancelled:
        return CANCELLED
    if row.total:
        return HELD
    if row.date == today:
        return TODAY
    return PLANNED if row.date > today else MISSING


STATE_WORDS = {
    HELD: "開きました",
    MISSING: "出席がまだ",
    TODAY: "きょう",
    PLANNED: "予定",
    CANCELLED: "中止",
}


def week_words(day: str) -> str:
    """6月8日からの週: the Monday before a day."""
    on = date.fromisoformat(day)
    monday = on - timedelta(days=on.weekday())
    return f"{monday.month}月{monday.day}日からの週"


def monday_of(day: str) -> str:
    """Return the ISO date of the Monday of a day's week."""
    on = date.fromisoformat(day)
    return (on - timedelta(days=on.weekday())).isoformat()
