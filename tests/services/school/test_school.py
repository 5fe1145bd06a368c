"""登校見守り: ticked by day, 参加者数 (実) and 延べ, the same on both laptops."""

from __future__ import annotations

import pytest

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.people import merging
from sasaeai_desktop.services.school import days, schools
from sasaeai_desktop.services.school.days import DayDraft


@pytest.fixture
def east(desk):
    return schools.save_school(desk, None, {"name": "東五条小", "points": "5条通り\n校門前"}).result


@pytest.fixture
def three(desk, town, east):
    found = [
        town.volunteer(n, k)
        for n, k in (("赤井 一", "あかい"), ("井上 二", "いのうえ"), ("上田 三", "うえだ"))
    ]
    for badge, ent in zip(("7", "12"), found, strict=False):
        schools.set_post(desk, east, ent, badge=badge, point="校門前")
    return found


def test_a_day_is_ticked_and_counts_people_and_times(desk, east, three):
    view = days.day_view(desk, east, "2026-06-11")
    assert (view.start, view.end, view.day) == ("07:50", "08:15", None)
    assert [(p.name, p.badge, p.point, p.present) for p in view.people] == [
        ("赤井 一", "7", "校門前", False), ("井上 二", "12", "校門前", False),
    ]  # fmt: skip
    days.save_day(desk, DayDraft(school=east, date="2026-06-11", present=frozenset(three), unnamed=2))
    days.stand(desk, east, "2026-06-10", three[0], True)
    days.save_day(desk, DayDraft(school=east, date="2026-06-09", present=frozenset(three), cancelled=True))
    (year,) = days.school_years(desk, 2026)
    assert (year.days, year.people, year.attendances, days.people_of_year(desk, 2026)) == (2, 3, 6, 3)
    assert [m for m in year.months if m[1]] == [("2026-06", 2, 6)]
    days.stand(desk, east, "2026-06-11", three[2], False)
    assert days.day_view(desk, east, "2026-06-11").total == 4
    undoing.undo_last(desk)
    assert days.day_view(desk, east, "2026-06-11").total == 5
    with pytest.raises(InputError, match="先の日"):
        days.stand(desk, east, "2026-06-12", three[0], True)


def test_the_grid_has_school_days_and_everyone_who_stood(desk, east, three):
    days.stand(desk, east, "2026-06-06", three[2], True)  # a Saturday, by one without a post
    grid = days.month_grid(desk, east, "2026-06")
    assert len(grid.dates) == 23
    assert ("2026-06-06" in grid.dates, "2026-06-07" in grid.dates) == (True, False)
    assert [p.name for p in grid.people] == ["赤井 一", "井上 二", "上田 三"]
    assert grid.ticks == {(three[2], "2026-06-06")}


def test_both_laptops_tick_the_same_day_and_a_merged_one_counts_once(desk, desks, carried, east, three):
    other = desks.new("B")
    carried(desk, other)
    days.stand(desk, east, "2026-06-11", three[0], True)
    days.stand(other, east, "2026-06-11", three[0], True)
    days.stand(other, east, "2026-06-11", three[1], True)
    carried(other, desk)
    assert days.day_view(desk, east, "2026-06-11").total == 2
    merging.merge_people(desk, three[0], three[1])
    (year,) = days.school_years(desk, 2026)
    assert (year.people, year.attendances, days.day_view(desk, east, "2026-06-11").total) == (1, 1, 1)


def test_a_badge_is_one_persons(desk, east, three):
    with pytest.raises(InputError, match="腕章"):
        schools.set_post(desk, east, three[2], badge="7")
    days.save_day(desk, DayDraft(school=east, date="2026-06-11", present=frozenset(three[:1])))
    days.delete_day(desk, east, "2026-06-11")
    assert days.school_years(desk, 2026) == []
    days.save_day(desk, DayDraft(school=east, date="2026-06-11", present=frozenset(three[:1])))
    assert days.day_view(desk, east, "2026-06-11").total == 1
