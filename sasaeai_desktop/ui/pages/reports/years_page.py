"""年度をくらべる: up to five fiscal years side by side, a figure a line; the framed line is drawn."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.changes import Changes
from sasaeai_desktop.domain.figures.figure import Figure, Section
from sasaeai_desktop.domain.figures.registry import SECTIONS
from sasaeai_desktop.domain.figures.year import Annual
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.services.reports import reports
from sasaeai_desktop.ui.pages.page import Page, PageContext
from sasaeai_desktop.ui.pages.reports.figure_table import FigureTable, TableColumn, TableRow
from sasaeai_desktop.ui.pages.reports.figures import amount_of, shown_to, unit_of, words_of
from sasaeai_desktop.ui.pages.reports.wording_page import WordingPage
from sasaeai_desktop.ui.widgets.charts import YearChart
from sasaeai_desktop.ui.widgets.choices import ChoiceField
from sasaeai_desktop.ui.widgets.labels import label

_SIDE_BY_SIDE = 5
_CHOICES = tuple(s for s in SECTIONS if not s.optional)


class YearsPage(Page):
    """A sub-page of 報告・印刷.

    Args:
        context: the window's.
        year: the last fiscal year shown.
    """

    object_name = "years"
    title = "年度をくらべる"

    def __init__(self, context: PageContext, year: int) -> None:
        super().__init__(context)
        self._year = year
        self._counted: dict[str, list[Annual]] = {}  # by programme
        first, last = year_label(year - _SIDE_BY_SIDE + 1), year_label(year)
        self.set_heading(self.title, f"{first}から {last}まで", below=True)
        self.add_outline("文章の下書き", name="years_wording", icon="pencil", action=self._open_wording)
        self.programme = ChoiceField(
            "事業", tuple((s.name, s.title) for s in _CHOICES), name="years_programme"
        )
        self.programme.set_value(_CHOICES[0].name)
        self.programme.changed.connect(self._load)
        self.table = FigureTable("年度ごとの数", name="years_table")
        self.table.sums.hide()
        self.table.view.clicked.connect(lambda index: self._frame(index.row()))
        self.table.view.selectionModel().currentRowChanged.connect(
            lambda now, _before: self._frame(now.row())
        )
        self.caption = label("", "subsection", wrap=True, name="years_caption")
        self.chart = YearChart("年度ごとの数", name="years_chart")
        drawn = QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.caption)
        row = QHBoxLayout()
        row.addWidget(self.chart, 2)
        row.addStretch(1)
        column.addLayout(row)
        self.body.addWidget(self.programme)
        self.body.addWidget(drawn)
        self.body.addWidget(self.table, 1)

    def refresh(self, changes: Changes | None) -> None:
        """Count the years."""
        if changes is not None and not changes.ids:
            return
        self._counted = {}
        self._load()

    def _load(self) -> None:
        """Count the programme chosen, once."""
        section = self._section()
        if section.name in self._counted:
            self._fill()
            return
        desk, year = self.context.desk, self._year

        def show(found: list[Annual]) -> None:
            self._counted[section.name] = found
            self._fill()

        years = range(year - _SIDE_BY_SIDE + 1, year + 1)
        self.run(lambda: [reports.annual_of(desk, each, section) for each in years], show)

    def _section(self) -> Section:
        return next(s for s in _CHOICES if s.name == self.programme.value())

    @property
    def _found(self) -> list[Annual]:
        """The years of the programme chosen; none while they are counted."""
        return self._counted.get(self._section().name, [])

    def _open_wording(self) -> None:
        self.push(WordingPage(self.context, self._year))

    def figures(self) -> list[Figure]:
        """Return the figures of the programme chosen, in the order of the report."""
        return list(shown_to(self._section(), city=self.context.desk.me.council))

    def _fill(self) -> None:
        if not self._found:
            return
        years = [TableColumn(year_label(a.fiscal_year), numbers=True) for a in self._found]
        rows = [
            TableRow((_titled(figure), *(f"{amount_of(a, figure):,}" for a in self._found)))
            for figure in self.figures()
        ]
        blank = TableRow(tuple("" for _ in range(len(years) + 1)))
        self.table.show_table([TableColumn("数", numbers=False), *years], rows, blank)
        great = next((at for at, figure in enumerate(self.figures()) if figure.great), 0)
        self.table.view.setCurrentIndex(self.table.model.index(great, 0))
        self._frame(great)

    def _frame(self, at: int) -> None:
        figures = self.figures()
        if not self._found or not 0 <= at < len(figures):
            return
        figure = figures[at]
        self.caption.setText(_titled(figure))
        values = [amount_of(a, figure) for a in self._found]
        self.chart.show_values(values, [year_label(a.fiscal_year) for a in self._found], len(values) - 1)


def _titled(figure: Figure) -> str:
    unit = unit_of(figure)
    return f"{words_of(figure)}（{unit}）" if unit else words_of(figure)
