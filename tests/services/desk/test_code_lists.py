"""The council's own signs: in every district's list, in its tables, and in the corrections that go with them."""

from __future__ import annotations

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.routes import Route
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.desk import codes
from sasaeai_desktop.services.desk.desk import Desk, acting, reading
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.tables import exporting
from sasaeai_desktop.services.usb import quarantine
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City

SNOW = "除雪がされていない"


@pytest.fixture
def district(city: City) -> Desk:
    desk = city.district("12", "新旭川")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    city.take(city.council, city.send(desk))
    return desk


def answer(city: City, district: Desk) -> None:
    (result,) = city.take(district, city.send(city.council, Route.TO_DISTRICT, "12"))
    assert result.state == "applied"


def test_a_sign_of_the_council_is_chosen_imported_and_exported_in_the_district(
    city: City, district: Desk
) -> None:
    codes.add(city.council, "signs", f" {SNOW} ", group="home")
    answer(city, district)
    (added,) = (s for s in codes.signs(district) if s.label == SNOW)
    assert (added.code, added.group) == (SNOW, "home")
    city.load(
        district,
        visits=f"実施日,対象者番号,担当者番号,方法,サイン\n2024-01-10,001,V01,訪問,{SNOW}・新聞・郵便物がたまる\n",
    )
    with reading(district) as session:
        (visit,) = select(session, Visit, "AND date = '2024-01-10'")
    assert SNOW in visit.signs
    assert len(visit.signs) == 2
    out = city.folder / "visits.csv"
    exporting.export_table(district, "visits", out)
    assert SNOW in out.read_text(encoding="utf-8-sig")


def test_other_words_for_a_code_reach_everyone_and_nothing_is_listed_twice(
    city: City, district: Desk
) -> None:
    codes.add(city.council, "signs", "雪かき", code="snow", group="home")
    codes.add(city.council, "signs", SNOW, code="snow", group="conduct")
    answer(city, district)
    (added,) = (e for e in codes.entries(district, "signs") if not e.built_in)
    assert (added.code, added.label, added.group) == ("snow", SNOW, "conduct")


def test_a_councils_correction_of_a_districts_act_takes_no_effect_there(city: City, district: Desk) -> None:
    with reading(city.council) as session:
        visit = select(session, Visit, "ORDER BY date DESC")[0]
    with acting(city.council, "直しました") as session:
        session.record(Visit, visit.id, {"date": "2023-10-07"})
    answer(city, district)
    with reading(district) as session:
        assert select(session, Visit, "AND date = '2023-10-07'") == []
    assert [item.outside for item in quarantine.items(district)] == [True]
    assert checking.check(district).ok
    city.take(city.council, city.send(district))
    assert checking.check(city.council).ok


def test_only_a_council_adds_and_only_what_can_stand_in_a_cell(city: City, district: Desk) -> None:
    with pytest.raises(InputError, match="市社協だけ"):
        codes.add(district, "signs", SNOW)
    for label, code, group in (
        ("", "", ""),
        ("あ・い", "", ""),
        (SNOW, "mail_piling", "nowhere"),
        ("あ" * 41, "", ""),
    ):
        with pytest.raises(InputError):
            codes.add(city.council, "signs", label, code=code, group=group)
    built_in = codes.entries(city.council, "signs")[0]
    with pytest.raises(InputError, match="はじめから"):
        codes.add(city.council, "signs", SNOW, code=built_in.code)
    with pytest.raises(InputError, match="もう表に"):
        codes.add(city.council, "signs", built_in.label, code="other")
    assert all(e.built_in for e in codes.entries(city.council, "signs"))
