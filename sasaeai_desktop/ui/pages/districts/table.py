"""A district's year in one row: twelve months, each 月締め, 届いた or まだ, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from sasaeai_desktop.domain.figures.year import DistrictFigures, ReportState
from sasaeai_desktop.domain.fiscal import FIRST_MONTH
from sasaeai_desktop.services.reports.year_months import HERE, MonthState
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.icons import pixmap
from sasaeai_desktop.ui.theme.metrics import font, line_px, px
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE, OPEN, elided, paint_sign, pen
from sasaeai_desktop.ui.widgets.labels import broken_lines
from sasaeai_desktop.ui.widgets.painted import PaintedButton, grow_with_text

_LEAST = 820
_NAME_LEAST = 150  # px at 小 that the name keeps on a narrow screen
_NAME_LINES = 2
_HIGH = 60  # two short lines of figures
_SIGNS = {MonthState.CLOSED: DONE, MonthState.DIFFERS: ATTENTION, MonthState.MISSING: OPEN}
_LETTERS = {MonthState.EMPTY: "0", MonthState.PAPER: "紙", MonthState.NOT_RUN: "―"}
_LEGEND = (
    MonthState.CLOSED, MonthState.CAME, MonthState.MISSING, MonthState.EMPTY, MonthState.PAPER, MonthState.NOT_RUN,
)  # fmt: skip
_MIDDLE = Qt.AlignmentFlag.AlignCenter
MONTHS = tuple((at + FIRST_MONTH - 1) % 12 + 1 for at in range(12))


class Places:
    """Where the columns of a row lie: name, twelve months, figures of the year, chevron."""

    def __init__(self, width: float) -> None:
        chevron, figures = px(30), px(176)
        cell = min(px(46), (width - px(_NAME_LEAST) - figures - chevron) / 12)
        self.cell = cell
        self.name_wide = width - chevron - figures - 12 * cell
        self.figures = QRectF(width - chevron - figures + px(10), 0, figures - px(10), 0)

    def month(self, at: int, high: float) -> QRectF:
        """Return the cell of a month (0 is April)."""
        return QRectF(self.name_wide + at * self.cell, 0, self.cell, high)


def watch_words(line: DistrictFigures, *, came: bool = True) -> str:
    """Say what came in of 見守り."""
    return _words(line.watch_state, f"{line.watch.acts:,}回", came=came)


def salon_words(line: DistrictFigures, *, came: bool = True) -> str:
    """Say what came in of サロン."""
    return _words(line.salon_state, f"{line.salon.sessions:,}回・{line.salon.participants:,}人", came=came)


def _words(state: ReportState, figures: str, *, came: bool) -> str:
    if state is ReportState.REPORTED:
        return figures
    if state is ReportState.ZERO and not came:
        return MonthState.MISSING.label  # 0回 is a statement; of a year of which nothing came there is none
    return f"紙　{figures}" if state is ReportState.PAPER else state.label


def paint_month(painter: QPainter, box: QRectF, state: MonthState, ink: QColor) -> None:
    """Draw what a month is in the middle of a cell: by shape first, then by colour."""
    side = min(px(22), box.width() - 6)
    square = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    if state in _SIGNS:
        paint_sign(painter, square, _SIGNS[state])
    elif state is MonthState.CAME:
        painter.setPen(pen(c.GREEN, max(2.5, side * 0.13)))
        points = ((0.16, 0.54), (0.40, 0.78), (0.86, 0.26))
        painter.drawPolyline([QPointF(square.x() + x * side, square.y() + y * side) for x, y in points])
    elif state in _LETTERS:
        painter.setFont(font("second"))
        painter.setPen(ink)
        painter.drawText(box, _MIDDLE, _LETTERS[state])


class MonthLegend(QWidget):
    """What the signs of the months mean, in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("districts_legend")
        self.setAccessibleName("しるしの意味：" + "、".join(state.label for state in _LEGEND))

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(px(_LEAST), px(34))

    def minimumSizeHint(self) -> QSize:
        """Return one line."""
        return QSize(200, px(34))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        grow_with_text(self, event)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw sign and word of each state, as many as there is room for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, high = 4.0, float(self.height())
        for state in _LEGEND:
            painter.setFont(font("second"))
            wide = painter.fontMetrics().horizontalAdvance(state.label)
            if left + px(34) + wide > self.width():
                return
            paint_month(painter, QRectF(left, 0, px(28), high), state, QColor(c.INK))
            painter.setFont(font("second"))
            painter.setPen(QColor(c.INK2))
            painter.drawText(
                QRectF(left + px(34), 0, wide + 2, high), Qt.AlignmentFlag.AlignVCenter, state.label
            )
            left += px(34) + wide + px(20)


