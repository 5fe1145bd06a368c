"""The month grid as it was read: yellow with ？ is to be looked at, dotted is recorded but not on the paper."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font
from sasaeai_desktop.ui.theme.paint import pen
from sasaeai_desktop.ui.widgets.grid_look import GridLook
from sasaeai_desktop.ui.widgets.month_grid import MonthGrid

_QUIET = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_Cells = frozenset[tuple[int, int]]


class ReadGrid(MonthGrid):
    """Marks cannot be typed here; keys answer the question of the cell.

    Signals:
        key_pressed(str): a digit.
    """

    key_pressed = Signal(str)

    def __init__(self, *, name: str) -> None:
        self._asked: _Cells = frozenset()
        self._typed: _Cells = frozenset()
        super().__init__(name=name)

    def _look(self) -> GridLook:
        look = ReadLook(self, self.sheet, self.measures)
        look.asked, look.typed = self._asked, self._typed
        return look

    def set_cells(self, asked: _Cells, typed: _Cells) -> None:
        """Mark cells (row, day) as to be looked at, and those whose record is not on the paper."""
        self._asked, self._typed = asked, typed
        self.look = self._look()
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


class ReadLook(GridLook):
    """Draws what the reading was not sure of over the cells.

    Attributes:
        asked: cells (row, day) to be looked at.
        typed: cells whose record is not on the paper.
    """

    asked: _Cells = frozenset()
    typed: _Cells = frozenset()

    def cell(self, painter: QPainter, at: int, day: int, box: QRectF) -> None:
        """Draw a cell, then what is special about it."""
        super().cell(painter, at, day, box)
        cell = (at, day)
        if cell in self.typed and cell not in self.asked:
            dashed = pen(c.INK2, 2)
            dashed.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(dashed)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(3, 3, -2, -2))
        if cell not in self.asked:
            return
        painter.setPen(pen(c.LINE, 2))
        painter.setBrush(QColor(c.YELLOW))
        painter.drawRect(box.adjusted(2, 2, -2, -2))
        painter.setPen(QColor(c.BLACK))
        painter.setFont(font("strong"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "？")
