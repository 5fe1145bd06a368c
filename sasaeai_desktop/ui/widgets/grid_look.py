"""Where the parts of a month grid lie, and how they are drawn."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import SMALLEST, font, px
from sasaeai_desktop.ui.theme.paint import elided, paint_mark, pen
from sasaeai_desktop.ui.widgets.grid_cursor import HALF, Cell
from sasaeai_desktop.ui.widgets.grid_sheet import GridRow, GridSheet

_PAD = 8
_GAP = 8
NARROWEST = 34  # px; a cell is at least as wide (shared design, ui.md rule 3)


class GridMeasures:
    """The geometry of a grid as wide as its widget.

    Args:
        widget: is asked for its width.
        sheet: what is shown.
    """

    def __init__(self, widget: QWidget, sheet: GridSheet) -> None:
        self._widget, self._sheet = widget, sheet

    @property
    def names(self) -> int:
        """Width of the names."""
        return px(136)

    @property
    def cell_wide(self) -> int:
        """Width of a cell."""
        room = self._widget.width() - self.names - px(56)
        return max(NARROWEST, min(px(48), room // HALF))

    @property
    def cell_high(self) -> int:
        """Height of a cell."""
        return px(44)

    @property
    def block(self) -> int:
        """Height of a person's block."""
        return 2 * self.cell_high + 2 * _PAD

    @property
    def step(self) -> int:
        """From the top of a block to the top of the next."""
        return self.block + _GAP

    def hint(self) -> QSize:
        """Return the size of all blocks."""
        wide = self.names + HALF * px(48) + px(56)
        return QSize(wide, max(1, len(self._sheet.rows)) * self.step)

    def least(self) -> QSize:
        """Return the size with the narrowest cells, all blocks."""
        return QSize(self.names + HALF * NARROWEST + px(56), self.hint().height())

    def rect(self, row: int, day: int) -> QRect:
        """Return where a cell is drawn."""
        half, column = divmod(day - 1, HALF)
        top = row * self.step + _PAD + half * self.cell_high
        return QRect(self.names + column * self.cell_wide, top, self.cell_wide, self.cell_high)

    def at(self, point: QPoint) -> Cell | None:
        """Return the cell under a point."""
        row = point.y() // self.step
        if not 0 <= row < len(self._sheet.rows):
            return None
        days = range(1, self._sheet.days + 1)
        return next((Cell(row, day) for day in days if self.rect(row, day).contains(point)), None)


class GridLook:
    """Draws a grid; a grid of another kind gives its cells another look (``cell``).

    Args:
        widget: whose ground is drawn on.
        sheet: what is shown.
        measures: where its parts lie.
    """

    def __init__(self, widget: QWidget, sheet: GridSheet, measures: GridMeasures) -> None:
        self._widget, self.sheet, self._measures = widget, sheet, measures

    def draw(self, painter: QPainter, seen: QRect, cursor: Cell) -> None:
        """Draw the blocks that are seen, then the cursor over them."""
        step, rows = self._measures.step, self.sheet.rows
        for at in range(max(0, seen.top() // step), min(len(rows), seen.bottom() // step + 1)):
            self._block(painter, at, here=at == cursor.row)
        if rows:
            self._cursor(painter, cursor)

    def _block(self, painter: QPainter, at: int, *, here: bool) -> None:
        lies, row = self._measures, self.sheet.rows[at]
        top = at * lies.step
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.TINT))
            painter.drawRoundedRect(QRectF(0, top, self._widget.width(), lies.block), 12, 12)
        painter.setFont(font("name"))
        painter.setPen(QColor(c.ACCENT if here else c.INK))
        room = lies.names - 14
        elided(painter, QRectF(12, top + _PAD + px(8), room, px(34)), row.name)
        painter.setFont(font("second"))
        painter.setPen(QColor(c.INK2))
        elided(painter, QRectF(12, top + _PAD + px(44), room, px(28)), row.second)
        for day in range(1, self.sheet.days + 1):
            self.cell(painter, at, day, QRectF(lies.rect(at, day)))
        for day, mark in row.marks.items():  # after the cells: the ！ reaches over the border
            box = QRectF(lies.rect(at, day))
            self._stamp(painter, box, min(px(32), box.width() - 2), mark, concern=day in row.concerns)
        self._total(painter, row, top, here=here)

    def cell(self, painter: QPainter, at: int, day: int, box: QRectF) -> None:
        """Draw the ground of the cell of row ``at``, and its number where it has no mark."""
        row = self.sheet.rows[at]
        painter.setPen(QPen(QColor(c.EDGE), 1))
        painter.setBrush(QColor(c.PLAN if day in row.planned and day not in row.marks else c.WHITE))
        painter.drawRect(box.translated(0.5, 0.5))
        if day in row.marks:
            return
        painter.setFont(self.digits("second"))
        painter.setPen(QColor(c.RED if day in self.sheet.red else c.INK2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day))

    def _stamp(self, painter: QPainter, box: QRectF, side: float, mark: str, *, concern: bool) -> None:
        stamp = QRectF(0, 0, side, side)
        stamp.moveCenter(box.center())
        paint_mark(painter, stamp, mark, concern=concern)

    def digits(self, role: str) -> QFont:
        """Return the font of a day number, which must leave air between the lines of a narrow cell."""
        made = font(role)
        made.setPixelSize(max(SMALLEST, min(made.pixelSize(), round(self._measures.cell_wide * 0.55))))
        return made

    def _total(self, painter: QPainter, row: GridRow, top: int, *, here: bool) -> None:
        right = self._measures.names + HALF * self._measures.cell_wide
        box = QRectF(right, top + _PAD + px(6), min(px(52), self._widget.width() - right - 6), px(36))
        painter.setFont(font("section"))
        painter.setPen(QColor(c.ACCENT if here else c.INK))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, side, str(len(row.marks)))
        painter.setFont(font("second"))
        painter.setPen(QColor(c.INK2))
        painter.drawText(box.translated(0, px(34)), side, "回")

    def _cursor(self, painter: QPainter, cell: Cell) -> None:
        box = QRectF(self._measures.rect(cell.row, cell.day)).adjusted(-1, -1, 2, 2)
        painter.setPen(pen(c.BLACK, 4))
        mark = self.sheet.mark_at(cell.row, cell.day)
        painter.setBrush(QColor(c.YELLOW))
        painter.drawRoundedRect(box, 3, 3)
        if mark:
            concern = cell.day in self.sheet.rows[cell.row].concerns
            self._stamp(painter, box, min(px(30), box.width() - 8), mark, concern=concern)
            return
        painter.setFont(self.digits("strong"))
        painter.setPen(QColor(c.BLACK))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(cell.day))
