"""The month grid as it was read: yellow with ？ is to be looked at, dotted is recorded but not on the paper."""

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
        self._typed: frozenset[tuple[int, int]] = frozenset()

    def set_cells(self, asked: frozenset[tuple[int, int]], typed: frozenset[tuple[int, int]]) -> None:
        """Mark cells (row, day) as to be looked at, and those whose record is not on the paper."""
        self._asked, self._typed = asked, typed
        self.update()

    def cell_words(self, row: int, day: int) -> str:
        """Return a cell in words."""
        said = super().cell_words(row, day)
        if (row, day) in self._asked:
            return f"{said}、たしかめるところ"
        return f"{said}、紙にない きろく" if (row, day) in self._typed else said

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with digits, move with arrows."""
        key = unicodedata.normalize("NFKC", event.text())
        if key and key in "012345":
            self.key_pressed.emit(key)
        elif event.key() not in _QUIET:
            super().keyPressEvent(event)

    def _cell(self, painter: QPainter, row: GridRow, day: int, box: QRectF) -> None:
        super()._cell(painter, row, day, box)
        cell = (self.rows.index(row), day)
        if cell in self._typed and cell not in self._asked:
            dashed = pen(c.INK2, 2)
            dashed.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(dashed)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(3, 3, -2, -2))
        if cell not in self._asked:
            return
        painter.setPen(pen(c.LINE, 2))
        painter.setBrush(QColor(c.YELLOW))
        painter.drawRect(box.adjusted(2, 2, -2, -2))
        painter.setPen(QColor(c.BLACK))
        painter.setFont(font("strong"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "？")
