"""The year's report as a file: the printed form as PDF, or its lines as a table for a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from sasaeai_desktop.disk import safe_write
from sasaeai_desktop.domain.counting import Annual, SalonFigures, WatchFigures
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.exchange.sheet import Value
from sasaeai_desktop.exchange.writing import write_table
from sasaeai_desktop.services.desk.desk import Desk

HEADERS = (
    "地区番号", "地区", "見守り 状態", "見守り対象者数", "うち年度末現在",
    "担い手数", "世話係数", "地域コーディネーター数",
    "見守り 延べ実施回数", "うち訪問", "うち電話", "うち行動パターン",
    "うち不在・応答なし", "うち月計", "見守り 助成金(円)",
    "サロン 状態", "日常生活型サロン数", "その他のサロン数",
    "サロン 延べ実施回数", "延べ参加人数", "スタッフ延べ人数", "サロン 助成金(円)",
)  # fmt: skip


def write_annual(desk: Desk, year: Annual, path: Path) -> None:
    """Write the year's figures by the ending of the file's name.

    Args:
        desk: the open desk.
        year: its figures.
        path: .pdf (総括表 on a council, 年間実績報告書 in a district), .xlsx, .csv or .tsv.

    Raises:
        InputError: another ending.
        DiskError: the disk or stick failed; nothing half-written is left.
    """
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from sasaeai_desktop.services.reports.printing import print_form  # noqa: PLC0415 - reportlab only for a PDF

        form = "city-table" if desk.me.council else "annual-report"
        safe_write(path, print_form(desk, form, year=year.fiscal_year).pdf)
    elif suffix in (".xlsx", ".csv", ".tsv"):
        write_table(path, HEADERS, annual_rows(year))
    else:
        raise InputError(
            f"「{path.name}」という名前では書き出せません。",
            "名前の終わりを .pdf か .xlsx か .csv にしてください。",
        )


def annual_rows(year: Annual) -> list[list[Value]]:
    """Return a row per district and, for a city, the sum as the last one."""
    rows = [
        [d.code, d.name, d.watch_state.label, *_watch(d.watch), d.salon_state.label, *_salon(d.salon)]
        for d in year.by_district
    ]
    if year.scope == "city":
        rows.append(["", "合計", "", *_watch(year.watch), "", *_salon(year.salon)])
    return rows


def _watch(line: WatchFigures) -> list[Value]:
    by = line.acts_by_method
    return [
        line.people, line.people_at_year_end, line.watchers, line.block_coordinators, line.area_coordinators,
        line.acts,
        by["visit"], by["phone"], by["pattern"], line.acts_absent, line.acts_tallied, line.grant_yen,
    ]  # fmt: skip


def _salon(line: SalonFigures) -> list[Value]:
    return [line.salons, line.salons_other, line.sessions, line.participants, line.staff, line.grant_yen]
