"""Rows that open something: one click or Enter; a chevron says so."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import elided, paint_sign, pen
from sasaeai_desktop.ui.widgets.painted import PaintedButton


class RowButton(PaintedButton):
    """Icon on a disc, title with an optional capsule or sign, second line, chevron (right side of きょう).

    Args:
        title: what it is about.
        name: objectName.
        second: the second line.
        icon: name in resources/icons, "" for none.
        badge: words in a yellow capsule beside the title (おそい).
        sign: ATTENTION, DONE or OPEN beside the title.
        warm: standing on a warm panel (the disc is white then).
        line: draw a soft rule below.
    """

    def __init__(
        self,
        title: str,
        *,
        name: str,
        second: str = "",
        icon: str = "",
        badge: str = "",
        sign: str = "",
        warm: bool = True,
        line: bool = True,
    ) -> None:
        super().__init__(title, name=name, high=88 if second else 56, wide=376)
        self._icon, self._warm, self._line = icon, warm, line
        self.show_words(title, second, badge, sign)

    def show_words(self, title: str, second: str = "", badge: str = "", sign: str = "") -> None:
        """Change what the row says."""
        self.title, self.second, self.badge, self.sign = title, second, badge, sign
        self.setAccessibleName("、".join(t for t in (title, badge, second) if t))
        self.update()

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        if self.hasFocus() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.YELLOW if self.hasFocus() else c.TINT))
            painter.drawRoundedRect(box, 8, 8)
        left = 0.0
        if self._icon:
            left = self._paint_icon(painter, box)
        if self._line and not self.hasFocus():
            painter.fillRect(QRectF(left, box.height() - 1, box.width() - left, 1), QColor(c.RULE))
        side = px(22)
        chevron = pixmap("chevron-right", c.BLACK if self.hasFocus() else c.ACCENT, side)
        painter.drawPixmap(int(box.width() - side), int((box.height() - side) / 2), chevron)
        right = box.width() - side - 8
        top = box.height() / 2 - px(30) if self.second else (box.height() - px(32)) / 2
        self._paint_title(painter, QRectF(left, top, right - left, px(32)))
        if self.second:
            painter.setFont(font("second"))
            painter.setPen(self._ink(c.INK2))
            elided(painter, QRectF(left, box.height() / 2 + px(2), right - left, px(26)), self.second)

    def _paint_icon(self, painter: QPainter, box: QRectF) -> float:
        disc = px(44)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.WHITE if self._warm else c.WARM2))
        painter.drawEllipse(QRectF(0, (box.height() - disc) / 2, disc, disc))
        side = px(26)
        at = (disc - side) // 2
        painter.drawPixmap(at, int((box.height() - side) / 2), pixmap(self._icon, c.INK, side))
        return disc + 14

    def _paint_title(self, painter: QPainter, line: QRectF) -> None:
        painter.setFont(font("strong"))
        painter.setPen(self._ink(c.INK))
        wide = painter.fontMetrics().horizontalAdvance(self.title)
        elided(painter, line, self.title)
        after = line.x() + wide + 12
        if self.badge:
            painter.setFont(font("label"))
            capsule = QRectF(
                after, line.y(), painter.fontMetrics().horizontalAdvance(self.badge) + 24, px(32)
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.YELLOW))
            painter.drawRoundedRect(capsule, px(16), px(16))
            painter.setPen(QColor(c.BLACK))
            painter.drawText(capsule, Qt.AlignmentFlag.AlignCenter, self.badge)
        elif self.sign:
            side = px(20)
            paint_sign(painter, QRectF(after, line.center().y() - side / 2, side, side), self.sign)


class FigureRow(PaintedButton):
    """A figure of the year: label, number right aligned, unit, chevron; opens the records behind it.

    Args:
        words: the label (延べ実施回数).
        name: objectName.
        unit: written small after the number (円).
        great: the figure by which the year is judged, large and in accent.
    """

    def __init__(self, words: str, *, name: str, unit: str = "", great: bool = False) -> None:
        super().__init__(words, name=name, high=44, wide=424)
        self.words, self.figure, self.unit, self.great = words, "", unit, great
        self.setAccessibleDescription("この数のもとになった きろくを見ます")

    def show_figure(self, figure: str) -> None:
        """Show a number, as text ("124,624")."""
        self.figure = figure
        self.setAccessibleName(f"{self.words} {figure}{self.unit}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size that shows label and figure whole."""
        return QSize(px(424), px(44))

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        if self.hasFocus() or self.underMouse():
            painter.fillRect(box, QColor(c.YELLOW if self.hasFocus() else c.TINT))
        painter.setPen(pen(c.SOFT_RULE))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        side = px(20)
        chevron = pixmap("chevron-right", c.BLACK if self.hasFocus() else c.ACCENT, side)
        painter.drawPixmap(int(box.width() - side), int((box.height() - side) / 2), chevron)
        end = box.width() - px(52)
        painter.setFont(font("section" if self.great else "strong"))
        painter.setPen(self._ink(c.ACCENT if self.great else c.INK))
        wide = painter.fontMetrics().horizontalAdvance(self.figure)
        painter.drawText(
            QRectF(end - wide - 1, 0, wide + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, self.figure
        )
        painter.setPen(self._ink(c.INK))
        if self.unit:
            painter.setFont(font("second"))
            painter.drawText(
                QRectF(end + 3, 0, px(24), box.height()), Qt.AlignmentFlag.AlignVCenter, self.unit
            )
        painter.setFont(font("strong" if self.great else "body"))
        elided(painter, QRectF(2, 0, end - wide - 12, box.height()), self.words)
