"""Fewer records behind a figure: those of one month, those of one name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.domain.fiscal import months_of
from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.ui.theme.metrics import px
from sasaeai_desktop.ui.widgets.fields import PickField
from sasaeai_desktop.ui.widgets.flow import FlowLayout
from sasaeai_desktop.ui.widgets.labels import label
from sasaeai_desktop.ui.widgets.search import SearchField


class TraceFilters(QWidget):
    """A month and a name, beside each other.

    Signals:
        changed(): something else is wanted.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trace_filters")
        flow = FlowLayout(self, gap=24)
        self._month = PickField("月", (("", "1年ぜんぶ"),), name="trace_month")
        self._month.changed.connect(self.changed)
        self._name = SearchField("お名前で しぼる", name="trace_name")
        self._name.setMinimumWidth(px(300))
        self._name.searched.connect(lambda _text: self.changed.emit())
        named = QWidget()
        column = QVBoxLayout(named)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("お名前（かなでも）", "label"))
        column.addWidget(self._name)
        flow.addWidget(self._month)
        flow.addWidget(named)

    def offer(self, year: int, there: set[str]) -> None:
        """Offer the months of a fiscal year of which there are records."""
        months = tuple((month, wareki(month)) for month in months_of(year) if month in there)
        self._month.set_choices((("", "1年ぜんぶ"), *months))
        self._month.setVisible(len(months) > 1)

    def month(self) -> str:
        """Return the month wanted, "" for all."""
        return self._month.value()

    def name(self) -> str:
        """Return what was typed of a name."""
        return self._name.query()
