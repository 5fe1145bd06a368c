"""Printed forms from real records: what they show, and the line that names leave behind."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sasaeai_desktop.db.repositories.base import select
from sasaeai_desktop.domain.council import Provision
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.watch import Sheet
from sasaeai_desktop.services.desk import undoing
from sasaeai_desktop.services.desk.desk import Desk, reading
from sasaeai_desktop.services.reports import gallery, printing
from sasaeai_desktop.services.reports.papers import lists
from tests.services.city import PEOPLE, VISITS, VOLUNTEERS, City

CARDS = (
    "管理番号,記入日,対象者番号,困りごと区分,事実,本人同意,つなぎ先\n"
    "C1,2023-06-01,001,住まい,玄関の段でころんだ,あり,市社協\n"
    "C2,2023-06-02,002,介護,元気がない,なし,市社協\n"
)


@pytest.fixture
def district(city: City) -> Desk:
    desk = city.district("12", "新旭川")
    city.load(desk, volunteers=VOLUNTEERS, people=PEOPLE, visits=VISITS, cards=CARDS)
    return desk


def text_of(printed: printing.Printed, tmp_path: Path) -> str:
    if sys.platform == "win32" and shutil.which("pdftotext") is None:
        pytest.skip(
            "poppler, which reads what was drawn, is seldom on Windows; the forms are the same everywhere"
        )
    path = tmp_path / "form.pdf"
    path.write_bytes(printed.pdf)
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout


def provisions(desk: Desk) -> list[str]:
    with reading(desk) as session:
        return [p.names for p in select(session, Provision)]


def test_the_visit_sheet_has_its_people_and_is_kept_as_a_sheet(district: Desk, tmp_path: Path) -> None:
    printed = printing.print_form(district, "visit-sheet", month="2023-10", watcher="V01")
    text = text_of(printed, tmp_path)
    for words in ("髙橋 昭一郎", "𠮷田 ヨシ江", "渡邊 節子", "令和5年10月"):
        assert words in text
    assert provisions(district) == ["髙橋 昭一郎、𠮷田 ヨシ江"]
    printing.print_form(district, "visit-sheet", month="2023-10", watcher="V01")
    with reading(district) as session:
        assert len(select(session, Sheet)) == 1


def test_a_card_without_consent_is_printed_for_the_file_only(district: Desk, tmp_path: Path) -> None:
    given = printing.print_form(district, "card", person="001")
    refused = printing.print_form(district, "card", person="002")
    assert (given.pages, refused.pages) == (2, 1)
    assert "送付" in text_of(given, tmp_path)
    assert "送付" not in text_of(refused, tmp_path)


def test_the_nameless_card_names_nobody_and_leaves_no_line(district: Desk, tmp_path: Path) -> None:
    printed = printing.print_form(district, "card-no-name", year=2023)
    text = text_of(printed, tmp_path)
    assert printed.pages == 2
    for secret in ("髙橋", "𠮷田", "0166-00-1234", "条通"):
        assert secret not in text
    assert provisions(district) == []


def test_the_years_papers_carry_the_reports_figures(city: City, district: Desk, tmp_path: Path) -> None:
    assert "3" in text_of(printing.print_form(district, "annual-report", year=2023), tmp_path)
    city.take(city.council, city.send(district))
    text = text_of(printing.print_form(city.council, "city-table", year=2023), tmp_path)
    assert "新旭川" in text
    with pytest.raises(InputError):
        printing.print_form(district, "city-table", year=2023)


@pytest.mark.parametrize("form", gallery.forms())
def test_every_form_is_there_blank_without_an_installation(form: str) -> None:
    printed = printing.print_form(None, form, blank=True)
    assert printed.pdf.startswith(b"%PDF")
    assert (printed.names, printed.missing) == ([], [])


def test_unknown_forms_and_numbers_are_named(district: Desk) -> None:
    with pytest.raises(InputError, match="poster"):
        printing.print_form(district, "poster")
    with pytest.raises(InputError, match="V99"):
        printing.print_form(district, "visit-sheet", watcher="V99")


def test_what_left_on_paper_cannot_be_undone(district: Desk) -> None:
    before = undoing.last_actions(district)
    printing.print_form(district, "visit-sheet", month="2023-10", watcher="V01")
    assert undoing.last_actions(district) == before


def test_lists_of_everybody_who_is_watched(desk, town):
    town.watched("阿部 ハツ", "あべ はつ", birth="1940-03-31", phone="0166-00-1111", address="5条通4丁目")
    town.watched("石川 清子", "いしかわ きよこ", birth="1938-04", mobile="090-0000-0002")
    birthdays = lists.birthday_list(desk, 2025).people
    assert [(p.day, p.name, p.age) for p in birthdays] == [
        ("4月", "石川 清子", 87),
        ("3月31日", "阿部 ハツ", 86),
    ]
    assert [p.phone for p in lists.phone_list(desk).people] == ["0166-00-1111", "090-0000-0002"]
    assert [label.name for label in lists.address_labels(desk).labels] == ["阿部 ハツ"]
    for form in ("phone-list", "birthday-list", "address-labels"):
        assert printing.print_form(desk, form).names
