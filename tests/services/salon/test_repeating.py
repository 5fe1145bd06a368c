"""A salon's year planned by a rule, undone as one, and its month on paper."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.holidays import holidays_of
from sasaeai_desktop.domain.repeating import LAST, Repeat
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.reports import printing, reports
from sasaeai_desktop.services.reports.papers import salons as papers
from sasaeai_desktop.services.salon import attending, repeating, salons

FRIDAY = 4


@pytest.fixture
def salon(desk):
    return salons.save_salon(desk, None, {"name": "お茶の間サロン さくら", "type": "daily"}).result


@settings(max_examples=60, deadline=None)
@given(
    weekday=st.integers(0, 6),
    weeks=st.sets(st.sampled_from((1, 2, 3, 4, 5, LAST))),
    skip=st.booleans(),
    month=st.integers(0, 60),
)
def test_every_day_of_a_rule_is_such_a_day_and_none_is_missing(weekday, weeks, skip, month):
    first = f"{2020 + month // 12}-{month % 12 + 1:02}-01"
    rule = Repeat(weekday, tuple(sorted(weeks)), skip)
    last = f"{int(first[:4]) + 1}{first[4:]}"
    days = rule.days(first, last)
    plain = Repeat(weekday).days(first, last)
    for iso in plain:
        day = date.fromisoformat(iso)
        assert day.weekday() == weekday
        nth, ends = (day.day - 1) // 7 + 1, day.day + 7 > monthrange(day.year, day.month)[1]
        wanted = not weeks or nth in weeks or (LAST in weeks and ends)
        free = not (skip and day.day in holidays_of(iso[:7]))
        assert (iso in days) == (wanted and free)
    assert set(days) <= set(plain)


def test_a_year_is_planned_at_once_and_undone_as_one(desk, salon):
    rule = Repeat(FRIDAY, (2, 4))
    salons.plan_session(desk, salon, "2026-07-10")
    done = repeating.plan_by_rule(desk, salon, rule, "2026-06-12", "2027-03-31", start="10:00")
    assert done.result.taken == ("2026-07-10",)
    assert done.result.free[:3] == ("2026-06-12", "2026-06-26", "2026-07-24")
    assert done.changes.label == "お茶の間サロン さくらの開催を 毎月 第2・第4金曜に 19回 入れました"
    assert len(salons.sessions_of_salon(desk, salon)) == 20
    assert reports.annual(desk, 2026).salon.sessions == 0  # planned, not held
    with pytest.raises(InputError):
        repeating.plan_by_rule(desk, salon, rule, "2026-06-12", "2027-03-31")
    undoing.undo_last(desk)
    assert [s.date for s in salons.sessions_of_salon(desk, salon)] == ["2026-07-10"]


def test_holidays_are_left_out_only_when_asked(desk, salon):
    every = repeating.coming(desk, salon, Repeat(0), "2026-07-01", "2026-07-31").free
    without = repeating.coming(desk, salon, Repeat(0, skip_holidays=True), "2026-07-01", "2026-07-31").free
    assert set(every) - set(without) == {"2026-07-20"}  # 海の日


def test_the_month_stands_on_paper_without_a_participant(desk, salon, town):
    session = salons.plan_session(desk, salon, "2026-06-11", start="10:00").result
    attending.set_attendance(desk, session, {town.person("阿部 ハツ")})
    salons.cancel_session(desk, salons.plan_session(desk, salon, "2026-06-18").result)
    made = papers.calendar(desk, "2026-06", None)
    assert [(m.date, m.time, m.salon, m.cancelled) for m in made.meetings] == [
        ("2026-06-11", "10:00〜", "お茶の間サロン さくら", False),
        ("2026-06-18", "", "お茶の間サロン さくら", True),
    ]
    printed = printing.print_form(desk, "salon-calendar", month="2026-06")
    assert (printed.pages, printed.names, printed.cut) == (1, [], [])
