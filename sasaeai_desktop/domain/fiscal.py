"""年度: the fiscal year from 1 April to 31 March, named by the calendar year in which it begins."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from sasaeai_desktop.domain.eras import wareki_year

FIRST_MONTH = 4


def fiscal_year(iso_date: str) -> int:
    """The fiscal year of a date or of a month ("2024-03-31" and "2024-03" are in 2023).

    Raises:
        ValueError: a date without a month.
    """
    year, month = int(iso_date[:4]), int(iso_date[5:7])
    return year if month >= FIRST_MONTH else year - 1


def first_day(year: int) -> str:
    """1 April of the year."""
    return date(year, FIRST_MONTH, 1).isoformat()


def last_day(year: int) -> str:
    """31 March of the year after."""
    return date(year + 1, FIRST_MONTH - 1, 31).isoformat()


def months_of(year: int) -> tuple[str, ...]:
    """The twelve months "YYYY-MM", April first."""
    months = range(FIRST_MONTH, FIRST_MONTH + 12)
    return tuple(f"{year + (month > 12):04}-{(month - 1) % 12 + 1:02}" for month in months)


def days_of_month(month: str) -> list[str]:
    """Return the ISO days of a month "2023-10"."""
    year, number = int(month[:4]), int(month[5:7])
    return [f"{month}-{day:02}" for day in range(1, monthrange(year, number)[1] + 1)]


def weekday_code(day: str) -> str:
    """Return "0" for a Monday .. "6" for a Sunday, as planned weekdays are kept; "" for no day."""
    return str(date.fromisoformat(day).weekday()) if day else ""


def year_label(year: int) -> str:
    """令和5年度. The era is that of 31 December: 2019 is 令和元年度, as the Government ruled."""
    return wareki_year(f"{year}-12-31") + "度"


def year_label_both(year: int) -> str:
    """令和5年度 (2023), where a year is chosen."""
    return f"{year_label(year)} ({year})"
