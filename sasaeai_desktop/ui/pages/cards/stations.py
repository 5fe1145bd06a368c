"""The stations of a card as its paper has them: a numbered disc on the path, a title with its hint, the fields beside."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.widgets.labels import label

_TITLE = 150  # px at 小 for the words beside the disc
_DISC = 30
_LEFT = 44  # px at 小 from the edge to the words


class Station(QWidget):
    """One step of the path.

    Args:
        number: in the disc.
        title: of the paper form.
        hint: small, below the title.
        widgets: what is filled in.
        last: the path ends here.
    """

    def __init__(self, number: int, title: str, hint: str, *widgets: QWidget, last: bool = False) -> None:
        super().__init__()
        self.setObjectName(f"station_{number}")
        self._number, self._last = number, last
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 14, 0, 14)
        row.setSpacing(16)
        words = QWidget()
        words.setFixedWidth(px(_TITLE) + px(_LEFT))
        left = QVBoxLayout(words)
        left.setContentsMargins(px(_LEFT), 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(label(title, "strong", wrap=True))
        if hint:
            left.addWidget(label(hint, "second", wrap=True))
        left.addStretch(1)
        self._words = words
        row.addWidget(words, 0)
        right = QVBoxLayout()
        right.setSpacing(10)
        for widget in widgets:
            right.addWidget(widget)
        row.addLayout(right, 1)

    def changeEvent(self, event: object) -> None:
        """Keep the column of the titles as wide as the text asks for."""
        super().changeEvent(event)  # type: ignore[arg-type]  # handed on as it came
        if hasattr(self, "_words"):
            self._words.setFixedWidth(px(_TITLE) + px(_LEFT))
            inner = self._words.layout()
            if inner is not None:
                inner.setContentsMargins(px(_LEFT), 0, 0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the path, the disc and the rule below the fields."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(_DISC)
        middle, top = side / 2, 14.0 + px(1)
        first = 0.0 if self._number > 1 else top
        end = top if self._last else float(self.height())
        painter.fillRect(QRectF(middle - 1, first, 2, end - first), QColor(c.LINE))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.INK))
        painter.drawEllipse(QRectF(0, top, side, side))
        painter.setFont(font("label"))
        painter.setPen(QColor(c.WHITE))
        painter.drawText(QRectF(0, top, side, side), Qt.AlignmentFlag.AlignCenter, str(self._number))
        if not self._last:
            left = px(_LEFT)
            painter.fillRect(QRectF(left, self.height() - 1, self.width() - left, 1), QColor(c.WRITTEN_LINE))
