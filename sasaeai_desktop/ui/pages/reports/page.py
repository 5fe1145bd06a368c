"""報告・印刷: the year in one glance, every figure a door, and all forms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.figures.cards import CARDS
from sasaeai_desktop.domain.figures.figure import Figure, Section
from sasaeai_desktop.domain.figures.salon import SALON
from sasaeai_desktop.domain.figures.watch import WATCH
from sasaeai_desktop.domain.figures.year import Annual
from sasaeai_desktop.domain.fiscal import fiscal_year, months_of, year_label
from sasaeai_desktop.services.reports import gallery, noting, reports
from sasaeai_desktop.services.reports.papers.wanted import Wanted
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.figures import is_empty, mean_words, shown_to
from sasaeai_desktop.ui.pages.reports.form_page import FormPage
from sasaeai_desktop.ui.pages.reports.gallery import Gallery
from sasaeai_desktop.ui.pages.reports.missing_page import MissingPage
from sasaeai_desktop.ui.pages.reports.printing import print_form, save_table
from sasaeai_desktop.ui.pages.reports.table import TablePage, ask_path
from sasaeai_desktop.ui.pages.reports.trace import TracePage
from sasaeai_desktop.ui.pages.reports.year_column import YearColumn
from sasaeai_desktop.ui.pages.reports.years_page import YearsPage
from sasaeai_desktop.ui.widgets.buttons import QuietButton, step_buttons
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.columns import Columns
from sasaeai_desktop.ui.widgets.labels import Panel, clear_layout, label
from sasaeai_desktop.ui.widgets.states import HintBand

_KINDS = (
    "case", "role", "visit", "tally", "salon", "session", "attendance", "card", "grant", "statement",
    "merge", "district", "decision",
)  # fmt: skip
_FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class YearShown:
    """What the page shows of a year."""

    year: Annual
    months: dict[str, tuple[int, ...]]
    titles: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    notes: list[noting.Note]


class ReportsPage(Page):
    """The tab; its subject is a form's name, or a fiscal year."""

    object_name = "reports"
    title = "報告・印刷"
    icon = "document-chart"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._city = context.desk.me.council
        self._year = fiscal_year(context.today())
        self._titles: dict[str, str] = {}
        self._months: dict[str, tuple[int, ...]] = {}
        form = "総括表" if self._city else "年間実績報告書"
        self.set_primary(f"{form}を印刷する", icon="printer", action=self.print_page)
        if self._city:
            self.add_outline(
                "くわしい表を見る", name="reports_table", icon="calculator", action=self._open_table
            )
        else:
            self.add_outline("Excelで保存", name="reports_table", icon="download", action=self._save_table)
        self._make_chooser()
        self.body.setContentsMargins(24, 0, 0, 0)
        self.body.setSpacing(0)
        self.columns = Columns(right_width=446, left_least=844, gap=0)
        self.columns.left.setContentsMargins(0, 0, 24, 0)
        self.columns.left.setSpacing(8)
        self.hint = HintBand(
            "この年度の きろくは、まだありません。見守りやサロンを きろくすると、ここに数が出ます。",
            name="reports_hint",
        )
        self.hint.hide()
        self.columns.left.addWidget(self.hint)
        self.columns.left.addWidget(self._make_years())
        self.columns.left.addStretch(1)  # the gallery is the longer of the two
        self.body.addWidget(self.columns, 1)
        self._gallery: Gallery | None = None

    def _make_chooser(self) -> None:
        """Put the arrows around the year."""
        self.before, self.after = step_buttons("year", "前の年度", "次の年度", self._turn)
        self.head.add_before_words(self.before)
        line = self.head.line
        line.setSpacing(8)
        line.insertSpacing(2, 4)
        line.insertWidget(3, self.after, 0, Qt.AlignmentFlag.AlignVCenter)
        self._show_heading()

    def _make_years(self) -> QWidget:
        """Return both programmes, and the cards below them."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        both = QHBoxLayout()
        both.setSpacing(24)
        self.watch, self.salon = self._column_of(WATCH), self._column_of(SALON)
        both.addWidget(self.watch, 1)
        both.addWidget(self.salon, 1)
        column.addLayout(both)
        self.span = ChoiceField("グラフ", (("months", "月ごと"), ("years", "年度ごと")), name="reports_span")
        self.span.set_value("months")
        self.span.changed.connect(self._show_chart)
        spans = QHBoxLayout()
        spans.setSpacing(16)
        spans.addWidget(self.span)
        spans.addWidget(
            QuietButton("年度をくらべる", name="reports_years", icon="table", on_click=self._open_years),
            0,
            Qt.AlignmentFlag.AlignBottom,
        )
        if not self._city:
            spans.addWidget(
                QuietButton(
                    "まだ足りないもの", name="reports_missing", icon="flag", on_click=self._open_missing
                ),
                0,
                Qt.AlignmentFlag.AlignBottom,
            )
        spans.addStretch(1)
        column.addLayout(spans)
        self.salon.below.setContentsMargins(0, 11, 0, 0)
        self.salon.below.addWidget(self._make_mean())
        self.cards = self._column_of(CARDS)
        column.addWidget(self.cards)
        self._columns: dict[str, YearColumn] = {}
        self._further = QVBoxLayout()
        self._further.setSpacing(20)
        column.addLayout(self._further)
        column.addSpacing(16)
        return whole

    def _column_of(self, section: Section) -> YearColumn:
        return YearColumn(
            section.title,
            section.icon,
            section.chart[1],
            name=f"year_{section.name}",
            open_figure=self._open_figure,
        )

    def _make_mean(self) -> Panel:
        self.mean_panel = Panel(name="mean", pad=14)
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 10, 0)
        row.addWidget(label("サロン1回あたりの参加"), 1)
        self.mean = label("", "section", name="mean_value")
        row.addWidget(self.mean)
        self.mean_panel.add_layout(row)
        return self.mean_panel

    # What is shown

    def refresh(self, changes: Changes | None) -> None:
        """Read the year."""
        if changes is None or changes.touches(*_KINDS):
            self._load()

    def show_subject(self, subject: object) -> None:
        """Open a form by its name, or a fiscal year."""
        if isinstance(subject, int):
            self._year = subject
            self._show_heading()
            self._load()
        elif isinstance(subject, str):
            self._open_form(subject)

    def _load(self) -> None:
        desk, year = self.context.desk, self._year

        def read() -> YearShown:
            return YearShown(
                reports.annual(desk, year), reports.months(desk, year), gallery.titles(), gallery.groups(desk),
                noting.notes(desk, year),
            )  # fmt: skip

        self.run(read, self._show)

    def _show(self, found: YearShown) -> None:
        if found.year.fiscal_year != self._year:
            return  # the year was turned meanwhile
        told = noting.of_section(found.notes, WATCH.name)
        self.watch.show_year(found.year, shown_to(WATCH, city=self._city), told)
        told = noting.of_section(found.notes, SALON.name)
        self.salon.show_year(found.year, shown_to(SALON, city=self._city), told)
        self.cards.show_year(found.year, shown_to(CARDS, city=self._city))
        self._show_further(found.year)
        self._months = found.months
        self._show_chart()
        self.mean.setText(mean_words(found.year))
        self.mean_panel.setVisible(bool(self.mean.text()))
        self.hint.setVisible(is_empty(found.year))
        self._titles = found.titles
        if self._gallery is None or self._gallery.groups != found.groups:
            if self._gallery is not None:
                self._gallery.hide()
                self._gallery.deleteLater()
            self._gallery = Gallery(found.titles, found.groups, self._open_form)
            self.columns.right.addWidget(self._gallery)

    def _show_further(self, year: Annual) -> None:
        """Show the programmes that something was done in; most years have the same ones."""
        if list(self._columns) != [section.name for section in year.further]:
            clear_layout(self._further)
            self._columns = {section.name: self._column_of(section) for section in year.further}
            for column in self._columns.values():
                self._further.addWidget(column)
        for section in year.further:
            figures = shown_to(section, city=self._city, year=year)
            self._columns[section.name].show_year(year, figures)

    def _show_chart(self) -> None:
        """Draw the twelve months, or the years up to this one."""
        if self.span.value() == "years":
            desk, year = self.context.desk, self._year
            self.run(lambda: reports.years(desk, year), self._show_years)
            return
        months = months_of(self._year)
        this = self.context.today()[:7]
        for column, at in ((self.watch, 0), (self.salon, 1)):
            values = [None if m > this or m not in self._months else self._months[m][at] for m in months]
            column.show_months(months, values)

    def _show_years(self, found: dict[int, tuple[int, ...]]) -> None:
        if self._year not in found or self.span.value() != "years":
            return  # turned meanwhile
        for column, at in ((self.watch, 0), (self.salon, 1)):
            column.show_years({year: both[at] for year, both in found.items()}, self._year)

    def _show_heading(self) -> None:
        self.set_heading(year_label(self._year), f"（{self._year}）")

    # What can be done

    def _turn(self, by: int) -> None:
        to = self._year + by
        if not _FIRST_YEAR <= to <= fiscal_year(self.context.today()) + 1:
            self.context.note("これより先の年度は ありません" if by > 0 else "これより前の年度は ありません")
            return
        self._year = to
        self._show_heading()
        self._load()

    def _open_figure(self, figure: Figure) -> None:
        self.push(TracePage(self.context, figure, self._year))

    def _open_years(self) -> None:
        self.push(YearsPage(self.context, self._year))

    def _open_missing(self) -> None:
        self.push(MissingPage(self.context, self._year))

    def _open_table(self) -> None:
        self.push(TablePage(self.context, self._year))

    def _save_table(self) -> None:
        chosen = ask_path(self, f"年間実績-{self._year}.xlsx")
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix else path.with_name(path.name + ".xlsx")
        save_table(
            self, "annual-report", Wanted(self.context.today()[:7], self._year), path,
            lambda _rows: self.context.note(f"{path.name} に書き出しました"),
        )  # fmt: skip

    def _open_form(self, form: str) -> None:
        self.push(FormPage(self.context, form, self._titles.get(form, ""), self._year))

    def print_page(self) -> None:
        """Print the year's form (Ctrl+P too)."""
        form = "city-table" if self._city else "annual-report"
        print_form(self, form, Wanted(self.context.today()[:7], self._year))
