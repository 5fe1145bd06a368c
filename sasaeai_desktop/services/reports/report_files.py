"""The year's report as a file: the printed form as PDF, or its lines as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sasaeai_desktop.disk import safe_write
from sasaeai_desktop.domain.errors import InputError
from sasaeai_desktop.domain.figures.figure import Section, Values
from sasaeai_desktop.domain.figures.year import Annual, ReportState
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.exchange.sheet import OnPaper, Value
from sasaeai_desktop.exchange.writing import write_table
from sasaeai_desktop.services.desk.desk import Desk

_PLACE = ("地区番号", "地区")


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
        on_paper = OnPaper("年間実績", year_label(year.fiscal_year))
        write_table(path, headers(year), annual_rows(year), on_paper=on_paper)
    else:
        raise InputError(
            f"「{path.name}」という名前では書き出せません。",
            "名前の終わりを .pdf か .xlsx か .csv にしてください。",
        )


def headers(year: Annual) -> list[str]:
    """Return the first row: per programme to show its state, where it has one, and its figures."""
    row = list(_PLACE)
    for section in _sections(year):
        row += [f"{section.short} 状態"] if section.states else []
        row += [header for header, _ in section.headers()]
    return row


def annual_rows(year: Annual) -> list[list[Value]]:
    """Return a row per district and, for a city, the sum as the last one."""
    rows = [[d.code, d.name, *_cells(year, d.values, d.states)] for d in year.by_district]
    if year.scope == "city":
        rows.append(["", "合計", *_cells(year, year.totals, {})])
    return rows


def _sections(year: Annual) -> list[Section]:
    return [s for s in year.sections if not s.whole]


def _cells(year: Annual, values: Mapping[str, Values], states: Mapping[str, ReportState]) -> Iterator[Value]:
    for section in _sections(year):
        if section.states:
            yield states[section.name].label if section.name in states else ""
        for _, figure in section.headers():
            yield section.get(values[section.name], figure) or 0
