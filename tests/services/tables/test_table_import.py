"""Table files: whole or not at all, twice without counting twice, and what Excel in Japan makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.people import Consent, Person, Role
from sasaeai_desktop.domain.watch import Assignment, Visit, WatchCase
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import people, person_page
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.safety import checking
from sasaeai_desktop.services.tables.exporting import export_table, write_template
from sasaeai_desktop.services.tables.importing import ImportReport, import_table
from sasaeai_desktop.services.watch import watching
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS

KINDS = ("people", "volunteers", "visits", "tallies", "salons", "sessions", "attendance", "cards", "grants")
SALONS = "管理番号,名称,型\nS1,お茶の間,日常生活型\n"
SESSIONS = "サロン番号,開催日,高齢者数,スタッフ数\nS1,2023-05-01,3,2\nS1,2023-05-08,,\n"


@pytest.fixture(autouse=True)
def vault_file(desk: Desk) -> None:
    """These desks are built without a vault; a backup copies its file."""
    desk.paths.vault.write_text("{}", encoding="utf-8")


def take(
    desk: Desk, kind: str, text: str, tmp_path: Path, encoding: str = "utf-8", **options: bool
) -> ImportReport:
    path = tmp_path / f"{kind}.csv"
    path.write_text(text, encoding=encoding)
    return import_table(desk, kind, path, **options).result


def numbers(report: ImportReport) -> tuple[int, int, int, int]:
    return report.read, report.added, report.updated, report.unchanged


@pytest.fixture
def listed(desk: Desk, tmp_path: Path) -> Desk:
    take(desk, "volunteers", VOLUNTEERS, tmp_path)
    take(desk, "people", PEOPLE, tmp_path)
    return desk


def test_a_file_that_excel_saved_in_japan_simply_works(desk: Desk, tmp_path: Path) -> None:
    text = (
        "管理番号,氏名,ふりがな,生年月日,性別,郵便番号,電話,見守り開始日,見守り頻度,同意_見守り\n"
        "００１,髙橋 昭一郎 ,ﾀｶﾊｼ ｼｮｳｲﾁﾛｳ,S15.3.2,男,〒0708525,166001234,R5.4.1,週２回,あり\n"
        "002,﨑山 清,さきやま きよし,不詳,,708525,,,,未確認\n"
    )
    report = take(desk, "people", text, tmp_path, "cp932")
    assert (numbers(report), report.rejected) == ((2, 2, 0, 0), [])
    with reading(desk) as session:
        first, second = select(session, Person, "ORDER BY number")
        (case,) = select(session, WatchCase)
        consents = {(c.person, c.purpose): c.state for c in select(session, Consent)}
    assert (first.number, first.name, first.birth, first.sex) == ("001", "髙橋 昭一郎", "1940-03-02", "male")
    assert (first.postal, first.phone, second.birth) == ("070-8525", "0166001234", "")
    assert (case.start, case.every_days, case.state) == ("2023-04-01", 4, "active")
    assert consents == {(first.id, "watch"): "given", (second.id, "watch"): "unknown"}


def test_the_same_file_again_changes_nothing(listed: Desk, tmp_path: Path) -> None:
    assert numbers(take(listed, "visits", VISITS, tmp_path)) == (3, 3, 0, 0)
    before = checking.check(listed).state_hash
    for kind, text in (("volunteers", VOLUNTEERS), ("people", PEOPLE), ("visits", VISITS)):
        report = take(listed, kind, text, tmp_path)
        assert report.unchanged == report.read
    assert checking.check(listed).state_hash == before


def test_two_equal_rows_are_two_acts_however_they_are_typed(listed: Desk, tmp_path: Path) -> None:
    text = "実施日,対象者番号,方法\nR5.10.5,001,訪問\n2023/10/5,００１,訪問\n"
    assert take(listed, "visits", text, tmp_path).added == 2
    assert take(listed, "visits", text, tmp_path).unchanged == 2
    assert take(listed, "visits", text + "令和5年10月5日,001,訪問\n", tmp_path).added == 1


def test_an_act_typed_by_hand_is_known_by_its_content(listed: Desk, tmp_path: Path) -> None:
    person = people.find_people(listed, "髙橋")[0].id
    watching.record_visit(listed, watching.VisitDraft(person, "2023-11-01", "visit", "met", "same"))
    text = "実施日,対象者番号,方法,結果,様子\n2023-11-01,001,訪問,会えた・話せた,変わりなし\n"
    assert take(listed, "visits", text, tmp_path).unchanged == 1
    assert reports.annual(listed, 2023).watch.acts == 1


def test_a_deleted_act_does_not_come_back(listed: Desk, tmp_path: Path) -> None:
    take(listed, "visits", VISITS, tmp_path)
    with reading(listed) as session:
        doomed = select(session, Visit, "ORDER BY id")[0]
    watching.delete_visit(listed, doomed.id)
    assert take(listed, "visits", VISITS, tmp_path).added == 0
    assert reports.annual(listed, 2023).watch.acts == 2


def test_one_bad_row_and_nothing_is_written(listed: Desk, tmp_path: Path) -> None:
    text = VISITS + "2023-13-05,001,V01,訪問,,,\n2023-10-07,999,V01,訪問,,,\n"
    report = take(listed, "visits", text, tmp_path)
    assert not report.written
    assert [(r.line, r.column, r.value) for r in report.rejected] == [
        (5, "実施日", "2023-13-05"),
        (6, "対象者番号", "999"),
    ]
    assert all(r.reason for r in report.rejected)
    assert reports.annual(listed, 2023).watch.acts == 0


def test_good_rows_alone_when_asked_and_the_rejects_name_nobody(listed: Desk, tmp_path: Path) -> None:
    text = "管理番号,氏名,生年月日\n010,小林 フミ,S3.4.5\n011,佐藤 トミ,昭和99年1月1日\n"
    report = take(listed, "people", text, tmp_path, skip_bad=True)
    assert (report.written, report.added) == (True, 1)
    assert report.rejects_file is not None
    rejects = report.rejects_file.read_text(encoding="utf-8-sig")
    assert "生年月日" in rejects
    assert "佐藤" not in rejects
    assert "99" not in rejects.replace("1999", "")


def test_a_rehearsal_writes_nothing(listed: Desk, tmp_path: Path) -> None:
    before = checking.check(listed).state_hash
    report = take(listed, "visits", VISITS, tmp_path, dry_run=True)
    assert (report.added, report.written) == (3, False)
    assert checking.check(listed).state_hash == before


def test_an_empty_cell_never_erases(listed: Desk, tmp_path: Path) -> None:
    report = take(listed, "people", "管理番号,氏名,電話,町内会\n001,髙橋 昭一郎,,さくら町内会\n", tmp_path)
    assert numbers(report) == (1, 0, 1, 0)
    view = person_page.person_view(listed, people.find_people(listed, "髙橋")[0].id)
    assert (view.person.phone, view.person.town) == ("0166-00-1234", "さくら町内会")


def test_people_may_come_before_their_watchers(desk: Desk, tmp_path: Path) -> None:
    take(desk, "people", PEOPLE, tmp_path)
    take(desk, "volunteers", VOLUNTEERS, tmp_path)
    with reading(desk) as session:
        (role, *_) = select(session, Role)
        assert {a.volunteer for a in select(session, Assignment)} == {role.volunteer}


def test_a_guest_who_is_on_no_list_is_added_and_found_again(listed: Desk, tmp_path: Path) -> None:
    take(listed, "salons", SALONS, tmp_path)
    take(listed, "sessions", SESSIONS, tmp_path)
    text = (
        "サロン番号,開催日,対象者番号,氏名,ふりがな\nS1,2023-05-01,001,,\n"
        "S1,2023-05-01,,新田 花,しんでん はな\nS1,2023-05-08,,新田　花,ｼﾝﾃﾞﾝ ﾊﾅ\n"
    )
    assert numbers(take(listed, "attendance", text, tmp_path)) == (3, 3, 0, 0)
    assert take(listed, "attendance", text, tmp_path).unchanged == 3
    salon = reports.annual(listed, 2023).salon
    assert (salon.sessions, salon.participants, salon.staff) == (2, 3 + 3, 2)
    assert len(people.find_people(listed, "しんでん")) == 1


def test_a_session_that_is_not_there_is_named(listed: Desk, tmp_path: Path) -> None:
    take(listed, "salons", SALONS, tmp_path)
    report = take(
        listed, "attendance", "サロン番号,開催日,対象者番号\nS1,2023-05-01,001\nS9,2023-05-01,001\n", tmp_path
    )
    assert [(r.line, r.column) for r in report.rejected] == [(2, "開催日"), (3, "サロン番号")]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "tsv"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_goes_out_comes_in_again_unchanged(listed: Desk, tmp_path: Path, kind: str, ending: str) -> None:
    take(listed, "salons", SALONS, tmp_path)
    take(listed, "sessions", SESSIONS, tmp_path)
    take(listed, "attendance", "サロン番号,開催日,対象者番号\nS1,2023-05-01,001\n", tmp_path)
    take(listed, "visits", VISITS, tmp_path)
    take(listed, "tallies", "対象者番号,年月,方法,回数\n002,2023-12,訪問,8\n", tmp_path)
    take(listed, "grants", "地区,年度,事業,実施,金額\n,2023,見守り,あり,96000\n", tmp_path)
    cards = "管理番号,記入日,対象者番号,困りごと区分,事実,本人同意\nC1,2023-06-01,001,住まい・介護,段でころんだ,あり\n"
    take(listed, "cards", cards, tmp_path)
    before = checking.check(listed)
    path = tmp_path / f"out.{ending}"
    count = export_table(listed, kind, path)
    report = import_table(listed, kind, path).result
    assert (report.rejected, numbers(report)) == ([], (count, 0, 0, count))
    assert count
    assert before.ok


@pytest.mark.parametrize("kind", KINDS)
def test_every_template_can_be_read(listed: Desk, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "template.xlsx"
    write_template(kind, path)
    report = import_table(listed, kind, path, dry_run=True).result
    assert report.read == 2
    assert report.unknown_columns == ()
