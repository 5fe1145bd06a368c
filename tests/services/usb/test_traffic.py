"""受け渡しのようす and the two books: what a council and a district learn without asking each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people.people import find_people
from sasaeai_desktop.services.usb import closing, custody, traffic
from sasaeai_desktop.services.usb.traffic import FINE, LATE, WAITING
from sasaeai_desktop.services.watch import watching
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City


@pytest.fixture
def district(city: City) -> Desk:
    made = city.district("12", "新旭川")
    city.load(made, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    return made


def on(desk: Desk, day: str) -> Desk:
    return replace(desk, clock=clock_at(day))


def test_a_council_sees_which_district_is_missing_since_when(city: City, district: Desk) -> None:
    city.district("13", "東旭川")
    city.take(city.council, city.send(district))
    lines = {line.code: line for line in traffic.traffic(on(city.council, "2024-06-20")).lines}
    assert (lines["12"].state, lines["13"].state) == (LATE, LATE)
    assert "最後のUSB 4月5日" in lines["12"].words
    assert "5月から、USBが届いていません" in lines["12"].details[0]
    assert "USBは まだです" in lines["13"].words
    fresh = {line.code: line.state for line in traffic.traffic(city.council).lines}
    assert fresh == {"12": WAITING, "13": WAITING}
    assert traffic.traffic(on(city.council, "2024-06-20")).lines[0].state == LATE


def test_a_district_sees_what_is_confirmed_and_what_was_never_written(city: City, district: Desk) -> None:
    (line,) = traffic.traffic(district).lines
    assert (line.state, line.name) == (WAITING, "みどり市社協")
    assert any("まだ USBに書き出していません" in d for d in line.details)
    city.take(city.council, city.send(district))
    city.take(district, city.send(city.council, Route.TO_DISTRICT, "12"))
    (line,) = traffic.traffic(district).lines
    assert (line.state, line.details) == (FINE, ())


def test_a_closed_month_is_told_with_its_recount(city: City, district: Desk) -> None:
    assert custody.month_to_close(on(district, "2020-04-05")) == ""  # nobody was watched then
    person = find_people(district, "")[0].id
    watching.record_visit(district, watching.VisitDraft(person, "2024-03-30", "visit"))
    assert custody.month_to_close(district) == "2024-03"
    closing.close_month(district, "2024-03")
    assert custody.month_to_close(district) == ""
    assert [m.outcome for m in traffic.traffic(district).months] == [closing.LATER]
    city.take(city.council, city.send(district))
    (month,) = traffic.traffic(city.council).months
    assert (month.month, month.name, month.outcome, month.apart) == ("2024-03", "新旭川", closing.SAME, ())
    assert custody.month_to_close(city.council) == ""


def test_the_book_of_sticks_holds_both_ways_and_knows_what_came_back(city: City, district: Desk) -> None:
    city.take(city.council, city.send(district))
    city.take(district, city.send(city.council, Route.TO_DISTRICT, "12"))
    left, came = sorted(custody.carried(district), key=lambda c: c.direction, reverse=True)
    assert (left.direction, left.other, left.number, left.confirmed) == (custody.OUT, "みどり市社協", 1, True)
    assert (came.direction, came.other, came.number) == (custody.IN, "みどり市社協", 1)
    assert left.stick == "stick"
    assert custody.carried(district, "2024-04-06") == []
    assert len(custody.carried(district, *custody.year_span(2024))) == 2
