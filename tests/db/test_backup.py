"""Which backups stay."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.db.backup import Kept, newest_first, to_remove

TODAY = date(2024, 4, 5)
DAYS = st.lists(st.integers(0, 800), max_size=60).map(
    lambda ages: [
        Kept(f"{TODAY - timedelta(days=age)}-{n:03}", (TODAY - timedelta(days=age)).isoformat())
        for n, age in enumerate(ages)
    ]
)


def kept(backups: list[Kept]) -> list[Kept]:
    removed = set(to_remove(backups, TODAY.isoformat()))
    return [b for b in backups if b.name not in removed]


def test_a_year_of_daily_backups_thins_to_seven_days_four_weeks_twelve_months() -> None:
    year = [Kept(f"{n:04}", (TODAY - timedelta(days=400 - n)).isoformat()) for n in range(401)]
    days = [b.day for b in kept(year)]
    assert days[-7:] == [(TODAY - timedelta(days=n)).isoformat() for n in range(6, -1, -1)]
    assert 16 <= len(days) <= 7 + 4 + 12
    assert len({d[:7] for d in days}) == 12


@given(DAYS)
def test_the_newest_of_all_stays_and_a_second_round_removes_nothing(backups: list[Kept]) -> None:
    left = kept(backups)
    assert kept(left) == left
    if backups:
        assert newest_first(backups)[0] in left


@given(DAYS)
def test_all_of_today_stay(backups: list[Kept]) -> None:
    assert {b for b in backups if b.day == TODAY.isoformat()} <= set(kept(backups))
