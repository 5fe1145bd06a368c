"""print: every form by its contract name, as PDF or table; what cannot be is said with exit code 2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

_CONTRACT_PAGE = """
visit-sheet register-card watcher-list watch-month-report consent confidentiality incident salon-roster
salon-diary salon-report card card-no-name evacuation-plan safety-list help-request help-record receipt
school-watch annual-report account-statement city-table usb-ledger handover-receipt recovery-key
"""
_ADDED_LATER = """
help-settlement school-year meeting-minutes contact-list phone-list birthday-list address-labels salon-calendar
plan-progress plan-matrix grant-steps disposal handover commissioner-month person-disclosure
"""
CONTRACT = _CONTRACT_PAGE.split()
ADDED = set(_ADDED_LATER.split())
PEOPLE = (
    "管理番号,氏名,ふりがな,見守り開始日,担当者番号,同意_つなぐ\n"
    "001,髙橋 ハツ,たかはし はつ,2023-04-01,V01,あり\n002,𠮷田 弘,よしだ ひろし,2023-04-01,V01,なし\n"
)


@pytest.fixture
def desk(tmp_path: Path, call: Any, begun: Any) -> Path:
    folder: Path = begun("12")
    volunteers = "管理番号,氏名,役割,開始日\nV01,渡邊 節子,担い手,2023-04-01\n"
    for kind, text in (("volunteers", volunteers), ("people", PEOPLE)):
        (tmp_path / f"{kind}.csv").write_text(text, encoding="utf-8")
        assert call("import", kind, tmp_path / f"{kind}.csv", "--data-dir", folder).code == 0
    return folder


def test_the_list_is_the_contracts(call: Any) -> None:
    listed = call("print", "--list").out.split()
    assert [name for name in listed if name in CONTRACT] == CONTRACT
    assert set(listed) - set(CONTRACT) - ADDED == {
        "provision-ledger",
        "safety-summary",
        "ledger-book",
        "network-map",
    }


def test_a_form_is_written_as_pdf_and_as_a_table(call: Any, desk: Path, tmp_path: Path) -> None:
    said = call(
        "print", "register-card", "--person", "001", "--out", tmp_path / "a.pdf", "--data-dir", desk, "--json"
    )
    assert (said.json["pages"], said.json["names"], said.json["missing"]) == (2, ["髙橋 ハツ"], [])
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    said = call(
        "print", "watcher-list", "--outside", "--out", tmp_path / "a.xlsx", "--data-dir", desk, "--json"
    )
    assert said.json["rows"] == 2
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True))
    assert [row[3] or "" for row in rows[1:]] == ["髙橋 ハツ", ""]


WRONG = (
    (("incident", "--out", "x.xlsx"), "表には書き出せません"),
    (("watcher-list", "--blank", "--out", "x.xlsx"), "白紙"),
    (("poster", "--out", "x.xlsx"), "poster"),
    (("register-card", "--person", "999", "--out", "x.pdf"), "999"),
    (("recovery-key", "--out", "x.pdf"), "復旧キー"),
)


def test_what_cannot_be_printed_is_said(
    call: Any, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments, words in WRONG:
        said = call("print", *arguments, "--data-dir", desk)
        assert said.code == 2, arguments
        assert words in said.err
    assert not list(tmp_path.glob("x.*"))
