"""The fiscal year: April to March, and its Japanese name."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.domain.fiscal import (
    first_day,
    fiscal_year,
    last_day,
    months_of,
    year_label,
    year_label_both,
)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_year_and_in_one_of_its_months(day: date) -> None:
    iso = day.isoformat()
    year = fiscal_year(iso)
    assert first_day(year) <= iso <= last_day(year)
    assert iso[:7] in months_of(year)
    assert fiscal_year(iso[:7]) == year
    assert len(set(months_of(year))) == 12


def test_borders_and_months() -> None:
    assert [fiscal_year("2023-04-01"), fiscal_year("2024-03-31"), fiscal_year("2023-03-31")] == [
        2023,
        2023,
        2022,
    ]
    assert (first_day(2023), last_day(2023)) == ("2023-04-01", "2024-03-31")
    assert months_of(2023)[0] == "2023-04"
    assert months_of(2023)[8:10] == ("2023-12", "2024-01")
    assert months_of(2023)[-1] == "2024-03"


def test_names() -> None:
    years = (1926, 1988, 1989, 2018, 2019, 2020, 2023)
    assert [year_label(year) for year in years] == [
        "昭和元年度",
        "昭和63年度",
        "平成元年度",
        "平成30年度",
        "令和元年度",
        "令和2年度",
        "令和5年度",
    ]
    assert year_label_both(2023) == "令和5年度 (2023)"
