"""A bundle is never refused for an unlikely value: it is taken, and one item tells what looked odd and where."""

from __future__ import annotations

from dataclasses import replace

from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.services.desk import deciding
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.help import requests
from sasaeai_desktop.services.help.requests import RequestDraft
from sasaeai_desktop.services.inbox import inbox, settling
from sasaeai_desktop.services.inbox.finding import Oddity
from sasaeai_desktop.services.inbox.item import Item
from sasaeai_desktop.services.inbox.settling import Answer
from sasaeai_desktop.services.people import people
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.salon import attending, salons
from sasaeai_desktop.services.watch import registering, watching
from sasaeai_desktop.services.watch.watching import TallyDraft, VisitDraft
from tests.services.city import City


def odd_ones(desk: Desk) -> list[Item]:
    return [i for i in inbox.items(desk) if i.oddity in (Oddity.BUNDLE, Oddity.FUTURE)]


def test_what_is_odd_in_a_bundle_is_taken_and_told_as_one_item(city: City) -> None:
    district = city.district("01", "報告")
    other = city.sibling(district)
    city.take(district, city.send(other, Route.TO_SIBLING))
    ahead = replace(district, clock=clock_at("2025-02-01"))  # its clock is wrong
    person = people.save_person(district, None, {"name": "森 キヨ", "birth": "1940-03-02"}).result
    registering.start_watch(district, person, "2024-01-10")
    future = watching.record_visit(ahead, VisitDraft(person, "2025-01-05", "visit")).result
    watching.record_visit(district, VisitDraft(person, "2024-01-05", "phone"))  # before the registration
    watching.record_tallies(district, [TallyDraft("2024-03", "phone", 400, person=person)])
    salon = salons.save_salon(district, None, {"name": "さくら", "type": "daily"}).result
    called_off = salons.plan_session(district, salon, "2024-03-02").result
    attending.set_attendance(district, called_off, [person])
    salons.cancel_session(district, called_off, "大雪")
    crowd = salons.plan_session(district, salon, "2024-03-09").result
    attending.set_counts(district, crowd, elderly=700)

    took = city.take(city.council, city.send(district))[0]
    assert (took.state, any("めずらしい値の記録が 5件" in n for n in took.notices)) == ("applied", True)
    assert reports.annual(city.council, 2023).watch.acts == 401  # counted, whatever was asked
    (item,) = odd_ones(city.council)
    assert "5件" in item.title
    assert {str(s.value) for s in item.sides} == {
        "future", "before_registration", "count_of_month", "cancelled_attended", "count_of_session",
    }  # fmt: skip
    assert item.sides[0].value == "future"  # what cannot be stands first
    assert "1月5日の訪問" in item.sides[0].words

    city.take(other, city.send(district, Route.TO_SIBLING))
    (there,) = odd_ones(other)  # and no item of its own for the day to come
    assert there.person == person
    watching.edit_visit(other, future, VisitDraft(person, "2024-04-05", "visit"))
    assert "future" not in {s.value for s in odd_ones(other)[0].sides}

    settling.resolve(city.council, item.key, Answer(deciding.BOTH))
    assert odd_ones(city.council) == []
    assert city.take(city.council, city.send(district))[0].state in ("already", "applied")
    assert odd_ones(city.council) == []


def test_what_came_for_somebody_after_their_death_is_told(city: City) -> None:
    """Two laptops: on one a death was written down, on the other people went on."""
    district = city.district("01", "報告")
    other = city.sibling(district)
    city.take(district, city.send(other, Route.TO_SIBLING))
    person = people.save_person(district, None, {"name": "森 キヨ"}).result
    case = registering.start_watch(district, person, "2024-01-10").result
    salon = salons.save_salon(district, None, {"name": "さくら", "type": "daily"}).result
    held = salons.plan_session(district, salon, "2024-03-09").result
    city.take(other, city.send(district, Route.TO_SIBLING))
    attending.set_attendance(other, held, [person])
    requests.receive(other, RequestDraft(person=person, work="snow", received_on="2024-03-10"))
    registering.end_watch(district, case, "died", "2024-03-01")
    city.take(district, city.send(other, Route.TO_SIBLING))
    (item,) = odd_ones(district)
    (side,) = item.sides
    assert (side.value, "2件" in item.title) == ("after_death", True)
    assert "3月9日" in side.words
    assert "おたすけのお願い" in side.words


def test_a_bundle_of_ordinary_records_says_nothing(city: City) -> None:
    district = city.district("01", "報告")
    person = people.save_person(district, None, {"name": "森 キヨ", "birth": "1940-03-02"}).result
    registering.start_watch(district, person, "2012-04-01")
    drafts = [
        VisitDraft(person, f"{year}-{month:02}-05", "visit")
        for year in range(2013, 2024)
        for month in (5, 8, 10)
    ]
    watching.record_visits(
        district, [*drafts, *(VisitDraft(person, f"2024-03-{d:02}", "phone") for d in range(1, 30))]
    )
    took = city.take(city.council, city.send(district))[0]
    assert took.notices == []
    assert odd_ones(city.council) == []
