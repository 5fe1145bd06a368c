"""The month grid as it was read from paper: what has to be looked at is yellow and carries ？."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font
from sasaeai_desktop.ui.theme.paint import pen
from sasaeai_desktop.ui.widgets.month_grid import GridRow, MonthGrid

_QUIET = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class ReadGrid(MonthGrid):
    """Marks cannot be typed here; keys answer the question of the cell.

    Signals:
        key_pressed(str): a digit.
    """

    key_pressed = Signal(str)

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)
        self._asked: frozenset[tuple[int, int]] = frozenset()

    def set_asked(self, cells: frozenset[tuple[int, int]]) -> None:
        """Mark cells (row, day) as to be looked at."""
        self._asked = cells
        self.update()

    def cell_words(self, row: int, day: int) -> str:
        """Return a cell in words."""
        said = super().cell_words(row, day)
        return f"{said}、たしかめるところ" if (row, day) in self._asked else said

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with digits, move with arrows."""
        key = unicodedata.normalize("NFKC", event.text())
        if key and key in "012345":
            self.key_pressed.emit(key)
        elif event.key() not in _QUIET:
            super().keyPressEvent(event)

    def _cell(self, painter: QPainter, row: GridRow, day: int, box: QRectF) -> None:
        super()._cell(painter, row, day, box)
        if (self.rows.index(row), day) not in self._asked:
            return
        painter.setPen(pen(c.LINE, 2))
        painter.setBrush(QColor(c.YELLOW))
        painter.drawRect(box.adjusted(2, 2, -2, -2))
        painter.setPen(QColor(c.BLACK))
        painter.setFont(font("strong"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "？")
