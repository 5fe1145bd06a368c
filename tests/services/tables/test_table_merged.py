"""Tables and what is here under other ids: counts typed by hand, merged people, two sessions on one day."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.domain.ids import Id
from sasaeai_desktop.services.desk.desk import Desk
from sasaeai_desktop.services.people import merging, people
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.tables.exporting import export_table
from sasaeai_desktop.services.tables.importing import ImportReport, import_table
from sasaeai_desktop.services.watch import watching
from tests.services.tables.test_table_import import SALONS, listed, numbers, take, vault_file

__all__ = ["listed", "vault_file"]
TALLIES = "対象者番号,年月,方法,回数\n"
PRESENT = "サロン番号,開催日,対象者番号,氏名,ふりがな\n"


def by_name(desk: Desk, name: str) -> Id:
    return people.find_people(desk, name)[0].id


def tallied(desk: Desk) -> int:
    return reports.annual(desk, 2023).watch.acts_tallied


def out_and_in(desk: Desk, kind: str, tmp_path: Path) -> ImportReport:
    path = tmp_path / f"{kind}-out.csv"
    export_table(desk, kind, path)
    before = checking.check(desk).state_hash
    report = import_table(desk, kind, path).result
    assert report.unchanged == report.read
    assert checking.check(desk).state_hash == before
    return report


def test_a_count_typed_by_hand_is_the_one_of_the_table(listed: Desk, tmp_path: Path) -> None:
    person = by_name(listed, "髙橋")
    watching.record_tally(listed, watching.TallyDraft("2023-10", "visit", 8, person=person))
    assert numbers(take(listed, "tallies", TALLIES + "001,2023-10,訪問,8\n", tmp_path)) == (1, 0, 0, 1)
    assert numbers(take(listed, "tallies", TALLIES + "001,2023-10,訪問,9\n", tmp_path)) == (1, 0, 1, 0)
    assert tallied(listed) == 9


def test_two_counts_of_one_month_in_a_file_are_asked_about(listed: Desk, tmp_path: Path) -> None:
    text = TALLIES + "001,2023-10,訪問,8\n００１,R5.10,訪問,8\n001,2023-10,訪問,5\n001,2023-10,電話,5\n"
    report = take(listed, "tallies", text, tmp_path)
    assert [(r.line, r.column, r.value) for r in report.rejected] == [(4, "回数", "5")]
    assert tallied(listed) == 0


def test_counts_of_merged_people_go_out_as_one_and_come_in_unchanged(listed: Desk, tmp_path: Path) -> None:
    first, second = by_name(listed, "髙橋"), by_name(listed, "よしだ")
    both = TALLIES + "001,2023-10,訪問,8\n002,2023-10,訪問,5\n002,2023-11,訪問,3\n"
    take(listed, "tallies", both, tmp_path)
    merging.merge_people(listed, first, second)
    assert out_and_in(listed, "tallies", tmp_path).read == 2
    assert numbers(take(listed, "tallies", both, tmp_path)) == (3, 0, 0, 3)
    assert numbers(take(listed, "tallies", TALLIES + "002,2023-10,訪問,5\n", tmp_path)) == (1, 0, 0, 1)
    assert tallied(listed) == 16
    unclear = take(listed, "tallies", TALLIES + "001,2023-10,訪問,14\n", tmp_path)
    assert [r.column for r in unclear.rejected] == ["回数"]


def test_a_merged_participant_is_one_and_stays_one(listed: Desk, tmp_path: Path) -> None:
    take(listed, "salons", SALONS, tmp_path)
    take(listed, "sessions", "サロン番号,開催日\nS1,2023-05-01\nS1,2023-05-08\n", tmp_path)
    rows = "S1,2023-05-01,001,,\nS1,2023-05-01,002,,\nS1,2023-05-08,002,,\n"
    take(listed, "attendance", PRESENT + rows, tmp_path)
    merging.merge_people(listed, by_name(listed, "髙橋"), by_name(listed, "よしだ"))
    assert out_and_in(listed, "attendance", tmp_path).read == 2
    assert take(listed, "attendance", PRESENT + rows, tmp_path).unchanged == 3
    assert reports.annual(listed, 2023).salon.participants == 2


def test_a_name_that_two_merged_entries_share_is_one_person(listed: Desk, tmp_path: Path) -> None:
    take(listed, "people", "管理番号,氏名,ふりがな\n003,髙橋 昭一郎,たかはし しょういちろう\n", tmp_path)
    take(listed, "salons", SALONS, tmp_path)
    take(listed, "sessions", "サロン番号,開催日\nS1,2023-05-01\n", tmp_path)
    row = "S1,2023-05-01,,髙橋 昭一郎,たかはし しょういちろう\n"
    assert [r.column for r in take(listed, "attendance", PRESENT + row, tmp_path).rejected] == ["氏名"]
    first, second = (found.id for found in people.find_people(listed, "髙橋"))
    merging.merge_people(listed, first, second)
    assert numbers(take(listed, "attendance", PRESENT + row, tmp_path)) == (1, 1, 0, 0)


def test_two_sessions_on_one_day_keep_their_participants(listed: Desk, tmp_path: Path) -> None:
    take(listed, "salons", SALONS, tmp_path)
    take(listed, "sessions", "サロン番号,通番,開催日\nS1,1,2023-05-01\nS1,2,2023-05-01\n", tmp_path)
    rows = "S1,2023-05-01,001,,\nS1,2023-05-01,001,,\nS1,2023-05-01,002,,\n"
    assert numbers(take(listed, "attendance", PRESENT + rows, tmp_path)) == (3, 3, 0, 0)
    assert take(listed, "attendance", PRESENT + rows, tmp_path).unchanged == 3
    assert out_and_in(listed, "attendance", tmp_path).read == 3
    assert reports.annual(listed, 2023).salon.participants == 3
