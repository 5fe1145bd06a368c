"""足あと: every kind of deed leaves a line in plain words, found again by word and by person; nobody alters it unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sasaeai_desktop.domain.errors import NotAllowedError
from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk import audit
from sasaeai_desktop.services.desk.desk import Desk, acting
from sasaeai_desktop.services.people import erasing, person_page
from sasaeai_desktop.services.reports import printing
from sasaeai_desktop.services.reports.printing import Printed
from sasaeai_desktop.services.tables import exporting
from sasaeai_desktop.services.watch import watching
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City

THIRD = {"見ました", "印刷しました", "書き出しました", "取り込みました", "きろくしました"}


@pytest.fixture
def busy(city: City) -> Desk:
    desk = city.district("12", "新旭川")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS)
    return desk


def lines(desk: Desk, text: str = "", person: Id | None = None) -> list[str]:
    return [f"{e.words}｜{e.whose}" for e in audit.entries(desk, text, person)]


def test_who_saw_changed_printed_exported_and_whose(busy: Desk, city: City, tmp_path: Path) -> None:
    first, second = erasing.person_numbered(busy, "001"), erasing.person_numbered(busy, "002")
    for _ in range(3):
        person_page.person_view(busy, first)
    watching.record_visit(busy, watching.VisitDraft(first, "2024-04-02", "phone"))
    printing.note_names(busy, Printed(b"", 2, [], 0, ["𠮷田 ヨシ江"], "登録カード", to=""), "紙")
    exporting.export_table(busy, "people", tmp_path / "people.csv")
    city.send(busy)
    everything = lines(busy)
    assert [line for line in everything if line.startswith("記録を 見ました")] == [
        "記録を 見ました｜髙橋 昭一郎"
    ]
    assert {word for word in THIRD if any(word in line for line in everything)} == THIRD
    assert lines(busy, "登録カード") == ["「登録カード」を印刷しました（2ページ）｜𠮷田 ヨシ江"]
    of_first = lines(busy, person=first)
    assert any("見ました" in line for line in of_first)
    assert any("電話をきろくしました" in line for line in of_first)
    assert any("表を書き出しました" in line for line in of_first), "the whole list holds this person too"
    assert not any("登録カード" in line for line in of_first)
    assert any("登録カード" in line for line in lines(busy, person=second))
    assert all(e.by for e in audit.entries(busy) if "USB" not in e.words)


def test_after_an_erasure_no_name_stands_in_the_log(busy: Desk) -> None:
    person = erasing.person_numbered(busy, "001")
    person_page.person_view(busy, person)
    erasing.erase_person(busy, person, "本人の求め")
    said = "".join(lines(busy))
    assert "髙橋" not in said
    assert "消去した方" in said
    with busy.database.read() as connection:
        assert "髙橋" not in repr(connection.exec_driver_sql("SELECT * FROM access_log").all())


def test_the_log_is_for_the_office_only(desk: Desk) -> None:
    with acting(desk, "x") as session:
        audit.log_access(session.connection, desk, "key rotate")
    desk.user = type(desk.user)(desk.user.id, "世話 好子", "地域コーディネーター")
    with pytest.raises(NotAllowedError):
        audit.entries(desk)
