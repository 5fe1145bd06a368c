"""An act typed on the screen is judged like one of a table: refused when it cannot be, asked about when unlikely."""

from __future__ import annotations

import pytest

from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.watch import judged, watching
from sasaeai_desktop.services.watch.watching import VisitDraft


@pytest.fixture
def person(desk):
    return people.save_person(desk, None, {"name": "森 花", "birth": "1940-03"}).result


def test_an_act_before_the_birth_and_a_birth_after_today_are_refused(desk, person):
    with pytest.raises(InputError, match="生まれる前"):
        watching.record_visit(desk, VisitDraft(person, "1940-02-29", "visit"))
    with pytest.raises(InputError, match="きょうより先"):
        people.save_person(desk, person, {"birth": "2040-01-01"})


def test_an_old_day_is_asked_about_and_the_day_of_this_year_is_offered(desk, person):
    codes = [f.rule.code for f in judged.act_questions(desk, person, "1996-05-01")]
    assert "old_day" in codes
    (old,) = [f for f in judged.act_questions(desk, person, "1996-05-01") if f.rule.code == "old_day"]
    assert old.offer == "2026-05-01"
    assert judged.act_questions(desk, person, "2026-05-01") == []
