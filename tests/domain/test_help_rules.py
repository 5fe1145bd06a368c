"""Prices, shares and days of おたすけ: whole yen, and every started half hour."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.domain.help import (
    Candidate,
    PriceRule,
    charge,
    fit,
    group_number,
    helpers_part,
    shares,
)
from sasaeai_desktop.domain.help_days import days_of
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.plans import Look, latest, minutes_until, need_weight, review_due

HALF = PriceRule(
    id=Id(b"r" * 16), unit="half_hour", yen=300, free_minutes=10, night_from="18:00", night_to="06:00", night_yen=200
)  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "start", "expenses", "yen"),
    [
        (10, "09:00", 0, 0),  # the first minutes cost nothing
        (11, "09:00", 0, 300),  # one minute is a started half hour
        (40, "09:00", 0, 300),
        (41, "09:00", 0, 600),
        (41, "", 0, 600),  # nobody wrote when: no night
        (41, "17:30", 150, 950),  # 17:30 + 41 minutes touches the night
        (30, "17:30", 0, 300),  # ends as the night begins
        (20, "05:50", 0, 500),
        (20, "06:00", 0, 300),
    ],
)
def test_a_price_counts_started_half_hours_the_night_and_expenses(minutes, start, expenses, yen):
    assert charge(HALF, minutes, start, expenses).yen == yen


def test_per_act_and_shares_lose_no_yen():
    act = PriceRule(id=Id(b"r" * 16), unit="act", yen=500)
    done = charge(act, 400, "10:00", 120)
    assert (done.units, done.yen, helpers_part(75, done)) == (1, 620, 495)  # 375 of 500, and the 120 laid out
    assert shares(1000, 3) == [334, 333, 333]
    assert shares(5, 0) == []


@given(st.integers(0, 10**7), st.integers(1, 12), st.integers(0, 100))
def test_what_is_divided_is_all_there(yen, heads, percent):
    parts = shares(yen, heads)
    assert sum(parts) == yen
    assert max(parts) - min(parts) <= 1
    assert 0 <= helpers_part(percent, charge(PriceRule(id=Id(b"r" * 16), unit="act", yen=yen), 0)) <= yen


def test_days_of_a_repeat_and_a_short_month():
    assert days_of("2024-01-31", "monthly", "", "2024-05-31") == [
        "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31",
    ]  # fmt: skip
    assert days_of("2024-01-01", "fortnightly", "2024-02-01", "2024-03-31") == [
        "2024-01-01", "2024-01-15", "2024-01-29",
    ]  # fmt: skip
    assert days_of("2024-01-01", "once", "", "2024-03-31") == ["2024-01-01"]


def test_who_fits_says_why():
    near = Candidate(Id(b"a" * 16), ("snow",), ("0", "3"), "さくら町内会", "2班", 1, "", False)
    far = Candidate(Id(b"b" * 16), (), (), "川端町内会", "", 0, "", False)
    cook = Candidate(Id(b"c" * 16), ("shopping",), (), "さくら町内会", "3班", 0, "", False)
    ask = ("snow", "除雪", "3", "さくら町内会", "３班", 0)
    first, second = fit(near, *ask), fit(far, *ask)
    assert fit(cook, *ask) is None
    assert first is not None
    assert second is not None
    assert first.rank < second.rank
    assert first.reasons == (
        "除雪が できる方",
        "木曜日に 出られます",
        "同じ町内会・となりの班",
        "この3か月で 1回",
    )
    assert second.reasons == ("どの作業も できる方", "この3か月で 0回（いちばん少ない）")
    assert (group_number("第３班"), group_number("北")) == (3, None)


# -- 避難計画 --------------------------------------------------------------------------------------------------------


def test_review_is_due_after_a_year():
    assert review_due("2024-02-29", []) == "2025-03-01"
    assert review_due("2023-05-01", ["2024-06-10", "2024-01-01"]) == "2025-06-10"


def test_need_weighs_walking_most():
    def weight(*needs, alone=False, helped=1):
        return need_weight(needs, supporters=helped, household_alone=alone)

    assert weight("walk") > weight("stand") > weight("judge") > weight("see") > weight("hear") > weight()
    assert weight(helped=0, alone=True) == 3


def test_the_latest_look_counts_and_minutes_run_until_half_and_all():
    a, b, c = (Id(x * 16) for x in (b"a", b"b", b"c"))
    looks = [
        Look(a, "unknown", "2026-01-01T10:05", Id(b"1" * 16)),
        Look(a, "safe", "2026-01-01T10:20", Id(b"2" * 16)),
        Look(b, "safe", "2026-01-01T10:10", Id(b"4" * 16)),
        Look(b, "help", "2026-01-01T10:10", Id(b"3" * 16)),
        Look(c, "unknown", "2026-01-01T10:40", Id(b"5" * 16)),
    ]
    assert {p: look.state for p, look in latest(looks).items()} == {a: "safe", b: "safe", c: "unknown"}
    assert latest(reversed(looks)) == latest(looks)
    assert minutes_until(looks, 3, "2026-01-01T10:00", 50) == 20
    assert minutes_until(looks, 3, "2026-01-01T10:00", 100) is None
    assert minutes_until([], 0, "2026-01-01T10:00", 50) is None
