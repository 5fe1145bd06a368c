"""Small charts with their values written in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import pen
from sasaeai_desktop.ui.widgets.painted import grow_with_text

_FEW = 5  # bars; so few have room for every value and word


class YearChart(QWidget):
    """Twelve bars, one in accent.

    Args:
        words: what the bars count, for assistive programs.
        name: objectName.
        every_value: write each value (False: only the highlighted one, for large numbers).
    """

    def __init__(self, words: str, *, name: str, every_value: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self._words, self._every = words, every_value
        self._values: tuple[int | None, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._chosen = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_values((), ())

    def show_values(self, values: Sequence[int | None], labels: Sequence[str], chosen: int = -1) -> None:
        """Show other figures.

        Args:
            values: one per bar, None for a month still to come.
            labels: one per bar (「7月」); of many every third and the last are written, of a few all.
            chosen: which bar stands out, -1 for none.
        """
        self._values, self._labels, self._chosen = tuple(values), tuple(labels), chosen
        figures = "、".join(
            f"{m}{'' if v is None else f'{v:,}'}" for m, v in zip(labels, values, strict=True)
        )
        self.setAccessibleName(f"{self._words}：{figures}" if figures else self._words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size, grown with the text."""
        return QSize(px(360), 62 + px(26) + px(28))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        grow_with_text(self, event)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bars, values, base line and months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, base = px(26), self.height() - px(28)
        painter.setPen(pen(c.LINE))
        painter.drawLine(QPointF(0, base), QPointF(self.width(), base))
        if not self._values:
            return
        step = (self.width() + 8) / len(self._values)
        most = max((v or 0 for v in self._values), default=0) or 1
        for at, value in enumerate(self._values):
            box = QRectF(at * step, 0, step - 8, 0)
            high = (base - top) * (value or 0) / most
            chosen = at == self._chosen
            if value is not None:
                self._bar(
                    painter, QRectF(box.x(), base - max(high, 2), box.width(), max(high, 2)), chosen=chosen
                )
            if value is not None and (self._every or chosen or len(self._values) <= _FEW):
                self._value(painter, box, base - high - px(25), value, chosen=chosen)
            if self._labelled(at):
                self._month(painter, box, base + 1, at)

    def _labelled(self, at: int) -> bool:
        last = len(self._values) - 1
        return last < _FEW or at in (0, last) or (at % 3 == 0 and last - at > 1)

    def _bar(self, painter: QPainter, box: QRectF, *, chosen: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.ACCENT if chosen else c.BAR))
        painter.drawRoundedRect(box, 3, 3)
        if box.height() > 3:
            painter.drawRect(box.adjusted(0, box.height() - 3, 0, 0))

    def _value(self, painter: QPainter, box: QRectF, y: float, value: int, *, chosen: bool) -> None:
        painter.setFont(font("label" if chosen else "second"))
        painter.setPen(QColor(c.ACCENT if chosen else c.INK2))
        text = f"{value:,}"
        wide = painter.fontMetrics().horizontalAdvance(text) + 4
        x = min(max(0.0, box.center().x() - wide / 2), self.width() - wide)
        painter.drawText(QRectF(x, y, wide, px(24)), Qt.AlignmentFlag.AlignCenter, text)

    def _month(self, painter: QPainter, box: QRectF, y: float, at: int) -> None:
        painter.setFont(font("second"))
        painter.setPen(QColor(c.INK2))
        text = self._labels[at]
        wide = painter.fontMetrics().horizontalAdvance(text) + 2
        x = min(max(0.0, box.center().x() - wide / 2), self.width() - wide)
        painter.drawText(QRectF(x, y, wide, px(26)), Qt.AlignmentFlag.AlignCenter, text)


MET, AWAY, DUE = "met", "away", "due"


class FourWeekStrip(QWidget):
    """Four weeks: dots = met, rings = stayed away or due, black on yellow = days not met, tick = today.

    Args:
        days: 28 states, oldest first: "met", "away", "due" or "".
        gap_from: index of the first day of the gap still open, -1 for none.
        words: what the row's words say, for assistive programs.
    """

    def __init__(
        self, days: Sequence[str], *, gap_from: int = -1, words: str = "この4週間", name: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._days, self._gap = tuple(days), gap_from
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return 7 px per day and the height of the tick."""
        return QSize(200, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the strip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        end = 2 + 7 * max(0, len(self._days) - 1) + 3
        painter.setPen(pen(c.RULE))
        painter.drawLine(QPointF(2, middle), QPointF(end, middle))
        if self._gap >= 0:
            start = 2 + 7 * self._gap + 3
            painter.setPen(pen(c.YELLOW, 9))
            painter.drawLine(QPointF(start, middle), QPointF(end - 5, middle))
            painter.setPen(pen(c.BLACK, 2))
            painter.drawLine(QPointF(start - 2, middle), QPointF(end - 2, middle))
        flat = QPen(QColor(c.INK2), 1)
        painter.setPen(flat)
        painter.drawLine(QPointF(end + 0.5, middle - 10), QPointF(end + 0.5, middle + 10))
        for at, state in enumerate(self._days):
            self._dot(painter, QPointF(5 + 7 * at, middle), state)

    def _dot(self, painter: QPainter, at: QPointF, state: str) -> None:
        if state == MET:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.ACCENT))
            painter.drawEllipse(at, 5, 5)
        elif state in (AWAY, DUE):
            painter.setPen(pen(c.LINE, 2))
            painter.setBrush(QColor(c.WHITE))
            painter.drawEllipse(at, 4.2, 4.2)
