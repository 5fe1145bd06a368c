"""The program's name and sign."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font

PROGRAM = "ささえあいデスク"


class Logo(QWidget):
    """人 in white on a blue square; painted, so that the unlock screen needs no picture file."""

    def __init__(self, side: int = 36) -> None:
        super().__init__()
        self._side = side
        self.setAccessibleName(PROGRAM)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the side; the logo does not grow with the text."""
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the square and the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.ACCENT))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        letters = QFont(font("strong"))
        letters.setPixelSize(round(self._side * 0.7))
        painter.setFont(letters)
        painter.setPen(QColor(c.WHITE))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "人")
