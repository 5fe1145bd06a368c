"""The three programmes of the practice city: 30 / 360 at four schools, hard cases, and outside counts."""

from __future__ import annotations

import pytest

from sasaeai_desktop.practice.counting.tools import OnePerson
from sasaeai_desktop.practice.expected import Expected
from sasaeai_desktop.practice.plan import city_plan, district_plan


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
