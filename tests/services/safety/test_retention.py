"""保存と廃棄: what may go after its years, that it goes from the file while counts stay, and the record of it."""

from __future__ import annotations

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.keeping import Disposal
from sasaeai_desktop.domain.retention import keep_until
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.cards import answering, cards
from sasaeai_desktop.services.cards.cards import CardDraft
from sasaeai_desktop.services.people import people, person_page
from sasaeai_desktop.services.reports import printing, reports
from sasaeai_desktop.services.safety import checking, retention
from sasaeai_desktop.services.watch import registering, watching


def due(desk, code):
    return next(c for c in retention.review(desk) if c.record_class.code == code)


def test_years_are_counted_from_the_next_first_of_april():
    assert keep_until("2023-10-05", 5) == "2029-04-01"
    assert keep_until("2024-03-31", 1) == "2025-04-01"
    assert keep_until("2024-04-01", 1) == "2026-04-01"


@pytest.fixture
def town_of_old(desk, town, on_day):
    old = on_day(desk, "2019-04-01")
    gone = town.person("高木 ヨシ", "たかぎ よし", phone="0166-22-1111")
    case = registering.start_watch(old, gone, "2019-04-01").result
    registering.end_watch(on_day(desk, "2020-05-01"), case, "facility", "2020-05-01")
    still = town.watched("森 春", "もり はる")
    for person, day in ((gone, "2019-10-01"), (still, "2019-11-01"), (still, "2026-05-01")):
        watching.record_visit(desk, watching.VisitDraft(person, day, "visit", memo="新聞がたまっていた"))
    card = cards.write_card(
        on_day(desk, "2019-06-01"), CardDraft(troubles=("health",), facts="鍋をこがした")
    ).result
    answering.close_card(on_day(desk, "2019-12-01"), card)
    return gone, still, card


def test_what_is_over_goes_and_counts_stay(desk, town_of_old, on_day):
    _, still, _ = town_of_old
    april = on_day(desk, "2026-04-10")
    before = reports.annual(april, 2019).to_json()
    assert [d.name for d in due(april, "person").due] == ["高木 ヨシ"]
    assert [d.since for d in due(april, "visit").due] == ["2019-10-01", "2019-11-01"]
    assert len(due(april, "card").due) == 1
    assert due(on_day(desk, "2026-03-31"), "person").due == ()
    assert retention.dispose(april, "visit", witness="原田 ミツ").result == 2
    assert retention.dispose(april, "person").result == 1
    assert retention.dispose(april, "card").result == 1
    for code in ("person", "visit", "card"):
        assert due(april, code).due == ()
    with pytest.raises(InputError):
        retention.dispose(april, "person")
    with desk.database.read() as session:
        memos = {v.date: v.memo for v in select(session, Visit)}
        written = select(session, Disposal, "ORDER BY id")
    assert memos == {"2019-10-01": "", "2019-11-01": "", "2026-05-01": "新聞がたまっていた"}
    over = "5年を過ぎたため"
    assert [(d.of, d.count, d.how, d.why, d.witness) for d in written] == [
        ("visit", 2, "消去", over, "原田 ミツ"), ("person", 1, "消去", over, ""), ("card", 1, "消去", over, ""),
    ]  # fmt: skip
    assert people.find_people(april, "高木") == []
    assert person_page.person_view(april, still).person.name == "森 春"
    assert reports.annual(april, 2019).to_json() == before
    assert checking.check(desk).problems == []
    assert printing.print_form(april, "disposal", year=2026).pages == 1


def test_the_years_are_the_offices_own(desk, town_of_old, on_day):
    april = on_day(desk, "2026-04-10")
    retention.set_years(desk, "visit", 7)
    assert (due(april, "visit").years, due(april, "visit").due) == (7, ())
    for code, years in (("visit", 0), ("visit", 31), ("nothing", 5)):
        with pytest.raises(InputError):
            retention.set_years(desk, code, years)


def test_a_list_of_the_city_is_given_back(desk, town):
    person = town.person("林 清", "はやし きよし", source="city_list", return_due="2026-07-01")
    town.person("辻 誠", "つじ まこと", source="city_list", return_due="2027-03-31")
    assert [d.name for d in due(desk, "city_list").due] == ["林 清"]
    assert retention.dispose(desk, "city_list").result == 1
    assert person_page.person_view(desk, person).person.return_due == ""
    with desk.database.read() as session:
        (written,) = select(session, Disposal)
    assert (written.how, written.count) == ("返却", 1)
