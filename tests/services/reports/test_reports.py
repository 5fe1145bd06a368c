"""The counting rules of the domain page, each on records that a person could type; and every figure's trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from sasaeai_desktop.db.write import WriteSession
from sasaeai_desktop.domain.cards import ReferralCard
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.figures.year import ReportState
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.domain.kinds import Record
from sasaeai_desktop.domain.people import Merge, Role
from sasaeai_desktop.domain.salon import Attendance, Salon, Session
from sasaeai_desktop.domain.watch import Tally, Visit, WatchCase
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.reports import noting, report_files, reports, statements
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City

FIGURES = (
    "watch.districts", "watch.people", "watch.people_at_year_end", "watch.watchers", "watch.watchers_at_year_end",
    "watch.block_coordinators", "watch.block_coordinators_at_year_end", "watch.area_coordinators",
    "watch.area_coordinators_at_year_end", "watch.acts", "watch.acts_tallied", "watch.acts_absent",
    "watch.acts_by_method.visit", "watch.acts_by_method.phone", "watch.acts_by_method.pattern", "watch.grant_yen",
    "salon.districts", "salon.salons", "salon.salons_at_year_end", "salon.salons_other", "salon.sessions",
    "salon.participants", "salon.staff", "salon.grant_yen", "cards.written", "cards.handed", "cards.answered",
    "cards.late", "districts_reported",
)  # fmt: skip


class Ink:
    """Writes records in few words; every id is named by a word."""

    def __init__(self, session: WriteSession) -> None:
        self.session = session

    def write(self, kind: type[Record], called: str = "", **values: object) -> Id:
        ent = Id(called.encode().ljust(16, b"\0")) if called else self.session.new_id()
        self.session.record(kind, ent, values)
        return ent


def person(name: str) -> Id:
    return Id(name.encode().ljust(16, b"\0"))


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A desk with one of everything that the rules speak of, around fiscal year 2023."""
    with acting(desk, "write") as session:
        ink = Ink(session)
        for name, start, end, state in (
            ("whole-year", "2020-04-01", "", "active"),
            ("last-day", "2024-03-31", "", "active"),
            ("first-day", "2020-01-01", "2023-04-01", "ended"),
            ("day-before", "2020-01-01", "2023-03-31", "ended"),
            ("day-after", "2024-04-01", "", "active"),
            ("considered", "2023-05-01", "", "considered"),
            ("waiting", "", "", "considered"),
            ("hospital", "2023-05-01", "", "hospital"),
            ("twin-one", "2020-04-01", "", "active"),
            ("twin-two", "2023-08-01", "", "active"),
        ):
            ink.write(WatchCase, person=person(name), start=start, end=end, state=state)
        ink.write(Merge, a=person("twin-two"), b=person("twin-one"))
        for volunteer, role, start, end in (
            ("v1", "watcher", "2020-04-01", ""),
            ("v1", "block_coordinator", "2023-04-01", "2023-09-30"),
            ("v1", "watcher", "2023-12-01", ""),
            ("v2", "watcher", "2022-12-01", "2023-03-31"),
            ("v3", "area_coordinator", "", ""),
        ):
            ink.write(Role, volunteer=person(volunteer), role=role, start=start, end=end)
        for day, method, result in (
            ("2023-03-31", "visit", "met"),
            ("2023-04-01", "visit", "met"),
            ("2023-04-01", "visit", "met"),
            ("2023-10-05", "phone", "absent"),
            ("2024-03-31", "pattern", "no_answer"),
            ("2024-04-01", "visit", "met"),
        ):
            ink.write(Visit, person=person("whole-year"), date=day, method=method, result=result)
        ink.write(Visit, person=person("unregistered"), date="2023-06-01", method="visit", result="met")
        ink.write(Tally, person=person("hospital"), month="2024-03", method="visit", count=7)
        ink.write(Tally, watcher=person("v1"), month="2023-03", method="visit", count=100)
        _salons(ink)
        _cards(ink)
    return desk


