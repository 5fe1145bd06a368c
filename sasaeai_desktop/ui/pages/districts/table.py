"""One row per district: what came in for both programmes, in words and figures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.figures.year import DistrictFigures, ReportState
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE, OPEN, elided, paint_sign
from sasaeai_desktop.ui.widgets.painted import PaintedButton, grow_with_text

_SIGNS = {
    ReportState.REPORTED: DONE,
    ReportState.PAPER: DONE,
    ReportState.ZERO: DONE,
    ReportState.NOT_RUN: OPEN,
    ReportState.NOT_REPORTED: ATTENTION,
}
HEADINGS = ("地区", "見守り", "サロン", "最後のUSB")
_LEAST = 700


def columns(width: float) -> tuple[tuple[float, float], ...]:
    """Return (left, width) of the four columns."""
    chevron = px(36)
    shares = (0.29, 0.26, 0.27, 0.18)
    left, found = 0.0, []
    for share in shares:
        wide = (width - chevron) * share
        found.append((left, wide))
        left += wide
    return tuple(found)


def watch_words(line: DistrictFigures) -> str:
    """Say what came in of 見守り."""
    return _words(line.watch_state, f"{line.watch.acts:,}回")


def salon_words(line: DistrictFigures) -> str:
    """Say what came in of サロン."""
    return _words(line.salon_state, f"{line.salon.sessions:,}回・{line.salon.participants:,}人")


def _words(state: ReportState, figures: str) -> str:
    if state is ReportState.REPORTED:
        return figures
    return f"紙　{figures}" if state is ReportState.PAPER else state.label


class HeadingRow(QWidget):
    """The column headings, above rows of the same widths."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("districts_headings")
        self.setAccessibleName("、".join(HEADINGS))

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(px(_LEAST), px(36))

    def minimumSizeHint(self) -> QSize:
        """Return one line."""
        return QSize(_LEAST, px(36))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        grow_with_text(self, event)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words."""
        painter = QPainter(self)
        painter.setFont(font("label"))
        painter.setPen(QColor(c.INK2))
        for words, (left, wide) in zip(HEADINGS, columns(self.width()), strict=True):
            elided(painter, QRectF(left + 4, 0, wide - 8, self.height()), words)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), QColor(c.RULE))


class DistrictRow(PaintedButton):
    """A district; opens its page.

    Args:
        line: the district's figures.
        heard: day of its last bundle in words, "" before the first.
    """

    def __init__(self, line: DistrictFigures, heard: str) -> None:
        words = f"{line.code} {line.name}"
        super().__init__(words, name=f"district_{line.code}", high=52, wide=_LEAST)
        self.line, self.heard = line, heard
        self.setAccessibleName(
            f"{words}、見守り {watch_words(line)}、サロン {salon_words(line)}、最後のUSB {heard or 'まだ'}"
        )

    def minimumSizeHint(self) -> QSize:
        """Return the least width that shows every column."""
        return QSize(_LEAST, px(52))

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        if self.hasFocus() or self.underMouse():
            painter.fillRect(box, QColor(c.YELLOW if self.hasFocus() else c.TINT))
        painter.fillRect(QRectF(0, box.height() - 1, box.width(), 1), QColor(c.SOFT_RULE))
        places = columns(box.width())
        self._paint_name(painter, *places[0], box.height())
        self._paint_state(painter, *places[1], box.height(), self.line.watch_state, watch_words(self.line))
        self._paint_state(painter, *places[2], box.height(), self.line.salon_state, salon_words(self.line))
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK2))
        left, wide = places[3]
        elided(painter, QRectF(left + 4, 0, wide - 8, box.height()), self.heard or "まだ")
        side = px(22)
        chevron = pixmap("chevron-right", c.BLACK if self.hasFocus() else c.ACCENT, side)
        painter.drawPixmap(int(box.width() - side), int((box.height() - side) / 2), chevron)

    def _paint_name(self, painter: QPainter, left: float, wide: float, high: float) -> None:
        number = px(44)
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK2))
        elided(painter, QRectF(left + 4, 0, number, high), self.line.code)
        painter.setFont(font("strong"))
        painter.setPen(self._ink(c.INK))
        elided(painter, QRectF(left + number, 0, wide - number - 8, high), self.line.name)

    def _paint_state(
        self, painter: QPainter, left: float, wide: float, high: float, state: ReportState, words: str
    ) -> None:
        side = px(20)
        paint_sign(painter, QRectF(left + 4, (high - side) / 2, side, side), _SIGNS[state])
        painter.setFont(font("strong" if state is ReportState.NOT_REPORTED else "body"))
        painter.setPen(self._ink(c.INK))
        room = QRectF(left + side + 14, 0, wide - side - 22, high)
        if painter.fontMetrics().horizontalAdvance(words) > room.width():
            painter.setFont(font("second"))
        elided(painter, room, words, align=Qt.AlignmentFlag.AlignLeft)
