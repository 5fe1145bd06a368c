"""One programme's year: its figures, each a door to its records, and its twelve months."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.domain.figures.figure import Figure
from sasaeai_desktop.domain.figures.year import Annual
from sasaeai_desktop.domain.fiscal import year_label
from sasaeai_desktop.services.reports.noting import Note, in_words
from sasaeai_desktop.ui.pages.reports.figures import amount_of, row_name, unit_of, words_of
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.charts import YearChart
from sasaeai_desktop.ui.widgets.labels import clear_layout, label, rule
from sasaeai_desktop.ui.widgets.rows import FigureRow
from sasaeai_desktop.ui.widgets.signs import IconLabel


class MonthChart(YearChart):
    """Twelve months, low enough that the year fits into the window."""

    def sizeHint(self) -> QSize:
        """Return a height with bars of some 50 px."""
        return QSize(px(300), 50 + px(26) + px(28))


class YearColumn(QWidget):
    """Heading, figures, chart.

    Args:
        title: the programme (安心見守り事業).
        icon: name in resources/icons.
        chart: what the bars count (見守り（回）), "" for no chart.
        name: objectName.
        open_figure: called with the figure whose row was pressed.
    """

    def __init__(
        self, title: str, icon: str, chart: str, *, name: str, open_figure: Callable[[Figure], object]
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._open = open_figure
        self._lines: list[Figure | str] = []
        self._figures: dict[str, FigureRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(IconLabel(icon, 28, colour=c.ACCENT))
        words = label(title, "subsection")
        head.addWidget(words, 1)
        column.addLayout(head)
        column.addWidget(rule("strong"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self.below = QVBoxLayout()
        self.below.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.below)
        column.addStretch(1)
        self.chart = MonthChart(chart, name=f"{name}_chart", every_value=False)
        self._unit = chart
        self.chart_label = label(f"月ごとの{chart}", "label")
        if chart:
            column.addWidget(self.chart_label, 0, Qt.AlignmentFlag.AlignBottom)
            column.addWidget(self.chart)

    def show_year(self, year: Annual, figures: Sequence[Figure], notes: Sequence[Note] = ()) -> None:
        """Show the figures of a year, and below each what must be said of it."""
        lines: list[Figure | str] = []
        for figure in figures:
            lines += [figure, *in_words([n for n in notes if n.figure == figure.path])]
        shown = {figure.path for figure in figures}
        lines += in_words([n for n in notes if n.figure not in shown])
        if lines != self._lines:
            self._lay_out(lines)
        for figure in figures:
            self._figures[figure.path].show_figure(f"{amount_of(year, figure):,}")

    def _lay_out(self, lines: list[Figure | str]) -> None:
        """Put a row for each figure and each note; another year mostly has the same ones."""
        clear_layout(self._rows)
        self._lines = lines
        for line in lines:
            if isinstance(line, str):
                self._rows.addWidget(label(f"※ {line}", "label", wrap=True, name="figure_note"))
                continue
            row = FigureRow(words_of(line), name=row_name(line), unit=unit_of(line), great=line.great)
            row.clicked.connect(partial(self._open, line))
            self._figures[line.path] = row
            self._rows.addWidget(row)

    def show_months(self, months: Sequence[str], values: Sequence[int | None]) -> None:
        """Show the months; the fullest one stands out with its value."""
        known = [v or 0 for v in values]
        best = known.index(max(known)) if any(known) else -1
        self.chart_label.setText(f"月ごとの{self._unit}")
        self.chart.show_values(values, [f"{int(m[5:7])}月" for m in months], best)

    def show_years(self, years: Mapping[int, int], chosen: int) -> None:
        """Show fiscal years side by side; the chosen one stands out with its value."""
        self.chart_label.setText(f"年度ごとの{self._unit}")
        labels = [year_label(year).replace("令和", "R").replace("平成", "H") for year in years]
        self.chart.show_values(list(years.values()), labels, list(years).index(chosen))
