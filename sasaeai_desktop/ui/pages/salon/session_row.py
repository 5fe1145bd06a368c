"""One session in the month: day, salon, place, and by sign and word how it stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from sasaeai_desktop.ui.pages.salon import words as w
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE, OPEN, elided, paint_sign
from sasaeai_desktop.ui.widgets.painted import PaintedButton

_SIGNS = {w.HELD: DONE, w.MISSING: ATTENTION, w.TODAY: OPEN, w.PLANNED: OPEN}


class SessionButton(PaintedButton):
    """Opens the session.

    Args:
        day: ISO date.
        weekday: 金.
        salon: name of the salon.
        second: times and place.
        state: one of ``words.STATE_WORDS``.
        total: participants, shown when held.
        name: objectName.
    """

    def __init__(
        self, day: str, weekday: str, salon: str, second: str, state: str, total: int, *, name: str
    ) -> None:
        self._figure = f"{total}人" if state == w.HELD else ""
        self._state = state
        said = "、".join(
            t for t in (w.day_words(day), salon, w.STATE_WORDS[state], self._figure, second) if t
        )
        super().__init__(said, name=name, high=72, wide=560)
        self._day, self._weekday = str(int(day[8:10])), weekday
        self._salon, self._second = salon, second

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        if self.hasFocus() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.YELLOW if self.hasFocus() else c.TINT))
            painter.drawRoundedRect(box, 8, 8)
        if not self.hasFocus():
            painter.fillRect(QRectF(0, box.height() - 1, box.width(), 1), QColor(c.SOFT_RULE))
        self._paint_day(painter, box)
        right = self._paint_state(painter, box)
        left = px(96)
        off = self._state == w.CANCELLED
        painter.setFont(font("strong"))
        painter.setPen(self._ink(c.INK2 if off else c.INK))
        elided(painter, QRectF(left, px(6), right - left, px(32)), self._salon)
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK2))
        elided(painter, QRectF(left, px(38), right - left, px(26)), self._second)

    def _paint_day(self, painter: QPainter, box: QRectF) -> None:
        today = self._state == w.TODAY
        if today and not self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.ACCENT))
            painter.drawRoundedRect(QRectF(2, px(8), px(78), box.height() - px(16)), 8, 8)
        red = self._weekday == "日"
        painter.setFont(font("section"))
        painter.setPen(self._ink(c.WHITE if today else c.RED if red else c.INK))
        painter.drawText(
            QRectF(2, 0, px(44), box.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            self._day,
        )
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.WHITE if today else c.RED if red else c.INK2))
        painter.drawText(
            QRectF(px(52), px(2), px(28), box.height()), Qt.AlignmentFlag.AlignVCenter, self._weekday
        )

    def _paint_state(self, painter: QPainter, box: QRectF) -> float:
        """Draw chevron, figure, word and sign from the right; return where they begin."""
        side = px(20)
        middle = box.height() / 2
        chevron = pixmap("chevron-right", c.BLACK if self.hasFocus() else c.ACCENT, side)
        painter.drawPixmap(int(box.width() - side - 4), int(middle - side / 2), chevron)
        end = box.width() - side - px(16)
        painter.setFont(font("strong"))
        painter.setPen(self._ink(c.INK))
        wide = px(64)
        painter.drawText(
            QRectF(end - wide, 0, wide, box.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            self._figure,
        )
        end -= wide + px(12)
        left = end - px(134)
        painter.setFont(font("label" if self._state in (w.MISSING, w.TODAY) else "second"))
        painter.setPen(self._ink(c.INK))
        elided(painter, QRectF(left + px(34), 0, px(100), box.height()), w.STATE_WORDS[self._state])
        sign = px(24)
        at = QRectF(left, middle - sign / 2, sign, sign)
        if self._state == w.CANCELLED:
            painter.drawPixmap(
                int(at.x()), int(at.y()), pixmap("cross", c.BLACK if self.hasFocus() else c.INK2, sign)
            )
        else:
            paint_sign(painter, at, _SIGNS[self._state])
        return left - px(12)
