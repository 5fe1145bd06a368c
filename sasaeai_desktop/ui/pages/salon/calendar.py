"""The month as a calendar: a cell per day with the salons that meet on it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from sasaeai_desktop.domain.holidays import holidays_of
from sasaeai_desktop.ui.pages.salon import words as w
from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import font, px
from sasaeai_desktop.ui.theme.paint import ATTENTION, DONE, OPEN, elided, paint_sign, pen
from sasaeai_desktop.ui.widgets.labels import clear_layout, label
from sasaeai_desktop.ui.widgets.painted import PaintedButton

_WEEKDAYS = "月火水木金土日"
_SIGNS = {w.HELD: DONE, w.MISSING: ATTENTION, w.TODAY: OPEN, w.PLANNED: OPEN, w.CANCELLED: ""}
_LINES = 2  # sessions written into a cell
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


@dataclass(frozen=True, slots=True)
class DaySession:
    """One session in a cell.

    Attributes:
        salon: name of the salon.
        state: one of ``words.STATE_WORDS``.
        total: participants.
    """

    salon: str
    state: str
    total: int

    def short(self) -> str:
        """Return the name without the words that nearly every salon's name has: a cell is narrow."""
        rest = self.salon
        for usual in ("ふれあいサロン", "いきいきサロン", "ふれあい", "サロン"):
            rest = rest.replace(usual, "")
        return rest.strip() or self.salon

    def stands(self) -> str:
        """Return how it stands, in words."""
        return w.STATE_WORDS[self.state]

    def words(self) -> str:
        """Return it as a screen reader says it."""
        return "、".join(t for t in (self.salon, self.stands(), self.figure()) if t)

    def figure(self) -> str:
        """Return 「8人」 for one that was held."""
        return f"{self.total}人" if self.state == w.HELD else ""


@dataclass(frozen=True, slots=True)
class CellWords:
    """What an assistive program says of a day: without anything, and what pressing does with and without it."""

    nothing: str = "開催はありません"
    full: str = "開催を開きます"
    empty: str = "この日に 開催を登録します"


