"""くわしい表: a line per district with what it means in words, and the city below."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.figures.figure import Figure
from sasaeai_desktop.domain.figures.registry import BY_NAME, SECTIONS
from sasaeai_desktop.domain.figures.year import Annual, DistrictFigures, ReportState
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.services.reports.papers.wanted import Wanted
from sasaeai_desktop.ui.dialogs import files
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.figure_table import FigureTable, TableColumn, TableRow
from sasaeai_desktop.ui.pages.reports.printing import print_form
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.labels import label

_CHOICES = tuple(s for s in SECTIONS if s.states)
_SIGNS = {ReportState.NOT_REPORTED: "attention", ReportState.REPORTED: "done", ReportState.PAPER: "done"}


class TablePage(Page):
    """The council's year by district, one programme at a time."""

    object_name = "table"

    def __init__(self, context: PageContext, year: int) -> None:
        super().__init__(context)
        self._year = year
        self._found: Annual | None = None
        self.set_heading("地区ごとの表", year_label(year), below=True)
        self.set_primary("総括表を印刷する", icon="printer", action=self.print_page)
        self.add_outline("Excelで保存", name="table_export", icon="download", action=self._export)
        self.programme = ChoiceField(
            "事業", tuple((s.name, s.title) for s in _CHOICES), name="table_programme"
        )
        self.programme.set_value(_CHOICES[0].name)
        self.programme.changed.connect(self._fill)
        self.states = label("", "body", wrap=True, name="table_states")
        self.states.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self.table = FigureTable("地区ごとの数", name="table_figures")
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addWidget(self.programme)
        top.addWidget(self.states, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(top)
        self.body.addWidget(self.table, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Read the year; there is little on the page that no change touches."""
        if changes is not None and not changes.ids:
            return
        desk, year = self.context.desk, self._year
        self.run(lambda: reports.annual(desk, year), self._show)

    def _show(self, found: Annual) -> None:
        self._found = found
        self._fill()

    def _fill(self) -> None:
        if self._found is None:
            return
        section = self.programme.value()
        figures = [f for f in BY_NAME[section].figures if f.short]  # eight columns stand side by side at 大
        columns = [TableColumn("地区", numbers=False), TableColumn("状態", numbers=False)]
        columns += [TableColumn(f.short, numbers=True) for f in figures]
        rows = [_row(d, section, figures) for d in self._found.by_district]
        whole = [f"{self._found.amount(f.path):,}" for f in figures]
        self.table.show_table(columns, rows, TableRow(("合計", "", *whole)))
        self.states.setText(_state_words(self._found, section))

    # What can be done

    def print_page(self) -> None:
        """Print the council's table."""
        print_form(self, "city-table", Wanted(self.context.today()[:7], self._year))

    def _export(self) -> None:
        chosen = ask_path(self, f"総括表-{self._year}.xlsx")
        if not chosen or self._found is None:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_name(path.name + ".xlsx")
        desk, found = self.context.desk, self._found

        def write() -> None:
            from sasaeai_desktop.services.reports import report_files  # noqa: PLC0415 - reportlab for a PDF, seldom wanted

            report_files.write_annual(desk, found, path)

        self.run(
            write,
            lambda _none: self.context.note(f"{path.name} に書き出しました"),
        )


def ask_path(parent: QWidget, name: str) -> str:
    """Ask where the table goes."""
    kinds = "Excelの表 (*.xlsx);;CSVの表 (*.csv)"
    return files.save_file(parent, "表を しまう場所", name, kinds)


def _row(district: DistrictFigures, section: str, figures: list[Figure]) -> TableRow:
    state = district.states[section]
    silent = state in (ReportState.NOT_REPORTED, ReportState.NOT_RUN)
    amounts = [district.amount(f.path) for f in figures]
    cells = ["―" if silent and not amount else f"{amount:,}" for amount in amounts]
    name = f"{district.code}　{district.name}" if district.name != district.code else district.name
    return TableRow((name, state.label, *cells), sign=_SIGNS.get(state, ""))


def _state_words(found: Annual, section: str) -> str:
    """Say how many districts are in each state: 提出 47、紙 1、未提出 1."""
    counts: dict[ReportState, int] = {}
    for district in found.by_district:
        state = district.states[section]
        counts[state] = counts.get(state, 0) + 1
    said = "　".join(f"{s.label} {counts[s]}地区" for s in ReportState if s in counts)
    return (
        f"全{len(found.by_district)}地区　{said}" if found.by_district else "地区が まだ登録されていません。"
    )
