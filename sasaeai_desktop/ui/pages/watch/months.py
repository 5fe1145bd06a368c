"""Which month of paper sheets: one back, one forward."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sasaeai_desktop.domain.wareki import wareki
from sasaeai_desktop.ui.widgets.buttons import QuietButton
from sasaeai_desktop.ui.widgets.labels import label

_HALF = 15  # sheets of a month are handed in after it, so early in a month the last one is meant


def month_of_sheets(today: str) -> str:
    """Return the month whose sheets are likely to be typed in on a day."""
    return add_months(today[:7], -1) if int(today[8:10]) <= _HALF else today[:7]


def add_months(month: str, count: int) -> str:
    """Return the month so many after another ("2026-12" + 1 = "2027-01")."""
    at = int(month[:4]) * 12 + int(month[5:7]) - 1 + count
    return f"{at // 12:04}-{at % 12 + 1:02}"


class MonthField(QWidget):
    """< 令和8年5月（2026） >; never beyond the present month.

    Signals:
        changed(str): the month "2026-05".
    """

    changed = Signal(str)

    def __init__(self, month: str, today: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._month, self._last = month, today[:7]
        self.before = QuietButton(
            "前の月", name=f"{name}_before", icon="chevron-left", on_click=lambda: self._go(-1)
        )
        self.after = QuietButton(
            "次の月", name=f"{name}_after", icon="chevron-right", on_click=lambda: self._go(1)
        )
        self.words = label("", "section", name=f"{name}_words")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for widget in (self.before, self.words, self.after):
            row.addWidget(widget)
        row.addStretch(1)
        self._show()

    def value(self) -> str:
        """Return the month "2026-05"."""
        return self._month

    def _go(self, by: int) -> None:
        self._month = add_months(self._month, by)
        self._show()
        self.changed.emit(self._month)

    def _show(self) -> None:
        self.words.setText(f"{wareki(self._month)}（{self._month[:4]}）")
        self.after.setVisible(self._month < self._last)
