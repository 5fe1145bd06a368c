"""Legal age: it rises on the day before the birthday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.domain.age import age_band, legal_age

DAYS = st.dates(date(1900, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        ("2017-04-01", "2024-03-30", 6),
        ("2017-04-01", "2024-03-31", 7),
        ("2017-04-02", "2024-03-31", 6),
        ("1940-03-02", "2023-03-01", 83),
        ("1940-03-02", "2023-02-28", 82),
        ("1940-02-29", "2023-02-27", 82),
        ("1940-02-29", "2023-02-28", 83),
        ("1940-02-29", "2024-02-27", 83),
        ("1940-02-29", "2024-02-28", 84),
        ("1941-03-01", "2024-02-28", 82),
        ("1941-03-01", "2024-02-29", 83),
        ("1941-03-01", "2023-02-28", 82),
        ("1940-01-01", "2023-12-31", 84),
        ("1940", "2023-06-01", 82),
        ("1940", "2023-12-31", 83),
        ("1940-03", "2023-03-15", 82),
        ("1940-03", "2023-03-30", 83),
        ("2024", "2024-05-01", 0),
        ("2024-05-01", "2024-05-01", 0),
        ("2024-05-01", "2024-04-30", None),
        ("", "2023-06-01", None),
    ],
)
def test_cases(birth: str, on: str, age: int | None) -> None:
    assert legal_age(birth, on) == age


@given(DAYS, st.integers(1, 110))
def test_rises_by_one_on_the_eve_of_the_birthday(born: date, years: int) -> None:
    leapling = (born.month, born.day) == (2, 29)
    birthday = date(born.year + years, 3, 1) if leapling else born.replace(year=born.year + years)
    eve = date(born.year + years, 2, 28) if leapling else birthday - timedelta(days=1)
    assert legal_age(born.isoformat(), (eve - timedelta(days=1)).isoformat()) == years - 1
    assert legal_age(born.isoformat(), eve.isoformat()) == years
    assert legal_age(born.isoformat(), birthday.isoformat()) == years


@given(DAYS, DAYS)
def test_a_partial_birth_never_overstates(born: date, on: date) -> None:
    age = legal_age(born.isoformat(), on.isoformat())
    for partial in (born.isoformat()[:7], born.isoformat()[:4]):
        lower = legal_age(partial, on.isoformat())
        if age is not None:
            assert lower in (age, age - 1, 0)


def test_bands() -> None:
    on = "2023-06-01"
    births = ("1940-01-01", "1943-06-02", "1943-06-03", "2020-01-01", "1920-01-01", "")
    assert [age_band(birth, on) for birth in births] == ["80代", "80代", "70代", "10歳未満", "100歳以上", ""]
