"""The stamp card: a block per person, two halves of 16 days, one key per mark, in paper order."""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from sasaeai_desktop.ui.theme import palette as c
from sasaeai_desktop.ui.theme.metrics import SMALLEST, font, px
from sasaeai_desktop.ui.theme.paint import elided, paint_mark, pen
from sasaeai_desktop.ui.widgets.grid_access import GridAccess, speak_grids
from sasaeai_desktop.ui.widgets.grid_cursor import HALF, Cell, Moves
from sasaeai_desktop.ui.widgets.painted import grow_with_text

KEYS = {"1": "訪", "2": "電", "3": "姿", "0": "不"}
SIGN_KEY = "4"
MARK_WORDS = {"訪": "訪ねた", "電": "電話した", "姿": "姿を見た", "不": "いなかった", "": "まだ"}
_WEEKDAYS = "月火水木金土日"
_PAD = 8
_GAP = 8


@dataclass(slots=True)
class GridRow:
    """One person's block.

    Attributes:
        key: what the page needs (an id).
        name: as written.
        second: 「さくら・月木」.
        planned: planned days of the month.
        marks: mark by day: 訪 電 姿 不.
        concerns: days whose mark carries the ！.
    """

    key: object
    name: str
    second: str = ""
    planned: frozenset[int] = frozenset()
    marks: dict[int, str] = field(default_factory=dict)
    concerns: set[int] = field(default_factory=set)