class MonthCalendar(QWidget):
    """A month from Monday to Sunday; arrow keys move from day to day, Enter opens.

    Signals:
        day_chosen(str): ISO date of the day that was pressed.
    """

    day_chosen = Signal(str)

    def __init__(self, *, name: str = "salon_calendar", cells: CellWords | None = None) -> None:
        super().__init__()
        self._words = cells or CellWords()
        self.setObjectName(name)
        self.setAccessibleName("月のこよみ")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._cells: dict[str, DayCell] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)

    def show_month(self, month: str, sessions: Iterable[tuple[str, DaySession]], today: str) -> None:
        """Show a month.

        Args:
            month: "2026-06".
            sessions: (ISO date, session), in order.
            today: ISO date; its cell is marked, and reached first by Tab.
        """
        by_day: dict[str, list[DaySession]] = {}
        for day, session in sessions:
            by_day.setdefault(day, []).append(session)
        clear_layout(self._grid)
        self._cells = {}
        for column, name in enumerate(_WEEKDAYS):
            self._grid.addWidget(_heading(name), 0, column)
            self._grid.setColumnStretch(column, 1)
        holidays = holidays_of(month)
        first_day = date.fromisoformat(f"{month}-01")
        days = monthrange(first_day.year, first_day.month)[1]
        for at in range(days):
            on = first_day + timedelta(days=at)
            iso = on.isoformat()
            red = on.weekday() == 6 or on.day in holidays
            cell = DayCell(
                iso, by_day.get(iso, []), self._words, red=red, today=iso == today, holiday=on.day in holidays
            )
            cell.clicked.connect(partial(self._press, iso))
            cell.stepped.connect(partial(self._step, on))
            cell.close_edges(last=on.weekday() == 6 or on.day == days, lowest=on.day + 7 > days)
            self._grid.addWidget(cell, (first_day.weekday() + at) // 7 + 1, on.weekday())
            self._cells[iso] = cell
        first = self._cells.get(today) or next(iter(self._cells.values()))
        first.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def cell(self, day: str) -> DayCell:
        """Return the cell of a day of the month shown."""
        return self._cells[day]

    def _press(self, day: str, _checked: bool = False) -> None:
        self.day_chosen.emit(day)

    def _step(self, on: date, by: int) -> None:
        found = self._cells.get((on + timedelta(days=by)).isoformat())
        if found is not None:
            for cell in self._cells.values():
                cell.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            found.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            found.setFocus(Qt.FocusReason.TabFocusReason)


def _heading(weekday: str) -> QLabel:
    made = label(weekday, "second", tone="error" if weekday == "日" else "")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


class DayCell(PaintedButton):
    """One day: its number, and up to two salons with how they stand."""

    stepped = Signal(int)

    def __init__(
        self,
        day: str,
        sessions: list[DaySession],
        cells: CellWords,
        *,
        red: bool,
        today: bool,
        holiday: bool = False,
    ) -> None:
        said = "、".join(s.words() for s in sessions) or cells.nothing
        named = "、祝日" if holiday else ""
        super().__init__(f"{w.day_words(day)}{named}、{said}", name=f"salon_day_{day[8:]}", high=72, wide=96)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleDescription(cells.full if sessions else cells.empty)
        self._day, self._sessions, self._red, self._today = int(day[8:]), sessions, red, today
        self._last = self._lowest = self._by_mouse = False
        self.clicked.connect(self._leave_focus)  # before whoever opens the day

    def close_edges(self, *, last: bool, lowest: bool) -> None:
        """Draw the right or lower edge too, where no other cell follows that draws it as its own."""
        self._last, self._lowest = last, lowest

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell a click of the mouse from one of the keys."""
        self._by_mouse = True
        super().mouseReleaseEvent(event)
        self._by_mouse = False

    def _leave_focus(self) -> None:
        """Keep no focus of the mouse: Qt would hand it on to もどる of the page that the day opens, as if it were meant."""
        if self._by_mouse:
            self.clearFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        ground = c.YELLOW if self.hasFocus() else c.TINT if self.underMouse() or self._sessions else c.WHITE
        painter.setPen(pen(c.EDGE, 1))
        painter.setBrush(QColor(ground))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5 if self._last else 0.5, -0.5 if self._lowest else 0.5))
        self._paint_number(painter)
        if len(self._sessions) == 1:
            self._paint_only(painter, box, self._sessions[0])
        else:
            for line, session in enumerate(self._sessions[:_LINES]):
                self._paint_line(painter, box, line, session)
        more = len(self._sessions) - _LINES
        if more > 0:
            painter.setFont(font("second"))
            painter.setPen(self._ink(c.INK2))
            at = QRectF(box.width() - px(70), px(2), px(64), px(24))
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"ほか{more}")

    def _paint_number(self, painter: QPainter) -> None:
        painter.setFont(font("label" if self._today else "second"))
        at = QRectF(px(4), px(3), px(28), px(24))
        if self._today and not self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.ACCENT))
            painter.drawRoundedRect(at, 6, 6)
        painter.setPen(self._ink(c.WHITE if self._today else c.RED if self._red else c.INK))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(self._day))

    def _paint_only(self, painter: QPainter, box: QRectF, session: DaySession) -> None:
        """Write the name over the whole cell, and below it by sign and word how it stands."""
        off = session.state == w.CANCELLED
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK2 if off else c.INK))
        elided(painter, self._line(box, 0), session.short())
        left = self._line(box, 1)
        sign = _SIGNS[session.state]
        if sign:
            side = px(18)
            paint_sign(painter, QRectF(left.x(), left.center().y() - side / 2, side, side), sign)
            left.setLeft(left.left() + side + px(5))
        painter.setFont(font("second"))
        painter.setPen(self._ink(c.INK2 if off else c.INK))
        elided(painter, left, session.figure() or session.stands())

    def _paint_line(self, painter: QPainter, box: QRectF, line: int, session: DaySession) -> None:
        """Write one of several sessions: its name, then the people, or a sign that tells how it stands."""
        at = self._line(box, line)
        painter.setFont(font("second"))
        figure = session.figure()
        if figure:
            wide = painter.fontMetrics().horizontalAdvance(figure) + 2
            painter.setPen(self._ink(c.INK))
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, figure)
        else:
            side = wide = px(18)
            sign = _SIGNS[session.state]
            if sign:
                paint_sign(painter, QRectF(at.right() - side, at.center().y() - side / 2, side, side), sign)
        at.setRight(at.right() - wide - px(4))
        painter.setPen(self._ink(c.INK2 if session.state == w.CANCELLED else c.INK))
        elided(painter, at, session.short())

    @staticmethod
    def _line(box: QRectF, line: int) -> QRectF:
        return QRectF(px(6), px(26) + line * px(22), box.width() - px(11), px(22))
