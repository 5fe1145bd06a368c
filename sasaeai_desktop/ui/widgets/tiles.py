"""Tiles: a person's name to tick, a card on the board."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import ATTENTION, CHOSEN, OPEN, elided, paint_sign, pen
from sasaeai_desktop.ui.widgets.painted import PaintedButton


class NameTile(PaintedButton):
    """A big tile with a name; a click or Space says came / did not come (``toggled``).

    Args:
        person: the name as written.
        name: objectName.
        second: a second line (「3回 お休み」).
        attention: draw ！ at the right.
        present: ticked from the start.
    """

    def __init__(
        self, person: str, *, name: str, second: str = "", attention: bool = False, present: bool = False
    ) -> None:
        super().__init__("、".join(t for t in (person, second) if t), name=name, high=64, wide=209)
        self.person, self.second, self.attention = person, second, attention
        self.setCheckable(True)
        self.setChecked(present)
        self.setAccessibleDescription("スペースキーで 来た・来ていない を変えます")

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        chosen = self.isChecked()
        self._ground(painter, box, fill=c.TINT if chosen else c.WHITE, edge=c.ACCENT if chosen else c.LINE)
        side = px(28)
        paint_sign(painter, QRectF(18, (box.height() - side) / 2, side, side), CHOSEN if chosen else OPEN)
        left = 18 + side + 14
        right = end = box.width() - 12
        if self.attention:  # beside what it is about: the name needs its whole line
            small = px(22)
            top = px(36) if self.second else px(9)
            paint_sign(painter, QRectF(right - small, top, small, small), ATTENTION)
            end -= small + 8
            right = right if self.second else end
        painter.setFont(font("strong"))
        painter.setPen(self._ink(c.INK))
        if not self.second:
            elided(painter, QRectF(left, 0, right - left, box.height()), self.person)
            return
        elided(painter, QRectF(left, px(5), right - left, px(30)), self.person)
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK2))
        elided(painter, QRectF(left, px(34), end - left, px(26)), self.second)


class CardTile(PaintedButton):
    """A small card on the board; checkable, so that the open one is seen.

    Args:
        title: name, or 名前なし.
        name: objectName.
        second: what the trouble is.
        right: days since, or 返事.
        nameless: draw the border dashed.
        late: write ``right`` in a yellow capsule.
        answered: write ``right`` in a tinted capsule.
    """

    def __init__(
        self,
        title: str,
        *,
        name: str,
        second: str = "",
        right: str = "",
        nameless: bool = False,
        late: bool = False,
        answered: bool = False,
    ) -> None:
        words = "、".join(t for t in (title, second, right, "おそい" if late else "") if t)
        super().__init__(words, name=name, high=68, wide=208)
        self.title, self.second, self.right = title, second, right
        self.nameless, self.late, self.answered = nameless, late, answered
        self.setCheckable(True)

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        chosen = self.isChecked()
        width = 3 if chosen else 1
        self._ground(
            painter,
            box,
            fill=c.TINT if chosen else c.WHITE,
            edge=c.ACCENT if chosen else c.WHITE if self.nameless else c.LINE,
            width=width,
        )
        if self.nameless and not chosen:
            dashed = QPen(pen(c.LINE, 1))
            dashed.setDashPattern([4, 3])
            dashed.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(dashed)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        room = self._paint_right(painter, box)
        painter.setFont(font("strong"))
        painter.setPen(self._ink(c.ACCENT if chosen else c.INK))
        elided(painter, QRectF(16, px(6), room - 16, px(30)), self.title)
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK2))
        elided(painter, QRectF(16, px(36), box.width() - 24, px(26)), self.second)

    def _paint_right(self, painter: QPainter, box: QRectF) -> float:
        """Draw the days at the right; return where they begin."""
        if not self.right:
            return box.width() - 12
        painter.setFont(font("label" if self.late or self.answered else "second"))
        wide = painter.fontMetrics().horizontalAdvance(self.right)
        if self.late or self.answered:
            capsule = QRectF(box.width() - wide - 36, px(7), wide + 24, px(30))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pen(c.YELLOW if self.late else c.TINT).color())
            painter.drawRoundedRect(capsule, px(15), px(15))
            painter.setPen(pen(c.BLACK if self.late else c.ACCENT))
            painter.drawText(capsule, Qt.AlignmentFlag.AlignCenter, self.right)
            return capsule.x() - 8
        painter.setPen(self._ink(c.INK2))
        painter.drawText(
            QRectF(box.width() - wide - 14, px(6), wide + 2, px(30)),
            Qt.AlignmentFlag.AlignVCenter,
            self.right,
        )
        return box.width() - wide - 22
