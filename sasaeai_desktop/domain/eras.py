"""The eras, and dates written as people read them.

Stored dates are Gregorian ISO strings, whole ("1940-03-02") or partial ("1940-03", "1940"). Before 1873 Japan
used another calendar; dates of 明治 here are Gregorian all the same: 明治元年 begins on 1868-01-25, then
written 明治元年1月1日. No living person's papers need the old calendar.

On 30 July 1912 and 25 December 1926 the new era began on the very day the old one ended (the edicts:
「七月三十日以後ヲ改メテ大正元年ト為ス」), and papers of that day carry either name: both are read, the newer
is written. 昭和 ended with 7 January 1989 and 平成 with 30 April 2019, to the day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

LAST_YEAR = 2100
"""No date of this program lies beyond; a later one is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Era:
    """One era with its first and last day, both included; ``letter`` is its short form in lists."""

    name: str
    letter: str
    first: date
    last: date


ERAS = (
    Era("令和", "R", date(2019, 5, 1), date(LAST_YEAR, 12, 31)),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25)),
    Era("明治", "M", date(1868, 1, 25), date(1912, 7, 30)),
)
"""Newest first."""

WESTERN = "西暦"
"""What stands in the era box of a date field for a Gregorian year."""


def span_of(iso: str) -> tuple[date, date]:
    """First and last day that a whole or partial ISO date can mean.

    Raises:
        ValueError: not an ISO date (a bug: stored dates are checked on entry).
    """
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day
    if len(parts) == 2:
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], monthrange(parts[0], parts[1])[1])
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def era_on(day: date) -> Era | None:
    """The era in force on a day (on a day with two, the newer); None before 明治."""
    return next((era for era in ERAS if era.first <= day), None)


def era_parts(iso: str) -> tuple[str, str, str, str]:
    """Era name, year, month and day as the boxes of a date field show them; "" for what is unknown."""
    if not iso:
        return "", "", "", ""
    era = era_on(span_of(iso)[1])
    numbers = [str(int(part)) for part in iso.split("-")] + ["", ""]
    if era is None:
        return WESTERN, numbers[0], numbers[1], numbers[2]
    return era.name, str(int(numbers[0]) - era.first.year + 1), numbers[1], numbers[2]


def wareki(iso: str) -> str:
    """令和5年10月5日; partial dates as far as known (昭和15年3月); "" stays "".

    A partial date of a year or month with two eras names both (昭和64年・平成元年), so that people find the
    year they typed.
    """
    if not iso:
        return ""
    rest = [f"{int(part)}{unit}" for part, unit in zip(iso.split("-")[1:], "月日", strict=False)]
    return wareki_year(iso) + "".join(rest)


def wareki_year(iso: str) -> str:
    """令和5年 of a whole date, a year-month or a year."""
    return _named_year(iso, short=False)


def short_wareki(iso: str) -> str:
    """R5.10.5, partial R5.10 or R5; "" stays ""."""
    if not iso:
        return ""
    return ".".join([_named_year(iso, short=True), *(str(int(part)) for part in iso.split("-")[1:])])


def wareki_weekday(iso: str) -> str:
    """令和5年10月5日(木)."""
    return f"{wareki(iso)}({weekday(iso)})" if weekday(iso) else wareki(iso)


def month_label(month: str) -> str:
    """令和5年10月 of "2023-10"."""
    return wareki(month)


def year_both(iso: str) -> str:
    """令和5年(2023): the year in both calendars, where a year is chosen."""
    return f"{wareki_year(iso)}({iso[:4]})" if iso else ""


def wareki_both(iso: str) -> str:
    """昭和15年3月2日(1940年), where a birth date is read by people of both habits."""
    return f"{wareki(iso)}({iso[:4]}年)" if iso else ""


def western(iso: str) -> str:
    """2023年10月5日, the other calendar under a date field; partial dates too."""
    return (
        "".join(f"{int(part)}{unit}" for part, unit in zip(iso.split("-"), "年月日", strict=False))
        if iso
        else ""
    )


def short_day(iso: str) -> str:
    """10月5日(木), where the year is plain from the page."""
    day = date.fromisoformat(iso)
    return f"{day.month}月{day.day}日({weekday(iso)})"


def weekday(iso: str) -> str:
    """The weekday as one kanji; "" for a partial date."""
    return "月火水木金土日"[date.fromisoformat(iso).weekday()] if len(iso) == 10 else ""


def _named_year(iso: str, *, short: bool) -> str:
    if not iso:
        return ""
    first, last = span_of(iso)
    eras = [era for era in reversed(ERAS) if era in (era_on(first), era_on(last))]
    names = []
    for era in eras:
        number = first.year - era.first.year + 1
        names.append(f"{era.letter}{number}" if short else f"{era.name}{'元' if number == 1 else number}年")
    return "・".join(names) or (str(first.year) if short else f"{first.year}年")
