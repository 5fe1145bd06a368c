"""The practice city: exact figures, same seed same records, and the hard cases are really in it."""

from __future__ import annotations

from collections import Counter

import pytest

from sasaeai_desktop.practice.expected import Expected
from sasaeai_desktop.practice.figures import REFERENCE, apportion, scaled
from sasaeai_desktop.practice.plan import city_plan, district_plan
from sasaeai_desktop.practice.records import CityPlan, DistrictPlan


def _made(seed: int, districts: int, years: int = 1) -> tuple[CityPlan, list[DistrictPlan], Expected]:
    plan = city_plan(seed, districts, years)
    made = [district_plan(plan, n) for n in range(districts)]
    expected = Expected(plan)
    for district in made:
        expected.add(district)
    return plan, made, expected


def _totals(report: dict) -> dict[str, int]:
    watch, salon = report["watch"], report["salon"]
    wanted = ("people", "watchers", "block_coordinators", "area_coordinators", "acts")
    return {
        **{k: watch[k] for k in wanted},
        **{k: salon[k] for k in ("salons", "sessions", "participants")},
        "watch_yen": watch["grant_yen"],
        "salon_yen": salon["grant_yen"],
    }


@pytest.fixture(scope="module")
def city() -> tuple[CityPlan, list[DistrictPlan], Expected]:
    return _made(5, 49)


@pytest.mark.slow
def test_reference_city_is_exact(city):
    plan, made, expected = city
    report = expected.report(2023)
    assert _totals(report) == {k: REFERENCE[k] for k in _totals(report)}
    assert (report["watch"]["districts"], report["salon"]["districts"], report["districts_reported"]) == (
        48,
        49,
        49,
    )
    other = Counter()
    for grant in (g for d in made for g in d.grants):
        other[grant.programme] += grant.amount_yen
    assert (other["local"], other["volunteer_centre"], other["newsletter"]) == (3_885_644, 480_759, 2_277_565)
    states = Counter(line["watch"]["state"] for line in report["by_district"])
    assert states == {"reported": 47, "not_run": 1, "paper": 1}
    assert Counter(s.style for s in plan.districts if not s.paper)["visits"] == 43
    for key in ("people", "acts", "grant_yen"):
        assert sum(line["watch"][key] for line in report["by_district"]) == report["watch"][key]


@pytest.mark.parametrize(
    ("seed", "districts", "years"), [(1, 3, 1), (7, 10, 1), (11, 1, 1), (2, 2, 1), (3, 6, 4)]
)
def test_other_cities_scale_exactly(seed, districts, years):
    plan, _, expected = _made(seed, districts, years)
    for year in plan.years:
        report = expected.report(year)
        assert _totals(report) == {k: scaled(REFERENCE[k], districts, 2023 - year) for k in _totals(report)}
        assert report["salon"]["districts"] == districts
        assert len(expected.district_report(year, "01")["by_district"]) == 1


def test_same_seed_same_records_in_any_order():
    plan = city_plan(9, 4)
    later = [district_plan(plan, n) for n in (2, 0)]
    assert later == [district_plan(city_plan(9, 4), n) for n in (2, 0)]
    assert district_plan(city_plan(10, 4), 0) != later[1]


def test_hard_names_stand_on_the_first_watchers_round(city):
    _, made, _ = city
    for district in made:
        if not district.show_watcher:
            continue
        names = {p.key: p.name for p in district.people}
        rounds = {
            a.person for a in district.assignments if a.volunteer == district.show_watcher and not a.end
        }
        families = {names[key].split(" ")[0] for key in rounds}
        assert {"髙橋", "𠮷田", "﨑山", "渡邊"} <= families


def test_every_hard_case_is_there(city):
    _, made, _ = city
    first_day, last_day = "2023-04-01", "2024-03-31"
    cases = [c for d in made for c in d.cases]
    assert any(c.state == "considered" and c.start for c in cases)
    assert any(c.end and c.end < first_day for c in cases)
    assert any(c.start == last_day for c in cases)
    assert any(c.end and first_day <= c.end < last_day for c in cases)
    assert any(r.end and first_day <= r.end < last_day for d in made for r in d.roles if r.role == "watcher")
    assert {m.kind for d in made for m in d.merges} == {"person", "volunteer"}
    unregistered = both_ticked = two_roles = 0
    for d in made:
        registered = {c.person for c in d.cases}
        unregistered += sum(v.person not in registered for v in d.visits)
        ticks = {(a.session, a.person) for a in d.attendance}
        both_ticked += sum((s, m.b) in ticks and (s, m.a) in ticks for m in d.merges for s, _ in ticks)
        watchers = {r.volunteer for r in d.roles if r.role == "watcher"}
        two_roles += sum(r.volunteer in watchers for r in d.roles if r.role != "watcher")
    assert min(unregistered, both_ticked, two_roles) > 0
    assert any(s.cancelled for d in made for s in d.sessions)
    assert any(s.type == "other" for d in made for s in d.salons)
    assert {c.state for d in made for c in d.cards} == {
        "written",
        "handed",
        "received",
        "working",
        "answered",
        "closed",
    }
    assert {c.consent for d in made for c in d.cards} == {"given", "refused", "unknown"}
    assert {bool(t.watcher) for d in made for t in d.tallies} == {True, False}


def test_records_fit_together(city):
    _, made, _ = city
    for d in made:
        people, volunteers = {p.key for p in d.people}, {v.key for v in d.volunteers}
        assert {v.person for v in d.visits} | {c.person for c in d.cases} | {
            a.person for a in d.attendance
        } <= people
        assert {w for v in d.visits for w in v.watchers} | {r.volunteer for r in d.roles} <= volunteers
        assert len({(s.salon, s.date) for s in d.sessions}) == len(d.sessions)
        assert len({s.key for s in d.sessions}) == len(d.sessions)
        assert len({(a.session, a.person) for a in d.attendance}) == len(d.attendance)
        assert all("2023-04-01" <= v.date <= "2024-03-31" for v in d.visits)
        assert all(a.start <= (a.end or "9999") for a in d.assignments)
        for card in d.cards:
            days = [
                x
                for x in (card.written_on, card.handed_on, card.received_on, card.answered_on, card.closed_on)
                if x
            ]
            assert days == sorted(days)
            assert days[-1] <= "2024-03-31"


def test_absent_and_methods_are_lifelike(city):
    _, made, expected = city
    watch = expected.report(2023)["watch"]
    dated = watch["acts"] - watch["acts_tallied"]
    assert 0.03 < watch["acts_absent"] / dated < 0.06
    by_method = watch["acts_by_method"]
    assert by_method["visit"] > by_method["phone"] > by_method["pattern"] > 0
    assert watch["people_at_year_end"] < watch["people"]
    sizes = [d.share.years[0].people for d in made if d.share.style != "none"]
    assert 3 < max(sizes) / min(sizes) < 5


@pytest.mark.parametrize("minimum", [0, 1, 4])
def test_apportion_loses_nothing(minimum):
    for total in (0, 1, 7, 3418):
        parts = apportion(total, [1.0, 0.0, 3.7, 0.2], minimum)
        assert sum(parts) == total
        assert parts[1] == 0
        assert min(parts) >= 0


def test_a_district_not_added_is_not_reported():
    plan = city_plan(5, 3)
    expected = Expected(plan)
    expected.add(district_plan(plan, 0))
    report = expected.report(2023)
    assert report["districts_reported"] == 1
    assert report["by_district"][1]["watch"]["state"] == "not_reported"
    assert report["watch"] == {k: v for k, v in report["by_district"][0]["watch"].items() if k != "state"}
