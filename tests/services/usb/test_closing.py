"""月締め: totals and tips written down, counted again by whoever gets them, and nothing locked."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sasaeai_desktop.db.repositories import base
from sasaeai_desktop.domain.clock import clock_at
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.keeping import Closing
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.desk.desk import Desk, acting, reading
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.usb import closing
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City


@pytest.fixture
def north(city: City) -> Desk:
    desk = city.district("12", "北")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    return desk


def first_visit(desk: Desk) -> Visit:
    with reading(desk) as session:
        return base.select(session, Visit, "ORDER BY date, id")[0]


def test_a_closing_is_counted_again_by_the_council(city: City, north: Desk) -> None:
    made = closing.close_month(north, "2023-10").result
    assert made.outcome == closing.OWN
    assert made.figures["acts"] == 3
    assert made.figures["acts.visit"] == 2
    assert made.figures["acts_absent"] == 1
    assert made.figures["people"] == 2

    (taken,) = city.take(city.council, city.send(north))

    (seen,) = closing.closings(city.council, district="12")
    assert taken.notices == []
    assert (seen.outcome, seen.figures, seen.now) == (closing.SAME, made.figures, made.figures)
    assert (seen.district_name, seen.changes_since, seen.by) == ("北", 0, "")


def test_what_is_written_after_a_closing_is_listed_and_disturbs_no_recount(city: City, north: Desk) -> None:
    closing.close_month(north, "2023-10")
    moved = first_visit(north)
    with acting(north, "moved") as session:
        session.record(Visit, moved.id, {"date": "2023-11-02"})  # leaves the closed month
        session.record_many(Visit, [(session.new_id(), {"date": "2023-11-03", "method": "visit"})])

    (taken,) = city.take(city.council, city.send(north))

    (seen,) = closing.closings(city.council)
    assert taken.notices == []
    assert (seen.outcome, seen.changes_since) == (closing.SAME, 1)
    assert (seen.figures["acts"], seen.now["acts"]) == (3, 2)
    assert checking.check(city.council).ok


def test_figures_that_differ_are_told_with_both_numbers(city: City, north: Desk) -> None:
    closing.close_month(north, "2023-10")
    with acting(north, "planted") as session:
        row = base.select(session.connection, Closing)[0]
        wrong = {**json.loads(row.figures), "acts": 4}
        session.record(
            Closing, session.new_id(), {"month": row.month, "figures": json.dumps(wrong), "tips": row.tips}
        )

    (taken,) = city.take(city.council, city.send(north))

    told = (
        "12地区の令和5年10月の月締めで、見守りの回数の数が合いません。地区では 4、こちらで数えると 3 です。"
    )
    assert taken.notices == [told]
    newest, older = closing.closings(city.council)
    assert (newest.outcome, newest.differing, newest.newest) == (closing.DIFFERS, {"acts": (4, 3)}, True)
    assert (older.outcome, older.newest) == (closing.SAME, False)


def test_a_closing_waits_until_all_its_changes_are_here(city: City, north: Desk) -> None:
    sibling = city.sibling(north)
    city.take(north, city.send(sibling, Route.TO_SIBLING))
    city.take(sibling, city.send(north, Route.TO_SIBLING))
    with acting(sibling, "one more") as session:
        session.record_many(Visit, [(session.new_id(), {"date": "2023-10-09", "method": "phone"})])
    lost = city.send(sibling, Route.TO_SIBLING)
    city.take(north, lost)
    closing.close_month(north, "2023-10")
    # The council hears of the sibling's act only through the sibling itself, and that stick comes later.
    with north.database.transaction() as connection, north.database.journal_writing():
        device = sibling.me.device
        connection.exec_driver_sql("UPDATE stream SET signed_seq = 0 WHERE device = ?", (device,))
    city.take(city.council, city.send(north))
    assert closing.closings(city.council)[0].outcome == closing.LATER

    (taken,) = city.take(city.council, city.send(sibling))

    assert taken.notices == []
    assert closing.closings(city.council)[0].outcome == closing.SAME


def test_check_notices_figures_that_hold_no_more(city: City, north: Desk) -> None:
    closing.close_month(north, "2023-10")
    lost = first_visit(north)
    with north.database.transaction() as connection, north.database.journal_writing():
        connection.exec_driver_sql("UPDATE visit SET gone = 1 WHERE id = ?", (lost.id,))
    with reading(north) as session:
        assert closing.problems(session) == [
            "closing 12/2023-10: acts was 3, is 2",
            "closing 12/2023-10: acts.visit was 2, is 1",
        ]


@pytest.mark.parametrize("month", ["2024-05", "2023-13", "10月"])
def test_only_a_month_that_has_begun_can_be_closed(north: Desk, month: str) -> None:
    with pytest.raises(InputError):
        closing.close_month(north, month)


def test_a_council_closes_nothing(city: City) -> None:
    with pytest.raises(InputError):
        closing.close_month(replace(city.council, clock=clock_at("2024-04-05")), "2023-10")