def _salons(ink: Ink) -> None:
    daily = ink.write(Salon, "daily", number="S1", name="お茶の間", type="daily", start="2020-01-01")
    other = ink.write(Salon, "other", number="S2", name="行事", type="other")
    ink.write(Salon, "closed", number="S3", name="むかし", type="daily", end="2023-03-31")
    held = ink.write(Session, "held", salon=daily, date="2023-05-01", elderly=3, children=1, staff=2)
    cancelled = ink.write(Session, "cancelled", salon=daily, date="2023-05-08", elderly=9, cancelled=True)
    ink.write(Session, "other-held", salon=other, date="2024-03-31", others=5, staff=1)
    ink.write(Session, "too-late", salon=daily, date="2024-04-01", elderly=50)
    for session, guest in (
        (held, "whole-year"),
        (held, "twin-one"),
        (held, "twin-two"),
        (cancelled, "whole-year"),
    ):
        ink.write(Attendance, session=session, person=person(guest))


def _cards(ink: Ink) -> None:
    for written, handed, answered in (
        ("2023-05-01", "", ""),
        ("2023-05-01", "2023-05-02", "2023-05-20"),
        ("2024-03-01", "2024-03-16", ""),  # 15 days by 31 March: late
        ("2024-03-01", "2024-03-17", ""),  # 14 days: not yet
        ("2024-03-01", "2024-03-01", "2024-04-02"),  # answered after the year: late on its last day
    ):
        ink.write(ReferralCard, written_on=written, handed_on=handed, answered_on=answered, state="written")


def test_who_only_watches_and_holds_salons_is_shown_nothing_else(busy: Desk) -> None:
    year = reports.annual(busy, 2023)
    assert year.further == ()
    assert [s.name for s in year.sections] == ["watch", "salon", "cards"]
    assert report_files.headers(year)[-1] == "サロン 助成金(円)"


def test_people_are_distinct_and_counted_by_their_days(busy: Desk) -> None:
    watch = reports.annual(busy, 2023).watch
    # whole-year, last-day, first-day, hospital and the twins, who are one
    assert (watch.people, watch.people_at_year_end) == (5, 4)


def test_a_volunteer_counts_once_in_each_roles_line(busy: Desk) -> None:
    watch = reports.annual(busy, 2023).watch
    assert (watch.watchers, watch.watchers_at_year_end) == (1, 1)
    assert (watch.block_coordinators, watch.block_coordinators_at_year_end) == (1, 0)
    assert watch.area_coordinators == 0  # the one role has no start: it counts in no year, and is told
    assert ("watch.area_coordinators", "no_start") in {(n.figure, n.code) for n in noting.notes(busy, 2023)}


def test_acts_are_dated_ones_and_tallies_absent_ones_included(busy: Desk) -> None:
    watch = reports.annual(busy, 2023).watch
    assert (watch.acts, watch.acts_tallied, watch.acts_absent) == (5 + 7, 7, 2)
    assert watch.acts_by_method == {"visit": 3 + 7, "phone": 1, "pattern": 1}


def test_salons_sessions_and_participants(busy: Desk) -> None:
    salon = reports.annual(busy, 2023).salon
    assert (salon.salons, salon.salons_other) == (1, 1)
    assert salon.sessions == 2
    # 3 + 1 without a name, whole-year and the twins once, 5 of the other salon; staff apart
    assert (salon.participants, salon.staff) == (4 + 2 + 5, 3)


def test_cards_of_the_year(busy: Desk) -> None:
    cards = reports.annual(busy, 2023).cards
    assert (cards.written, cards.handed, cards.answered, cards.late) == (5, 4, 1, 2)


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_is_the_sum_of_the_records_behind_it(busy: Desk, figure: str) -> None:
    traced = reports.trace(busy, figure, 2023)
    assert sum(r["count"] for r in traced["records"]) == traced["value"]


def test_the_months_add_up_to_the_year(busy: Desk) -> None:
    annual, months = reports.annual(busy, 2023), reports.months(busy, 2023)
    assert sum(acts for acts, _ in months.values()) == annual.watch.acts
    assert sum(people for _, people in months.values()) == annual.salon.participants


def test_unmerging_and_undeleting_bring_the_figures_back(busy: Desk) -> None:
    with acting(busy, "unmerge") as session:
        merge = Id(session.connection.exec_driver_sql("SELECT id FROM merge").scalar())
        session.delete(Merge, merge)
    annual = reports.annual(busy, 2023)
    assert (annual.watch.people, annual.salon.participants) == (6, 12)
    with acting(busy, "merge") as session:
        session.restore(Merge, merge)
    assert reports.annual(busy, 2023).watch.people == 5