class HeadingRow(QWidget):
    """The column headings, above rows of the same widths."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("districts_headings")
        months = "、".join(f"{month}月" for month in MONTHS)
        self.setAccessibleName(f"地区、{months}、1年の合計")

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
        """Draw the words; 月 stands where a cell has room for it."""
        painter = QPainter(self)
        painter.setFont(font("label"))
        painter.setPen(QColor(c.INK2))
        places, high = Places(self.width()), float(self.height())
        elided(painter, QRectF(4, 0, places.name_wide - 8, high), "地区")
        roomy = painter.fontMetrics().horizontalAdvance("12月") < places.cell - 2
        for at, month in enumerate(MONTHS):
            words = f"{month}月" if roomy or at == 0 else str(month)
            painter.drawText(places.month(at, high).adjusted(-4, 0, 4, 0), _MIDDLE, words)
        figures = places.figures
        elided(painter, QRectF(figures.x(), 0, figures.width(), high), "1年の合計")
        painter.fillRect(QRectF(0, high - 1, self.width(), 1), QColor(c.RULE))


class DistrictRow(PaintedButton):
    """A district; opens its page.

    Args:
        line: the district's figures.
        months: twelve states, April first.
        heard: day of its last bundle in words, "" before the first.
    """

    def __init__(self, line: DistrictFigures, months: Sequence[MonthState], heard: str) -> None:
        words = f"{line.code} {line.name}"
        super().__init__(words, name=f"district_{line.code}", high=_HIGH, wide=_LEAST)
        self.line, self.months, self.heard = line, tuple(months), heard
        came = any(state in HERE for state in months)
        self.watch, self.salon = watch_words(line, came=came), salon_words(line, came=came)
        said = [f"見守り {self.watch}", f"サロン {self.salon}", f"最後のUSB {heard or 'まだ'}"]
        for state in MonthState:
            named = "・".join(f"{m}月" for m, s in zip(MONTHS, months, strict=True) if s is state)
            if named and state.label:
                said.append(f"{state.label} {named}")
        self.setAccessibleName("、".join((words, *said)))

    def minimumSizeHint(self) -> QSize:
        """Return the least width that shows every column."""
        return QSize(_LEAST, px(_HIGH))

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        if self.hasFocus() or self.underMouse():
            painter.fillRect(box, QColor(c.YELLOW if self.hasFocus() else c.TINT))
        painter.fillRect(QRectF(0, box.height() - 1, box.width(), 1), QColor(c.SOFT_RULE))
        places = Places(box.width())
        self._paint_name(painter, places.name_wide, box.height())
        for at, state in enumerate(self.months):
            paint_month(painter, places.month(at, box.height()), state, self._ink(c.INK))
        self._paint_figures(painter, places.figures, box.height())
        side = px(22)
        chevron = pixmap("chevron-right", c.BLACK if self.hasFocus() else c.ACCENT, side)
        painter.drawPixmap(int(box.width() - side), int((box.height() - side) / 2), chevron)

    def _paint_name(self, painter: QPainter, wide: float, high: float) -> None:
        number = px(44)
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK2))
        elided(painter, QRectF(4, 0, number, high), self.line.code)
        painter.setFont(font("strong"))
        painter.setPen(self._ink(c.INK))
        room = wide - number - 8
        lines = broken_lines(self.line.name, painter.font(), int(room))
        if len(lines) > _NAME_LINES:  # the rest of a very long name ends in …
            lines = [*lines[: _NAME_LINES - 1], "".join(lines[_NAME_LINES - 1 :])]
        step = min(high / len(lines), line_px("strong"))
        top = (high - step * len(lines)) / 2
        for at, words in enumerate(lines):
            elided(painter, QRectF(number, top + at * step, room, step), words)

    def _paint_figures(self, painter: QPainter, place: QRectF, high: float) -> None:
        """Write 見守り above サロン; one line where both say the same."""
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK))
        if self.watch == self.salon:
            elided(painter, QRectF(place.x(), 0, place.width(), high), self.watch)
            return
        half, told = (
            high / 2,
            ((f"見守り {self.watch}", 2.0), (f"サロン {self.salon.split('・')[0]}", high / 2 - 2)),
        )
        for words, top in told:
            elided(painter, QRectF(place.x(), top, place.width(), half), words)
