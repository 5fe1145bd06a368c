"""The numbered disc that stands in a picture and before its sentence."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import px


def draw_disc(painter: QPainter, at: QPointF, number: int, radius: float) -> None:
    """Draw a number in a disc round a point; ``radius`` in px."""
    font = QFont(QApplication.font())
    font.setPixelSize(round(radius * 1.3))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QPen(QColor(c.WHITE), 3))
    painter.setBrush(QColor(c.RED))
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QColor(c.WHITE))
    box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


class NumberDisc(QWidget):
    """The disc before a sentence."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setAccessibleName(f"{number}番")
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return the size of a line of text."""
        return QSize(px(32), px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.width()
        draw_disc(painter, QPointF(side / 2, side / 2), self._number, side / 2 - 2)
