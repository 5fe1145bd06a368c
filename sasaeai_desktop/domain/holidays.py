"""Public holidays of a month, for the red days of the grid."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def holidays_of(month: str) -> tuple[int, ...]:
    """Return the days of a month "2026-05" that are public holidays."""
    import jpholiday  # noqa: PLC0415 - seventeen modules, and きょう comes first

    year, number = int(month[:4]), int(month[5:7])
    days = range(1, monthrange(year, number)[1] + 1)
    return tuple(day for day in days if jpholiday.is_holiday(date(year, number, day)))