def test_an_unknown_figure_is_named(busy: Desk) -> None:
    with pytest.raises(InputError, match=r"watch\.nobody"):
        reports.trace(busy, "watch.nobody", 2023)


# -- the city -----------------------------------------------------------------------------------------------------


@pytest.fixture
def reported(city: City) -> City:
    """Five districts: one reports, one is silent, one runs nothing and says so, one on paper, one has nothing to report."""
    told = city.district("01", "報告")
    city.load(told, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    city.district("02", "無言")
    zero = city.district("05", "ゼロ")
    city.take(city.council, city.send(told), city.send(zero))
    not_run = city.district("03", "未実施")
    city.take(city.council, city.send(not_run))
    grants = "地区,年度,事業,実施,金額\n01,2023,見守り,あり,100000\n03,2023,見守り,なし,\n01,2023,地域特性,あり,5000\n"
    city.load(city.council, grants=grants)
    statements.record_statement(
        city.council,
        "04",
        "紙",
        2023,
        {"watch.acts": 100, "watch.people": 9, "salon.sessions": 4, "salon.participants": 40},
    )
    return city


def test_three_kinds_of_nothing_are_told_apart(reported: City) -> None:
    lines = {d.code: d for d in reports.annual(reported.council, 2023).by_district}
    states = {code: line.watch_state for code, line in lines.items()}
    assert states == {
        "01": ReportState.REPORTED,
        "02": ReportState.NOT_REPORTED,
        "03": ReportState.NOT_RUN,
        "04": ReportState.PAPER,
        "05": ReportState.ZERO,
    }
    assert lines["04"].salon_state is ReportState.PAPER
    assert lines["04"].watch.acts == 100


def test_the_city_is_the_sum_of_its_districts_and_says_how_many_reported(reported: City) -> None:
    document = reports.annual(reported.council, 2023).to_json()
    assert document["watch"]["acts"] == 3 + 100
    assert document["watch"]["districts"] == 2
    assert document["salon"]["participants"] == 40
    assert document["watch"]["grant_yen"] == 100_000
    assert document["other_grants"]["local"] == 5000
    assert (document["scope"], document["label"], document["as_of"]) == ("city", "令和5年度", "2024-03-31")
    assert document["districts_reported"] == 4


def test_the_citys_figures_can_be_traced_too(reported: City) -> None:
    for figure in FIGURES:  # in one test: the city takes seconds to make
        traced = reports.trace(reported.council, figure, 2023)
        assert sum(r["count"] for r in traced["records"]) == traced["value"], figure


def test_paper_is_never_added_to_bundle_data(reported: City) -> None:
    statements.record_statement(reported.council, "01", "報告", 2023, {"watch.acts": 5000})
    line = next(d for d in reports.annual(reported.council, 2023).by_district if d.code == "01")
    assert (line.watch_state, line.watch.acts) == (ReportState.REPORTED, 3)


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "csv"])
def test_the_year_as_a_file(reported: City, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"year.{ending}"
    report_files.write_annual(reported.council, reports.annual(reported.council, 2023), path)
    assert path.stat().st_size > 100


def test_sessions_of_any_salon_and_none_and_a_person_entered_three_times(desk: Desk) -> None:
    with acting(desk, "write") as session:
        ink = Ink(session)
        for other in ("two", "three"):
            ink.write(Merge, a=person(other), b=person("one"))
        for day, salon, came in (
            ("2023-04-01", person("salon"), ("one", "two", "three")),  # one human being
            ("2023-05-01", None, ("one", "four")),
            ("2024-03-31", person("nobody knows"), ("two", "three", "four")),
            ("2023-03-31", person("salon"), ("one", "two")),  # the year before
        ):
            held = ink.write(Session, date=day, salon=salon, children=1)
            for who in came:
                ink.write(Attendance, session=held, person=person(who))
    found = reports.annual(desk, 2023).salon
    assert (found.sessions, found.participants) == (3, (1 + 1) + (2 + 1) + (2 + 1))
    traced = reports.trace(desk, "salon.participants", 2023)
    assert sum(r["count"] for r in traced["records"]) == traced["value"] == found.participants
    by_month = {month: took for month, (_, took) in reports.months(desk, 2023).items() if took}
    assert by_month == {"2023-04": 2, "2023-05": 3, "2024-03": 3}
