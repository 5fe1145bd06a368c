"""A person's contacts as a line of points, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import elided, paint_mark, paint_sign, pen
from sasaeai_desktop.ui.widgets.labels import clear_layout, label
from sasaeai_desktop.ui.widgets.painted import PaintedButton

_ONE_LINE, _TWO_LINES = 46, 64  # px at 小


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One point.

    Attributes:
        key: what the page needs to open it; None: cannot be opened.
        day: 「5月26日」 or 「きょう」.
        weekday: 「火」, "" beside きょう.
        mark: 訪 電 姿 不, or "" when ``sign`` is given.
        sign: attention, done, open; today's state is a sign.
        words: 「会えた」.
        condition: 「変わりなし」; yellow capsule when ``concern``.
        memo: the rest.
        heading: stands above the point (令和5年度), "" for none.
    """

    key: Any
    day: str
    words: str
    weekday: str = ""
    mark: str = ""
    sign: str = ""
    condition: str = ""
    concern: bool = False
    memo: str = ""
    heading: str = ""


class Timeline(QWidget):
    """The points below each other.

    Signals:
        opened(object): key of the entry clicked.
    """

    opened = Signal(object)

    def __init__(self, *, name: str = "timeline") -> None:
        super().__init__()
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show other entries, newest first."""
        clear_layout(self._column)
        for at, entry in enumerate(entries):
            if entry.heading:
                self._column.addSpacing(8)
                self._column.addWidget(label(entry.heading, "subsection", name=f"{self.objectName()}_year"))
            row = _Point(entry, name=f"{self.objectName()}_{at}", first=at == 0, last=at == len(entries) - 1)
            if entry.key is None:
                row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                row.setCursor(Qt.CursorShape.ArrowCursor)
            else:
                row.clicked.connect(lambda _checked=False, key=entry.key: self.opened.emit(key))
            self._column.addWidget(row)


class _Point(PaintedButton):
    def __init__(self, entry: TimelineEntry, *, name: str, first: bool, last: bool) -> None:
        words = (entry.day, entry.weekday, entry.mark, entry.words, entry.condition, entry.memo)
        super().__init__("、".join(t for t in words if t), name=name, high=_ONE_LINE, wide=600)
        self._entry, self._first, self._last = entry, first, last

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        entry, middle = self._entry, box.center().y()
        live = entry.key is not None
        if live and (self.hasFocus() or self.underMouse()):
            painter.fillRect(box, QColor(c.YELLOW if self.hasFocus() else c.TINT))
        plain, bold = font("body"), font("strong")
        painter.setFont(bold if entry.sign else plain)
        painter.setPen(QColor(c.INK))
        elided(painter, QRectF(0, 0, px(100), box.height()), entry.day)
        painter.setPen(self._ink(c.INK2))
        painter.setFont(font("second"))
        elided(painter, QRectF(px(104), 0, px(30), box.height()), entry.weekday)
        self._line_and_mark(painter, px(172), middle, px(32))
        left = px(208)
        if not self._last:
            painter.fillRect(QRectF(left, box.height() - 1, box.width() - left, 1), QColor(c.RULE))
        painter.setFont(bold if entry.sign else plain)
        painter.setPen(QColor(c.INK))
        room = box.width() - left
        if self._two_lines():
            self._below_each_other(painter, left, box)
            return
        if entry.sign or not entry.condition:
            elided(painter, QRectF(left, 0, room, box.height()), entry.words)
            wide = painter.fontMetrics().horizontalAdvance(entry.words)
            self._memo(painter, QRectF(left + wide + 24, 0, room - wide - 24, box.height()))
            return
        elided(painter, QRectF(left, 0, px(90), box.height()), entry.words)
        self._condition(painter, QRectF(left + px(92), 0, px(118), box.height()))
        self._memo(painter, QRectF(left + px(216), 0, box.width() - left - px(216), box.height()))

    def _two_lines(self) -> bool:
        """Whether today's two sentences do not fit beside each other."""
        entry = self._entry
        if not entry.sign or "。" not in entry.words[:-1]:
            return False
        wide = QFontMetrics(font("strong")).horizontalAdvance(entry.words)
        return wide > self.width() - px(208)

    def _below_each_other(self, painter: QPainter, left: float, box: QRectF) -> None:
        first, stop, rest = self._entry.words.partition("。")
        room, half = box.width() - left, box.height() / 2
        elided(painter, QRectF(left, 2, room, half), first + stop)
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK2))
        elided(painter, QRectF(left, half - 2, room, half), rest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take a second line where the place is narrow."""
        super().resizeEvent(event)
        high = _TWO_LINES if self._two_lines() else _ONE_LINE
        if high != self._high:
            self._high = high
            self.updateGeometry()

    def _line_and_mark(self, painter: QPainter, x: float, middle: float, side: float) -> None:
        painter.setPen(pen(c.EDGE, 2))
        if not self._first:
            painter.drawLine(round(x), 0, round(x), round(middle - side / 2 - 3))
        if not self._last:
            painter.drawLine(round(x), round(middle + side / 2 + 3), round(x), self.height())
        box = QRectF(x - side / 2, middle - side / 2, side, side)
        if self._entry.sign:
            paint_sign(painter, box.adjusted(2, 2, -2, -2), self._entry.sign)
        elif self._entry.mark:
            paint_mark(painter, box, self._entry.mark)

    def _condition(self, painter: QPainter, box: QRectF) -> None:
        text = self._entry.condition
        if not self._entry.concern:
            elided(painter, box, text)
            return
        painter.setFont(font("label"))
        wide = painter.fontMetrics().horizontalAdvance(text) + 24
        capsule = QRectF(box.x() - 12, box.center().y() - px(16), wide, px(32))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.YELLOW))
        painter.drawRoundedRect(capsule, px(16), px(16))
        painter.setPen(QColor(c.BLACK))
        painter.drawText(capsule, Qt.AlignmentFlag.AlignCenter, text)

    def _memo(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK2))
        elided(painter, box, self._entry.memo)
