"""Age in the eyes of the law (年齢計算ニ関スル法律, 民法143条).

The day of birth counts as the first day, so a year of life is full at the end of the day before the birthday,
and the age rises on that day: born on 1 April, a child is 6 on 31 March and enters school a year before those
of 2 April. Born on 29 February, it rises on 28 February every year; born on 1 March, on the last of February.
"""

from __future__ import annotations

from datetime import date, timedelta

from sasaeai_desktop.domain.eras import span_of


def legal_age(birth: str, on: str) -> int | None:
    """The age on a day.

    Args:
        birth: ISO date of birth, whole or partial, "" when unknown.
        on: ISO date.

    Returns:
        Years; of a partial birth date the age that is certain (the lower of two). None when the year of birth
        is unknown or the person is not yet born.
    """
    if not birth:
        return None
    earliest, latest = span_of(birth)
    day = date.fromisoformat(on)
    if day < earliest:
        return None
    tomorrow = day + timedelta(days=1)
    before_birthday = (tomorrow.month, tomorrow.day) < (latest.month, latest.day)
    return max(0, tomorrow.year - latest.year - before_birthday)


def age_band(birth: str, on: str) -> str:
    """80代; 10歳未満 and 100歳以上 at the ends; "" when the age is unknown."""
    age = legal_age(birth, on)
    if age is None:
        return ""
    if age < 10:
        return "10歳未満"
    return "100歳以上" if age >= 100 else f"{age // 10 * 10}代"
