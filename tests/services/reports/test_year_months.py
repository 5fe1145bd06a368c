"""A city's year month by month: what came, what is missing, and which figures a part of the report counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.figures.registry import SECTIONS
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.salon import Session
from sasaeai_desktop.domain.watch import Tally, Visit
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.reports import reports, statements
from sasaeai_desktop.services.reports.year_months import MonthState, year_by_month
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City

C, E, M = MonthState.CAME, MonthState.EMPTY, MonthState.MISSING


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    made = City(tmp_path)
    yield made
    made.close()


def states(desk: Desk, code: str, year: int = 2023) -> list[MonthState]:
    return list(year_by_month(desk, reports.annual(desk, year))[code])


def write(session: WriteSession, kind: type[Visit | Tally | Session], **values: object) -> Id:
    ent = session.new_id()
    session.record(kind, ent, values)
    return ent


def test_a_month_came_by_acts_tallies_or_sessions_that_were_no_mere_plans(city: City) -> None:
    one, other = city.district("12", "新旭川"), city.district("13", "末広")
    person = Id(b"p" * 16)
    with acting(one, "as typed") as session:
        write(session, Visit, date="2023-06-30", person=person, method="visit", result="met")
        write(session, Tally, month="2023-08", person=person, method="phone", count=3)
        write(session, Session, date="2023-10-01")
        write(session, Session, date="2023-12-24", planned=True)
        gone = write(session, Visit, date="2024-02-01", person=person, method="visit", result="met")
    with acting(one, "taken back") as session:
        session.delete(Visit, gone)
    city.take(city.council, city.send(one))
    assert states(city.council, "12") == [M, M, C, E, C, E, C, E, E, E, E, E]
    assert states(city.council, "13") == [M] * 12  # invited, and nothing came
    assert states(city.council, "12", 2022) == [M] * 12  # nothing is told of those days
    assert states(city.council, "12", 2024)[0] is MonthState.AHEAD  # the month is not over yet
    with acting(other, "as typed") as session:
        write(session, Session, date="2024-03-31")
    city.take(city.council, city.send(other))
    assert states(city.council, "13") == [*[M] * 11, C]


def test_a_part_of_the_report_says_what_the_whole_one_says(city: City) -> None:
    one = city.district("12", "新旭川")
    city.district("13", "末広")
    city.load(one, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    city.take(city.council, city.send(one))
    for code in ("12", "13"):  # a paper stands in where nothing else came, and nowhere else
        figures = {"watch.acts": 7, "watch.people": 2, "salon.participants": 30, "salon.sessions": 4}
        statements.record_statement(city.council, code, "", 2023, figures)
    for desk in (city.council, one):
        whole = reports.annual(desk, 2023)
        for section in SECTIONS:
            part = reports.annual_of(desk, 2023, section)
            assert part.totals[section.name] == whole.totals[section.name]
        paths = tuple(path for path in whole.flat() if "." not in path.partition(".")[2])
        assert reports.years(desk, 2023, 1, paths) == {2023: tuple(whole.amount(path) for path in paths)}
    assert reports.years(city.council, 2024, 2) == {2023: (3 + 7, 30), 2024: (0, 0)}
