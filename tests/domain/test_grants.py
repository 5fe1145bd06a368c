"""Grant rules of many cities' shapes against sums worked out by hand, and rounding that never loses a yen."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sasaeai_desktop.domain.grants import GrantRule, Unit, compute, rounded
from sasaeai_desktop.domain.ids import Id

YEAR = {
    "district": 1, "town": 13, "salon": 3, "session": 83, "participant": 830, "elderly": 700, "person": 71, "act": 2600,
    "spent": 95_300, "copy": 5_200,
}  # fmt: skip
"""An average district's year (shared domain page, section 2)."""


def rule(name: str = "きまり", **values: object) -> GrantRule:
    return GrantRule(id=Id(name.encode().ljust(16, b"-")[:16]), name=name, **values)  # type: ignore[arg-type]


def yen(*rules: GrantRule, units: Mapping[str, int] | None = None) -> int:
    counted = {**YEAR, **(units or {})}
    found = compute(rules, lambda _rule, unit, _each: counted[unit])
    assert found.yen == sum(step.yen for step in found.steps) + found.rounded
    assert all(step.words for step in found.steps)
    return found.yen


SHAPES = {
    "flat": ((rule(unit="district", rate=50_000),), 50_000),
    "per session": ((rule(unit="session", rate=500),), 41_500),  # 83 x 500
    "per session, at most 24 sessions": ((rule(unit="session", rate=1_000, most_units=24),), 24_000),
    "per session, at most 30,000 yen": ((rule(unit="session", rate=500, most_yen=30_000),), 30_000),
    "per participant of 65 and older": ((rule(unit="elderly", rate=50),), 35_000),  # 700 x 50
    "per ten participants, whole tens": ((rule(unit="participant", rate=300, per=10),), 24_900),  # 83 x 300
    "nothing below 100 sessions": ((rule(unit="session", rate=500, least=100),), 0),
    "flat where there were 12 sessions": ((rule(unit="district", rate=20_000, need_unit="session", need_count=12),), 20_000),
    "flat, too few sessions": ((rule(unit="district", rate=20_000, need_unit="session", need_count=84),), 0),
    "flat and per 町内会": ((rule("a", unit="district", rate=30_000), rule("b", unit="town", rate=2_000)), 56_000),
    "two steps of a scale": (
        (rule("a", unit="session", rate=1_000, most_units=24), rule("b", unit="session", rate=500, beyond=24)),
        53_500,  # 24 x 1,000 + 59 x 500
    ),
    "per watched person and per act, capped together": (
        (rule("a", unit="person", rate=300), rule("b", unit="act", rate=20), rule("c", unit="limit", rate=70_000)),
        70_000,  # 21,300 + 52,000 = 73,300
    ),
    "half of what was spent, down to thousands": ((rule(unit="spent", rate=1, per=2, rounding="down", round_to=1_000),), 47_000),
    "two thirds of what was spent": ((rule(unit="spent", rate=2, per=3),), 63_533),  # 95,300 x 2 / 3 = 63,533.3
    "80 percent, at most 60,000": ((rule(unit="spent", rate=80, per=100, most_yen=60_000),), 60_000),  # 76,240
    "per salon and session, no more than was spent": (
        (rule("a", unit="salon", rate=20_000), rule("b", unit="session", rate=500), rule("c", unit="spent_limit", rate=1)),
        95_300,  # 60,000 + 41,500 = 101,500
    ),
    "rounded half up to hundreds": ((rule(unit="participant", rate=5, rounding="half", round_to=100),), 4_200),  # 4,150
    "rounded up to thousands": ((rule(unit="session", rate=500, rounding="up", round_to=1_000),), 42_000),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_public_shape_comes_to_what_was_worked_out_by_hand(shape: str) -> None:
    rules, expected = SHAPES[shape]
    assert yen(*rules) == expected


def test_the_steps_say_how_it_comes_about() -> None:
    found = compute(
        [
            rule("開催ごと", order=1, unit="session", rate=500, each_least=5, most_yen=40_000),
            rule("町内会ごと", order=2, unit="town", rate=1_050),
            rule("合計", order=3, unit="limit", rate=50_000, rounding="down", round_to=100),
        ],
        lambda _rule, unit, _each: YEAR[unit],
    )
    assert found.words == (
        "開催ごと：1回5人以上の開催 83回 × 500円 = 41,500円、上限 40,000円まで",
        "町内会ごと：町内会 13 × 1,050円 = 13,650円",
        "合計：合計の上限 50,000円（-3,650円）",
        "合計 50,000円",
    )
    assert yen(rule(unit="session", rate=333, rounding="half", round_to=10)) == 27_640  # 27,639


@given(st.integers(0, 10**9), st.sampled_from(["down", "half", "up"]), st.integers(2, 10_000))
def test_rounding_moves_less_than_one_step_and_stays_when_repeated(sum_: int, how: str, to: int) -> None:
    after = rounded(sum_, how, to)
    assert after % to == 0
    assert abs(after - sum_) * (2 if how == "half" else 1) <= (to if how == "half" else to - 1)
    assert rounded(after, how, to) == after


@given(
    st.lists(
        st.builds(
            rule, unit=st.sampled_from([u.value for u in Unit]), rate=st.integers(0, 99_999), per=st.none() | st.integers(1, 100),
            least=st.none() | st.integers(0, 99), beyond=st.none() | st.integers(0, 99), most_units=st.none() | st.integers(1, 99),
            most_yen=st.none() | st.integers(0, 99_999), rounding=st.sampled_from(["", "down", "half", "up"]),
            round_to=st.sampled_from([10, 100, 1_000]),
        ),
        max_size=5,
    )
)  # fmt: skip
def test_any_rules_give_whole_yen_and_steps_that_add_up(rules: list[GrantRule]) -> None:
    assert yen(*rules) >= 0
