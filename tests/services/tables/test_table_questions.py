"""What an import asks about before it takes a row, and what a yes then does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.council import Grant
from sasaeai_desktop.domain.people import Person
from sasaeai_desktop.domain.salon import Attendance, Session
from sasaeai_desktop.domain.watch import Visit
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.tables.importing import ImportReport, import_table
from tests.services.city import PEOPLE, VOLUNTEERS

VISIT = "実施日,対象者番号,担当者番号,方法,結果\nR5.10.5,001,V01,訪問,{}\n"
SALONS = "管理番号,名称,型\nS1,お茶の間,日常生活型\n"


@pytest.fixture
def listed(desk: Desk, tmp_path: Path) -> Desk:
    desk.paths.vault.write_text("{}", encoding="utf-8")  # a backup copies it
    for kind, text in (("volunteers", VOLUNTEERS), ("people", PEOPLE), ("salons", SALONS)):
        take(desk, kind, text, tmp_path)
    return desk


def take(desk: Desk, kind: str, text: str, tmp_path: Path, *confirm: str, **options: object) -> ImportReport:
    path = tmp_path / f"{kind}.csv"
    path.write_text(text, encoding="utf-8")
    return import_table(desk, kind, path, confirm=confirm, **options).result  # type: ignore[arg-type]  # test options


def asked(report: ImportReport) -> list[str]:
    assert not (report.asked and report.written)  # a question keeps the whole file out
    return [question.code for question in report.asked]


def held(desk: Desk, kind: type) -> list:
    with reading(desk) as session:
        return select(session, kind, "ORDER BY id")


def test_a_corrected_act_replaces_the_one_before(listed: Desk, tmp_path: Path) -> None:
    take(listed, "visits", VISIT.format("不在"), tmp_path)
    corrected = VISIT.format("会えた・話せた")
    assert asked(take(listed, "visits", corrected, tmp_path)) == ["same_act"]
    report = take(listed, "visits", corrected, tmp_path, "same_act")
    assert (report.added, report.updated) == (0, 1)
    assert [v.result for v in held(listed, Visit)] == ["met"]
    assert take(listed, "visits", corrected, tmp_path).unchanged == 1


def test_an_import_that_was_undone_comes_back_and_a_deleted_row_does_not(
    listed: Desk, tmp_path: Path
) -> None:
    file = VISIT.format("不在")
    take(listed, "visits", file, tmp_path)
    undoing.undo_last(listed)
    assert reports.annual(listed, 2023).watch.acts == 0
    assert take(listed, "visits", file, tmp_path).added == 1
    assert reports.annual(listed, 2023).watch.acts == 1
    undoing.undo_last(listed)
    assert take(listed, "visits", file, tmp_path).added == 1


def test_a_number_that_lost_its_zeros_is_the_same_person(listed: Desk, tmp_path: Path) -> None:
    file = "管理番号,氏名,ふりがな,生年月日\n1,髙橋 昭一郎,たかはし しょういちろう,S15.3.2\n"
    assert asked(take(listed, "people", file, tmp_path)) == ["lost_zero"]
    assert len(held(listed, Person)) == 2


def test_another_amount_of_a_grant_is_asked_about(listed: Desk, tmp_path: Path) -> None:
    grants = "地区,年度,事業,実施,金額\n12,2023,見守り,あり,{}\n"
    take(listed, "grants", grants.format(50000), tmp_path)
    assert asked(take(listed, "grants", grants.format(60000), tmp_path)) == ["grant_changed"]
    assert [g.amount_yen for g in held(listed, Grant)] == [50000]
    assert take(listed, "grants", grants.format(60000), tmp_path, "grant_changed").updated == 1
    twice = grants.format(60000) + "12,2023,見守り,あり,70000\n"
    assert asked(take(listed, "grants", twice, tmp_path)) == ["grant_changed"]
    assert reports.annual(listed, 2023).watch.grant_yen == 60000


def test_the_same_number_on_another_day_is_the_session_moved(listed: Desk, tmp_path: Path) -> None:
    take(listed, "sessions", "サロン番号,通番,開催日,高齢者数\nS1,3,2023-05-01,8\n", tmp_path)
    report = take(
        listed, "sessions", "サロン番号,通番,開催日,高齢者数\nS1,3,2023-05-08,8\n", tmp_path, "moved_session"
    )
    assert "moved_session" in {n.code for n in report.notices} | set(asked(report))
    assert [s.date for s in held(listed, Session)] == ["2023-05-08"]
    salon = reports.annual(listed, 2023).salon
    assert (salon.sessions, salon.participants) == (1, 8)


def test_who_came_to_a_session_that_was_called_off_is_asked_about(listed: Desk, tmp_path: Path) -> None:
    take(listed, "sessions", "サロン番号,開催日,中止\nS1,2023-05-01,大雨\n", tmp_path)
    came = "サロン番号,開催日,対象者番号\nS1,2023-05-01,001\n"
    assert asked(take(listed, "attendance", came, tmp_path)) == ["cancelled_attended"]
    assert take(listed, "attendance", came, tmp_path, "cancelled_attended").added == 1
    assert reports.annual(listed, 2023).salon.participants == 0


def test_by_name_it_is_the_one_of_that_name_and_a_variant_is_asked_about(
    listed: Desk, tmp_path: Path
) -> None:
    take(listed, "sessions", "サロン番号,開催日\nS1,2023-05-01\n", tmp_path)
    by_name = "サロン番号,開催日,氏名\nS1,2023-05-01,{}\n"
    assert take(listed, "attendance", by_name.format("髙橋 昭一郎"), tmp_path).added == 1
    assert len(held(listed, Person)) == 2
    assert asked(take(listed, "attendance", by_name.format("高橋 昭一郎"), tmp_path)) in (["variant"], [])
    assert len(held(listed, Person)) == 2
    assert len(held(listed, Attendance)) == 1


def test_what_a_person_chose_for_a_shape_of_file_is_remembered(listed: Desk, tmp_path: Path) -> None:
    file = "こま,なまえらん,甲,乙\n{},林 一,東,x\n"
    chosen = {"こま": "管理番号", "なまえらん": "氏名", "甲": "町内会", "乙": ""}
    take(listed, "people", file.format("701"), tmp_path, mapping=chosen)
    report = take(listed, "people", file.format("702"), tmp_path)  # nothing said: as before
    assert (report.added, report.rejected) == (1, [])
    assert {p.number: p.town for p in held(listed, Person) if p.number.startswith("70")} == {
        "701": "東",
        "702": "東",
    }
    assert json.dumps(report.unknown_columns, ensure_ascii=False) == '["乙"]'


def test_reading_tells_how_far_it_is_and_can_be_stopped(listed: Desk, tmp_path: Path) -> None:
    from sasaeai_desktop.services.tables.exporting import export_table  # noqa: PLC0415 - only here

    take(listed, "visits", VISIT.format("不在"), tmp_path)
    path = tmp_path / "out.xlsx"
    export_table(listed, "visits", path)
    said: list[str] = []
    import_table(
        listed, "visits", path, dry_run=True, progress=lambda _done, _total, words: said.append(words)
    )
    assert said[0] == "ファイルを読んでいます"
    assert "行" in said[-1]

    class Stop(Exception):  # noqa: N818 - as the window's やめる leaves the work
        pass

    def stop(*_told: object) -> None:
        raise Stop

    with pytest.raises(Stop):
        import_table(listed, "visits", path, progress=stop)
    assert len(held(listed, Visit)) == 1