class MonthGrid(QWidget):
    """Type a paper sheet: 1 訪, 2 電, 3 姿, 0 不, 4 様子, Delete clears, arrows move, Tab next person.

    Put it in a QScrollArea; it scrolls itself so that the cursor is seen. Full-width digits count too.

    Signals:
        mark_changed(int, int, str): row, day, mark ("" when cleared).
        cursor_moved(int, int): row, day.
        signs_requested(int, int): row, day; 様子をえらぶ for the mark there.
    """

    mark_changed = Signal(int, int, str)
    cursor_moved = Signal(int, int)
    signs_requested = Signal(int, int)

    def __init__(self, *, name: str = "month_grid") -> None:
        super().__init__()
        self.setObjectName(name)
        self.rows: list[GridRow] = []
        self.access: GridAccess | None = None
        speak_grids()
        self._month, self._days, self._red = "2000-01", 31, frozenset[int]()
        self._cursor = Cell(0, 1)
        self._moves = Moves((), 31, self._filled)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Marks are single keys: with the input method off a 1 is a 1 whatever mode the keyboard is in.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName("紙の訪問票")

    # What it shows

    def show_month(self, month: str, rows: Sequence[GridRow], holidays: Iterable[int] = ()) -> None:
        """Show a month.

        Args:
            month: "2026-05".
            rows: people in paper order.
            holidays: public holidays; Sundays are red by themselves.
        """
        year, number = (int(part) for part in month.split("-"))
        self._month, self._days = month, monthrange(year, number)[1]
        sundays = (d for d in range(1, self._days + 1) if date(year, number, d).weekday() == 6)
        self._red = frozenset((*holidays, *sundays))
        self.rows = list(rows)
        self._moves = Moves([row.planned for row in self.rows], self._days, self._filled)
        self.updateGeometry()
        self._go(self._moves.start())

    @property
    def days(self) -> int:
        """How many days the month has."""
        return self._days

    def cursor_cell(self) -> Cell:
        """Return where the cursor is."""
        return self._cursor

    def set_cursor(self, row: int, day: int) -> None:
        """Move the cursor."""
        self._go(Cell(row, day))

    def mark_at(self, row: int, day: int) -> str:
        """Return the mark of a cell, "" when empty."""
        return self.rows[row].marks.get(day, "")

    def set_mark(self, mark: str, *, advance: bool = True) -> None:
        """Put a mark where the cursor is ("" clears) and jump on, as keys and buttons do."""
        if not self.rows:
            return
        cell = self._cursor
        row = self.rows[cell.row]
        if mark:
            row.marks[cell.day] = mark
        else:
            row.marks.pop(cell.day, None)
            row.concerns.discard(cell.day)
        self.update()
        self.mark_changed.emit(cell.row, cell.day, mark)
        self._go(self._moves.after_mark(cell) if mark and advance else cell)

    def set_concern(self, row: int, day: int, *, on: bool) -> None:
        """Draw the ！ at a mark, or take it away."""
        days = self.rows[row].concerns
        if on:
            days.add(day)
        else:
            days.discard(day)
        self.update()

    def count(self) -> int:
        """Return how many marks there are."""
        return sum(len(row.marks) for row in self.rows)

    def open_planned(self) -> int:
        """Return how many planned days have no mark yet."""
        return sum(
            1 for row in self.rows for day in row.planned if day <= self._days and day not in row.marks
        )

    def cell_words(self, row: int, day: int) -> str:
        """Return a cell in words: person, day, weekday, mark."""
        shown = self.rows[row]
        year, month = (int(part) for part in self._month.split("-"))
        words = [shown.name, f"{month}月{day}日 {_WEEKDAYS[date(year, month, day).weekday()]}曜日"]
        if day in shown.planned:
            words.append("予定の日")
        words.append(MARK_WORDS[shown.marks.get(day, "")])
        if day in shown.concerns:
            words.append("気になる")
        return "、".join(words)

    def _filled(self, cell: Cell) -> bool:
        return cell.day in self.rows[cell.row].marks

    # Measures

    def _names_width(self) -> int:
        return px(136)

    def _cell_width(self) -> int:
        room = self.width() - self._names_width() - px(56)
        return max(34, min(px(48), room // HALF))

    def _cell_height(self) -> int:
        return px(44)

    def _block_height(self) -> int:
        return 2 * self._cell_height() + 2 * _PAD

    def sizeHint(self) -> QSize:
        """Return the size of all blocks."""
        wide = self._names_width() + HALF * px(48) + px(56)
        return QSize(wide, max(1, len(self.rows)) * (self._block_height() + _GAP))

    def minimumSizeHint(self) -> QSize:
        """Return the size with cells of 34 px, all blocks."""
        return QSize(self._names_width() + HALF * 34 + px(56), self.sizeHint().height())

    def cell_rect(self, row: int, day: int) -> QRect:
        """Return where a cell is drawn."""
        wide, high = self._cell_width(), self._cell_height()
        half, column = divmod(day - 1, HALF)
        top = row * (self._block_height() + _GAP) + _PAD + half * high
        return QRect(self._names_width() + column * wide, top, wide, high)

    def cell_at(self, at: QPoint) -> Cell | None:
        """Return the cell under a point."""
        row = at.y() // (self._block_height() + _GAP)
        if not 0 <= row < len(self.rows):
            return None
        days = range(1, self._days + 1)
        return next((Cell(row, day) for day in days if self.cell_rect(row, day).contains(at)), None)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        grow_with_text(self, event)
        super().changeEvent(event)

    # Keys and mouse

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab goes to the next person, and out of the grid after the last."""
        if self.rows:
            cell = self._moves.next_row(self._cursor) if forward else self._moves.previous_row(self._cursor)
            if cell is not None:
                self._go(cell)
                return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type marks and move."""
        key = unicodedata.normalize("NFKC", event.text())
        if not self.rows:
            super().keyPressEvent(event)
        elif key in KEYS:
            self.set_mark(KEYS[key])
        elif key == SIGN_KEY:
            self.signs_requested.emit(self._cursor.row, self._cursor.day)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_mark("")
        elif (cell := self._moved(event)) is not None:
            self._go(cell)
        else:
            super().keyPressEvent(event)

    def _moved(self, event: QKeyEvent) -> Cell | None:
        cell, moves = self._cursor, self._moves
        key = Qt.Key
        goes: dict[int, Callable[[], Cell | None]] = {
            key.Key_Left: lambda: moves.sideways(cell, -1),
            key.Key_Right: lambda: moves.sideways(cell, 1),
            key.Key_Up: lambda: moves.up_down(cell, -1),
            key.Key_Down: lambda: moves.up_down(cell, 1),
            key.Key_Home: lambda: Cell(cell.row, 1),
            key.Key_End: lambda: Cell(cell.row, self._days),
            key.Key_PageDown: lambda: moves.next_row(cell),
            key.Key_PageUp: lambda: moves.previous_row(cell),
            key.Key_Return: lambda: moves.after_mark(cell),
            key.Key_Enter: lambda: moves.after_mark(cell),
            key.Key_Space: lambda: moves.after_mark(cell),
        }
        go = goes.get(event.key())
        return go() if go is not None else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor where the person points."""
        cell = self.cell_at(event.position().toPoint())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._go(cell)

    def _go(self, cell: Cell) -> None:
        self._cursor = cell
        if not self.rows:
            return
        words = self.cell_words(cell.row, cell.day)
        self.setAccessibleDescription(words)
        if QAccessible.isActive():
            here = QAccessibleEvent(self, QAccessible.Event.Focus)
            here.setChild(cell.row * self._days + cell.day - 1)
            QAccessible.updateAccessibility(here)
        self._bring_into_view(cell)
        self.update()
        self.cursor_moved.emit(cell.row, cell.day)

    def _bring_into_view(self, cell: Cell) -> None:
        parent = self.parentWidget()
        area = parent.parentWidget() if parent is not None else None
        if isinstance(area, QScrollArea):
            at = self.cell_rect(cell.row, cell.day).center()
            area.ensureVisible(at.x(), at.y(), 40, self._block_height())

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the blocks that are seen, then the cursor over them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self._block_height() + _GAP
        seen = event.rect()
        for at in range(max(0, seen.top() // step), min(len(self.rows), seen.bottom() // step + 1)):
            self._block(painter, at)
        if self.rows:
            self._draw_cursor(painter)

    def _block(self, painter: QPainter, at: int) -> None:
        row, here = self.rows[at], at == self._cursor.row
        top = at * (self._block_height() + _GAP)
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.TINT))
            painter.drawRoundedRect(QRectF(0, top, self.width(), self._block_height()), 12, 12)
        painter.setFont(font("name"))
        painter.setPen(QColor(c.ACCENT if here else c.INK))
        room = self._names_width() - 14
        elided(painter, QRectF(12, top + _PAD + px(8), room, px(34)), row.name)
        painter.setFont(font("second"))
        painter.setPen(QColor(c.INK2))
        elided(painter, QRectF(12, top + _PAD + px(44), room, px(28)), row.second)
        for day in range(1, self._days + 1):
            self._cell(painter, row, day, QRectF(self.cell_rect(at, day)))
        for day, mark in row.marks.items():  # after the cells: the ！ reaches over the border
            box = QRectF(self.cell_rect(at, day))
            self._stamp(painter, box, min(px(32), box.width() - 2), mark, concern=day in row.concerns)
        self._total(painter, at, top, here=here)

    def _cell(self, painter: QPainter, row: GridRow, day: int, box: QRectF) -> None:
        painter.setPen(QPen(QColor(c.EDGE), 1))
        painter.setBrush(QColor(c.PLAN if day in row.planned and day not in row.marks else c.WHITE))
        painter.drawRect(box.translated(0.5, 0.5))
        if day in row.marks:
            return
        painter.setFont(self._digits("second"))
        painter.setPen(QColor(c.RED if day in self._red else c.INK2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(day))

    def _stamp(self, painter: QPainter, box: QRectF, side: float, mark: str, *, concern: bool) -> None:
        stamp = QRectF(0, 0, side, side)
        stamp.moveCenter(box.center())
        paint_mark(painter, stamp, mark, concern=concern)

    def _digits(self, role: str) -> QFont:
        """Return the font of a day number, which must leave air between the lines of a narrow cell."""
        made = font(role)
        made.setPixelSize(max(SMALLEST, min(made.pixelSize(), round(self._cell_width() * 0.55))))
        return made

    def _total(self, painter: QPainter, at: int, top: int, *, here: bool) -> None:
        right = self._names_width() + HALF * self._cell_width()
        box = QRectF(right, top + _PAD + px(6), min(px(52), self.width() - right - 6), px(36))
        painter.setFont(font("section"))
        painter.setPen(QColor(c.ACCENT if here else c.INK))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, side, str(len(self.rows[at].marks)))
        painter.setFont(font("second"))
        painter.setPen(QColor(c.INK2))
        painter.drawText(box.translated(0, px(34)), side, "回")

    def _draw_cursor(self, painter: QPainter) -> None:
        cell = self._cursor
        box = QRectF(self.cell_rect(cell.row, cell.day)).adjusted(-1, -1, 2, 2)
        painter.setPen(pen(c.BLACK, 4))
        mark = self.mark_at(cell.row, cell.day)
        painter.setBrush(QColor(c.YELLOW))
        painter.drawRoundedRect(box, 3, 3)
        if mark:
            concern = cell.day in self.rows[cell.row].concerns
            self._stamp(painter, box, min(px(30), box.width() - 8), mark, concern=concern)
            return
        painter.setFont(self._digits("strong"))
        painter.setPen(QColor(c.BLACK))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(cell.day))
