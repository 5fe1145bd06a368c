"""A large tile that opens a programme: icon, title, one line of how it stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.metrics import font, line_px, px
from sasaeai_desktop.ui.theme.paint import elided
from sasaeai_desktop.ui.widgets.painted import PaintedButton


class WideTile(PaintedButton):
    """Opens something; a click or Enter.

    Args:
        title: what opens.
        icon: name in resources/icons.
        name: objectName.
    """

    def __init__(self, title: str, icon: str, *, name: str) -> None:
        super().__init__(title, name=name, high=136, wide=380)
        self._title, self._icon, self._second = title, icon, ""

    def set_second(self, words: str) -> None:
        """Say how it stands."""
        self._second = words
        self.setAccessibleDescription(words)
        self.update()

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        self._ground(painter, box, fill=c.WHITE, edge=c.LINE)
        side = px(44)
        painter.drawPixmap(24, int(box.height() - side) // 2, pixmap(self._icon, c.ACCENT, side))
        left = 24 + side + 20
        room = box.width() - left - 16
        middle = box.height() / 2
        painter.setFont(font("subsection"))
        painter.setPen(self._ink(c.INK))
        high = line_px("subsection")
        elided(painter, QRectF(left, middle - high, room, high), self._title)
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK2))
        elided(painter, QRectF(left, middle + 2, room, line_px("second")), self._second)
