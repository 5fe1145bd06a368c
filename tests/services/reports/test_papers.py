"""The offices' papers from real records: what stands on them, what must not, and that their sums are the report's."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.people import consents
from sasaeai_desktop.services.reports import paper_tables, printing, reports
from sasaeai_desktop.services.reports.papers.wanted import Wanted
from sasaeai_desktop.services.safety import access
from tests.services.city import PASSPHRASE, PEOPLE, VISITS, VOLUNTEERS, City
from tests.services.reports.test_printing import text_of

TALLIES = "対象者番号,年月,方法,回数\n002,2023-10,電話,4\n"
SALONS = (
    "管理番号,名称,型,会場\nS01,お茶の間サロン さくら,日常生活型,さくら会館\nS02,卓球の会,その他,体育館\n"
)
SESSIONS = (
    "サロン番号,通番,開催日,開始,終了,プログラム,高齢者数,子ども数,スタッフ数,会費,中止,メモ\n"
    "S01,1,2023-10-06,10:00,12:00,お茶飲み・手芸,5,2,3,200,,体操が好評\n"
    "S01,2,2023-10-13,10:00,12:00,カラオケ,4,0,2,200,,\n"
    "S01,,2023-10-20,,,,,,,,大雪,\n"
    "S02,1,2023-10-21,10:00,12:00,,6,0,1,,,\n"
)
ATTENDANCE = "サロン番号,開催日,対象者番号\nS01,2023-10-06,001\n"
GRANTS = "地区,年度,事業,実施,金額\n12,2023,見守り,あり,148800\n12,2023,サロン,あり,136500\n12,2023,広報紙,あり,51500\n"
YEAR = Wanted(month="2023-10", year=2023)


@pytest.fixture
def district(city: City) -> Desk:
    desk = city.district("12", "新旭川")
    city.load(
        desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS, tallies=TALLIES, salons=SALONS, sessions=SESSIONS,
        attendance=ATTENDANCE, grants=GRANTS,
    )  # fmt: skip
    return desk


def shown(desk: Desk, form: str, tmp_path: Path, **more: object) -> str:
    return text_of(printing.print_form(desk, form, **{"month": "2023-10", "year": 2023, **more}), tmp_path)


def provisions(desk: Desk) -> list[Provision]:
    with reading(desk) as session:
        return select(session, Provision, "ORDER BY id")


def cells(path: Path) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))


# 見守り


def test_a_register_card_holds_the_person_and_nothing_of_the_other(district: Desk, tmp_path: Path) -> None:
    text = shown(district, "register-card", tmp_path, person="001")
    for words in (
        "髙橋 昭一郎",
        "昭和15年3月2日(84歳)",
        "5条通4丁目893番地の1",
        "0166-00-1234",
        "渡邊 節子",
        "1／2 ページ",
    ):
        assert words in text
    assert "𠮷田" not in text
    both = printing.print_form(district, "register-card")
    assert both.pages == 4
    assert both.names == ["髙橋 昭一郎", "𠮷田 ヨシ江"]
    assert [p.names for p in provisions(district)] == ["髙橋 昭一郎", "髙橋 昭一郎、𠮷田 ヨシ江"]


def test_what_leaves_the_district_names_only_those_who_agreed(district: Desk, tmp_path: Path) -> None:
    inside = shown(district, "watcher-list", tmp_path)
    assert "髙橋 昭一郎" in inside
    assert "𠮷田 ヨシ江" in inside
    outside = shown(district, "watcher-list", tmp_path, outside=True)
    assert "髙橋 昭一郎" in outside
    for secret in ("𠮷田", "よしだ", "6条通9丁目", "0166-00-5678"):
        assert secret not in outside
    assert re.search(r"番号 *002", outside)
    kept = provisions(district)
    assert (kept[-1].names, kept[-1].to) == ("髙橋 昭一郎", "地区の外（市社協・地域包括支援センターなど）")
    cards = printing.print_form(district, "register-card", outside=True)
    assert cards.names == ["髙橋 昭一郎"]


def test_the_months_report_adds_up_as_the_years_does(district: Desk, tmp_path: Path) -> None:
    text = shown(district, "watch-month-report", tmp_path)
    figures = reports.months(district, 2023)["2023-10"]
    assert figures[0] == 7  # three acts and four of a 月計
    assert re.search(r"うち 月計\s+2人\s+7回\s+1回\s+4回", text)
    assert re.search(r"渡邊 節子\s+2\s+2\s+1\s+0\s+1\s+3", text)
    assert re.search(r"担い手の記入なし）\s+0\s+4\s+0\s+0\s+4", text)
    assert "髙橋" not in text
    assert "豆に水やり" not in text


def test_a_worry_stands_with_its_signs_and_without_name_or_memo(
    city: City, district: Desk, tmp_path: Path
) -> None:
    city.load(
        district,
        visits="実施日,対象者番号,担当者番号,方法,結果,様子,サイン,メモ\n"
        "2023-11-02,001,V01,訪問,外からの確認のみ,気になる,新聞・郵便物がたまる,髙橋さんの長女に電話\n",
    )
    text = shown(district, "watch-month-report", tmp_path, month="2023-11")
    assert re.search(r"11月2日.*気になる.*訪問・新聞・郵便", text)
    assert "髙橋" not in text
    assert "長女" not in text


def test_consent_is_never_ticked_beforehand(district: Desk, tmp_path: Path) -> None:
    text = shown(district, "consent", tmp_path, person="001")
    assert "髙橋 昭一郎" in text
    assert re.search(r"社協・包括へつなぐ\s+きろく: あり", text)
    with_it = printing.print_form(district, "consent", person="001").pdf
    without = printing.print_form(district, "consent", person="002").pdf
    assert _ticks(with_it) == _ticks(without)  # the one of the first line of words, on both
    assert provisions(district) == []  # the paper is the person's own


def _ticks(pdf: bytes) -> int:
    """Return how many ticks are drawn: three joined points with round ends."""
    import pypdfium2  # noqa: PLC0415
    import pypdfium2.raw as raw  # noqa: PLC0415

    page = pypdfium2.PdfDocument(pdf)[0]
    return sum(
        obj.type == raw.FPDF_PAGEOBJ_PATH and raw.FPDFPath_CountSegments(obj.raw) == 3
        for obj in page.get_objects()
    )


def test_consents_and_pledges_go_to_those_who_still_owe_them(district: Desk, tmp_path: Path) -> None:
    assert printing.print_form(district, "consent").pages == 2
    for number in ("001", "002"):
        person = printing.wanted_by_number(district, person=number).person
        assert person is not None
        consents.set_consent(district, person, "watch", "given", form="written")
    with pytest.raises(InputError, match="未確認"):
        printing.print_form(district, "consent")
    text = shown(district, "confidentiality", tmp_path)
    assert "渡邊 節子" in text
    assert "担い手・世話係" in text


def test_an_incident_is_somebodys(district: Desk, tmp_path: Path) -> None:
    text = shown(district, "incident", tmp_path, person="002")
    assert "𠮷田 ヨシ江" in text
    assert "ひとりで家に入らない。二人以上で。" in text
    for call in ("119", "110", "緊急連絡先", "地域包括"):
        assert call in text
    with pytest.raises(InputError, match="どなた"):
        printing.print_form(district, "incident")


# サロン


def test_a_diary_has_the_sessions_counts_and_no_name(district: Desk, tmp_path: Path) -> None:
    printed = printing.print_form(district, "salon-diary", month="2023-10", salon="S01")
    assert (printed.pages, printed.names) == (3, [])
    text = text_of(printed, tmp_path)
    assert "令和5年10月6日(金)" in text
    assert re.search(r"参加した人の合計\s+8人", text)  # five and two without a name, one with it
    assert "手芸" in text
    assert "大雪" in text
    assert "髙橋" not in text
    assert printing.print_form(district, "salon-diary", month="2023-10").pages == 4


def test_a_salons_year_adds_up_as_the_districts_does(district: Desk, tmp_path: Path) -> None:
    text = shown(district, "salon-report", tmp_path, salon="S01")
    assert re.search(r"10月\s+2\s+12\s+1\s+9\s+0\s+2\s+0\s+0\s+5", text)
    assert re.search(r"合計\s+2\s+12\s", text)
    assert re.search(r"10月20日\(金\)\s+中止\s大雪", text)
    whole = reports.annual(district, 2023).salon
    path = tmp_path / "salons.xlsx"
    assert paper_tables.write_form(district, "salon-report", YEAR, path) == 4
    rows = cells(path)
    at = rows[0].index("参加(人)")
    assert sum(int(row[at]) for row in rows[1:] if row[at] not in (None, "")) == whole.participants == 18
    assert sum(row[8] != "中止" for row in rows[1:]) == whole.sessions == 3


# The office


def test_the_account_knows_the_grants_and_leaves_the_rest_open(district: Desk, tmp_path: Path) -> None:
    text = shown(district, "account-statement", tmp_path)
    assert re.search(r"市社協からの助成金\s+336,800", text)
    assert re.search(r"うち 見守り\s+148,800", text)
    assert re.search(r"うち その他の事業\s+51,500", text)
    assert "2,400円" in text  # two sessions of 200 yen: eight and four people
    assert not re.search(r"収入 合計 +\d", text)


def test_the_years_papers_carry_every_figure_of_the_report(
    city: City, district: Desk, tmp_path: Path
) -> None:
    text = shown(district, "annual-report", tmp_path)
    _same_figures(text, reports.annual(district, 2023).to_json())
    assert re.search(r"うち 電話\s+5", text)
    assert re.search(r"お茶の間サロン さくら\s+日常生活型\s+2\s+12\s+5", text)
    city.take(city.council, city.send(district))
    text = shown(city.council, "city-table", tmp_path)
    year = reports.annual(city.council, 2023).to_json()
    _same_figures(text, year)
    line = next(x.split() for x in text.splitlines() if x.split()[:2] == ["12", "新旭川"])
    watch, salon = year["by_district"][0]["watch"], year["by_district"][0]["salon"]
    keys = ("people", "watchers", "block_coordinators", "area_coordinators", "acts")
    assert line[3:8] == [str(watch[key]) for key in keys]
    assert line[9:] == [str(salon[key]) for key in ("salons", "sessions", "participants")]
    with pytest.raises(InputError, match="地区社協の用紙"):
        printing.print_form(city.council, "register-card")


def _same_figures(text: str, year: dict[str, Any]) -> None:
    """Compare each line of a year's paper with the report's key."""
    watch, salon = year["watch"], year["salon"]
    for words, value in (
        ("見守り対象者数", watch["people"]), ("担い手数", watch["watchers"]), ("世話係数", watch["block_coordinators"]),
        ("地域コーディネーター数", watch["area_coordinators"]), ("延べ実施回数", watch["acts"]),
        ("うち 不在・応答なし", watch["acts_absent"]), ("市社協からの助成金", watch["grant_yen"]),
        ("日常生活型サロン数", salon["salons"]), ("延べ参加人数", salon["participants"]),
        ("入れない\\)", salon["staff"]),
    ):  # fmt: skip
        found = re.search(rf"{words} +([\d,]+)", text)
        assert found, words
        assert int(found[1].replace(",", "")) == value, words
    assert watch["acts"] == 7
    assert salon["participants"] == 18


def test_sticks_receipts_and_provisions_are_printed(city: City, district: Desk, tmp_path: Path) -> None:
    sent = city.send(district)
    assert sent.name in re.sub(r"\s", "", shown(district, "usb-ledger", tmp_path, year=2024))
    text = shown(district, "handover-receipt", tmp_path, month="2024-04")
    assert "新旭川地区社協" in text
    assert "みどり市社協" in text
    printing.print_form(district, "visit-sheet", month="2023-10")
    before = len(provisions(district))
    text = shown(district, "provision-ledger", tmp_path, year=2024)
    assert "𠮷田 ヨシ江" in text
    assert "見守り訪問票" in text
    assert len(provisions(district)) == before  # the record of the records is no provision


def test_the_key_stands_on_its_paper_and_nowhere_else(
    district: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(InputError, match="復旧キー"):
        printing.print_form(district, "recovery-key")
    caplog.set_level(logging.DEBUG)
    key = access.new_paper_key(district, PASSPHRASE).result
    printed = printing.recovery_key(district, key)
    printing.note_names(district, printed, "紙")
    text = re.sub(r"\s", "", text_of(printed, tmp_path))
    for group in key.split("-"):
        assert "".join(group) in text or all(symbol in text for symbol in group)
    assert printed.names == []
    assert not any(group in caplog.text for group in key.split("-"))
    assert key.encode() not in printed.pdf
    stored = (district.paths.data_dir / "desk.db").read_bytes()
    assert key.encode() not in stored


# Tables


def test_tables_can_be_written_in_every_shape(district: Desk, tmp_path: Path) -> None:
    for form in paper_tables.table_forms():
        for suffix in paper_tables.SUFFIXES:
            path = tmp_path / f"{form}{suffix}"
            assert paper_tables.write_form(district, form, YEAR, path) >= 0
            assert path.stat().st_size > 0
        assert cells(tmp_path / f"{form}.xlsx")[0][0], form


def test_a_formula_in_a_name_is_no_formula(city: City, district: Desk, tmp_path: Path) -> None:
    city.load(
        district,
        people="管理番号,氏名,ふりがな,見守り開始日,担当者番号,同意_つなぐ\n003,=1+1,あ,2023-04-01,V01,あり\n",
    )
    path = tmp_path / "list.xlsx"
    paper_tables.write_form(district, "watcher-list", YEAR, path)
    found = [
        cell
        for row in openpyxl.load_workbook(path).active.iter_rows()
        for cell in row
        if cell.value == "=1+1"
    ]
    assert [cell.data_type for cell in found] == ["s"]
    paper_tables.write_form(district, "watcher-list", YEAR, tmp_path / "list.csv")
    assert ",'=1+1," in (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
    assert [p.medium for p in provisions(district)] == ["xlsx", "csv"]


def test_a_form_that_is_no_table_is_named(district: Desk, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="incident"):
        paper_tables.write_form(district, "incident", YEAR, tmp_path / "x.xlsx")


# A batch


class _StopError(Exception):
    pass


def test_a_batch_ends_where_it_is_told_to(district: Desk) -> None:
    for form in ("visit-sheet", "register-card", "watcher-list", "salon-roster", "salon-report"):
        told: list[tuple[int, int]] = []

        def report(done: int, total: int, told: list[tuple[int, int]] = told) -> None:
            told.append((done, total))
            if done:
                raise _StopError

        with pytest.raises(_StopError):
            printing.print_form(district, form, month="2023-10", year=2023, report=report)
        assert [done for done, _ in told] == [0, 1], form
    assert provisions(district) == []
