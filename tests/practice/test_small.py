"""練習モード: one call, a district and its council with content up to today, nothing after today."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from sasaeai_desktop.domain.cards import CardState
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.paths import app_paths
from sasaeai_desktop.practice.moved import moved
from sasaeai_desktop.practice.plan import city_plan, district_plan
from sasaeai_desktop.practice.small import build_practice
from sasaeai_desktop.services.cards import answering
from sasaeai_desktop.services.desk.desk import reading
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import checking, setup
from sasaeai_desktop.services.today.worklist import worklist

TODAY = "2026-06-11"


def test_practice_has_something_to_do_today_and_a_council_that_knows_it(tmp_path):
    clock = clock_at(TODAY)
    practice = build_practice(app_paths(tmp_path / "p"), clock)
    with closing(practice.desk) as desk:
        assert desk.me.practice
        today = worklist(desk)
        assert {"overdue", "stay_away"} <= {item.kind for item in today.people}
        assert today.salons
        assert today.cards.count
        assert checking.check(desk).problems == []
        years = (reports.annual(desk, 2025).to_json(), reports.annual(desk, 2026).to_json())
        assert all(year["watch"]["acts"] > 100 for year in years)
        with reading(desk) as session:
            latest = session.exec_driver_sql("SELECT max(date) FROM visit").scalar()
        assert "2026-06-04" <= latest <= TODAY
    with closing(setup.open_desk(practice.council, practice.passphrase, clock)) as council:
        assert council.me.practice
        assert reports.annual(council, 2025).to_json()["watch"]["acts"] == years[0]["watch"]["acts"]
        waiting = [card for card in answering.council_cards(council) if card.state == CardState.HANDED]
        assert [card.copy is not None for card in waiting] == [True]  # with its name, and to be answered
    with pytest.raises(InputError):
        build_practice(app_paths(tmp_path / "p"), clock)


@pytest.mark.parametrize("today", ["2024-04-10", "2026-06-11", "2028-02-29"])
def test_a_moved_plan_keeps_weekdays_and_tells_nothing_of_the_future(today):
    before = district_plan(city_plan(3, 2), 0)
    plan = moved(before, today)
    assert [p.birth for p in plan.people] == [p.birth for p in before.people]
    assert all(v.date <= today for v in plan.visits)
    assert len(before.visits) * 0.9 < len(plan.visits) <= len(before.visits)
    first = zip(before.sessions, plan.sessions, strict=True)
    assert {(_ordinal(b.date) - _ordinal(a.date)) % 7 for a, b in first} == {0}
    to_come = [s for s in plan.sessions if s.date >= today]
    assert to_come
    assert not {s.key for s in to_come} & {a.session for a in plan.attendance}
    for card in plan.cards:
        days = (card.written_on, card.handed_on, card.received_on, card.answered_on, card.closed_on)
        assert max(days) <= today
        assert bool(card.handed_on) == (card.state != "written")
    assert all(c.start <= today and c.end <= today and c.state_on <= today for c in plan.cases)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
