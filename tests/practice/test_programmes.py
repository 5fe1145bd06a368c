"""The three programmes of the practice city: 30 / 360 at four schools, hard cases, and outside counts."""

from __future__ import annotations

from collections import Counter

import pytest

from sasaeai_desktop.practice.counting.tools import OnePerson
from sasaeai_desktop.practice.expected import Expected
from sasaeai_desktop.practice.plan import city_plan, district_plan, grants_of


def made(seed, districts, years=1):
    plan = city_plan(seed, districts, years)
    return plan, [district_plan(plan, n) for n in range(districts)]


@pytest.mark.parametrize("seed", [1, 5, 9])
def test_the_first_district_is_of_the_kind_that_stood_360_times(seed):
    plan, districts = made(seed, 3, 2)
    expected = Expected(plan)
    expected.add(districts[0])
    for year in plan.years:
        school = expected.district_report(year, "01")["school"]
        assert (school["people"], school["attendances"], school["schools"], school["days"]) == (
            30,
            360,
            4,
            120,
        )


def test_the_first_district_met_six_times_and_postponed_its_forum():
    plan, districts = made(5, 3)
    expected = Expected(plan)
    expected.add(districts[0])
    year = expected.district_report(2023, "01")
    acts = year["activities"]
    assert (acts["meeting"]["held"], acts["event"]["held"], acts["event"]["postponed"]) == (6, 0, 1)
    assert (
        acts["paper"]["held"],
        acts["training"]["held"],
        acts["local"]["held"],
        acts["joint"]["held"],
    ) == (2, 2, 1, 1)
    assert acts["paper"]["copies"] == 5200
    assert acts["training"]["completed"] > 0
    (forum,) = [a for a in districts[0].activities if a.state == "postponed"]
    assert (forum.title, forum.date, bool(forum.reason)) == ("まちづくりフォーラム", "2024-03-20", True)
    assert year["groups"]["groups"] == len(districts[0].bodies) >= year["groups"]["bodies_attending"] > 6


def test_the_city_grants_what_was_published():
    plan = city_plan(5, 49)
    granted = Counter()
    for share in plan.districts:
        for grant in grants_of(share):
            granted[grant.programme] += grant.amount_yen
        if share.paper:  # 見守り and サロン stand on its sheet
            granted["watch"] += share.years[-1].watch_yen
            granted["salon"] += share.years[-1].salon_yen
    assert granted == {
        "watch": 4_710_007, "salon": 4_720_359, "local": 3_885_644, "volunteer_centre": 480_759, "newsletter": 2_277_565,
    }  # fmt: skip


def test_no_plan_without_consent_and_the_hard_cases_are_there():
    _, districts = made(5, 12, 3)
    plans = supporters = 0
    for district in districts:
        one = OnePerson(district)
        agreed = {
            one(c.person): c.date
            for c in district.consents
            if c.purpose == "evacuation" and c.state == "given"
        }
        for plan in district.plans:
            assert agreed[one(plan.person)] <= plan.made_on
        plans += len(district.plans)
        supporters += len({s.plan for s in district.supporters})
    assert plans > supporters > 0
    every = [d for d in districts if not d.share.paper]
    assert any(p.ended_on for d in every for p in d.plans)
    assert any(m.b == p.person for d in every for m in d.merges for p in d.plans)
    assert {r.state for d in every for r in d.requests} == {"done", "impossible", "cancelled", "arranging"}
    assert any(len(a.helpers) > 1 for d in every for a in d.acts)
    assert any(day.cancelled for d in every for day in d.school_days)
    assert any(not d.plans for d in every)
    assert any(not d.requests for d in every)
