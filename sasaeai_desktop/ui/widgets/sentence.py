"""A whole sentence that can be pressed; it breaks into lines where it must."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import TARGET, font, line_px, px
from sasaeai_desktop.ui.widgets.labels import broken_lines
from sasaeai_desktop.ui.widgets.painted import PaintedButton

_SIDE, _AIR = 14, 6  # px between border and words


class SentenceButton(PaintedButton):
    """Words in a thin frame, as high as they need.

    Args:
        sentence: what it says.
        name: objectName.
    """

    def __init__(self, sentence: str, *, name: str) -> None:
        super().__init__(sentence, name=name, high=TARGET, wide=560)
        self._sentence = sentence
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower place needs more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines in ``width`` px."""
        many = len(broken_lines(self._sentence, font("body"), width - 2 * _SIDE))
        return max(TARGET, many * line_px("body") + 2 * _AIR)

    def sizeHint(self) -> QSize:
        """Return the size in lines of about 28 characters."""
        return QSize(px(560), self.heightForWidth(px(560)))

    def minimumSizeHint(self) -> QSize:
        """Return a few characters and the height that the present width needs."""
        return QSize(px(200), self.heightForWidth(max(self.width(), px(200))))

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        self._ground(painter, box)
        painter.setFont(font("body"))
        painter.setPen(self._ink(c.INK))
        high = line_px("body")
        lines = broken_lines(self._sentence, font("body"), int(box.width()) - 2 * _SIDE)
        top = (box.height() - high * len(lines)) / 2
        for at, line in enumerate(lines):
            place = QRectF(_SIDE, top + at * high, box.width() - _SIDE, high)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line.strip())
