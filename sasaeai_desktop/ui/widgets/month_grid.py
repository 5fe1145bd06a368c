"""A month of marks as on the paper sheet: two halves of 16 days, one key per mark, in paper order."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy

from sasaeai_desktop.ui.widgets.grid_access import SpokenGrid
from sasaeai_desktop.ui.widgets.grid_cursor import Cell, Moves
from sasaeai_desktop.ui.widgets.grid_look import GridLook, GridMeasures
from sasaeai_desktop.ui.widgets.grid_sheet import GridRow, GridSheet
from sasaeai_desktop.ui.widgets.painted import grow_with_text

KEYS = {"1": "訪", "2": "電", "3": "姿", "0": "不"}
SIGN_KEY = "4"


class MonthGrid(SpokenGrid):
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
        self.look = self._look()
        self._moves = Moves((), 31, self.sheet.filled)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Marks are single keys: with the input method off a 1 is a 1 whatever mode the keyboard is in.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName("紙の訪問票")

    def _look(self) -> GridLook:
        """Return how the sheet is drawn."""
        return GridLook(self, self.sheet, self.measures)

    # What it shows

    def show_month(self, month: str, rows: Sequence[GridRow], holidays: Iterable[int] = ()) -> None:
        """Show a month.

        Args:
            month: "2026-05".
            rows: people in paper order.
            holidays: public holidays; Sundays are red by themselves.
        """
        self.sheet = GridSheet(month, rows, holidays)
        self.measures = GridMeasures(self, self.sheet)
        self.look = self._look()
        self._moves = Moves([row.planned for row in self.rows], self.days, self.sheet.filled)
        self.updateGeometry()
        self._go(self._moves.start())

    @property
    def rows(self) -> list[GridRow]:
        """People in paper order."""
        return self.sheet.rows

    def set_cursor(self, row: int, day: int) -> None:
        """Move the cursor."""
        self._go(Cell(row, day))

    def mark_at(self, row: int, day: int) -> str:
        """Return the mark of a cell, "" when empty."""
        return self.sheet.mark_at(row, day)

    def set_mark(self, mark: str, *, advance: bool = True) -> None:
        """Put a mark where the cursor is ("" clears) and jump on, as keys and buttons do."""
        if not self.rows:
            return
        cell = self._cursor
        self.sheet.put(cell, mark)
        self.update()
        self.mark_changed.emit(cell.row, cell.day, mark)
        self._go(self._moves.after_mark(cell) if mark and advance else cell)

    def set_concern(self, row: int, day: int, *, on: bool) -> None:
        """Draw the ！ at a mark, or take it away."""
        self.sheet.set_concern(row, day, on=on)
        self.update()

    def count(self) -> int:
        """Return how many marks there are."""
        return self.sheet.count()

    def open_planned(self) -> int:
        """Return how many planned days have no mark yet."""
        return self.sheet.open_planned()

    # Size

    def sizeHint(self) -> QSize:
        """Return the size of all blocks."""
        return self.measures.hint()

    def minimumSizeHint(self) -> QSize:
        """Return the size with the narrowest cells, all blocks."""
        return self.measures.least()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with 文字の大きさ."""
        grow_with_text(self, event)
        super().changeEvent(event)

    # Keys and mouse

    def cell_at(self, at: QPoint) -> Cell | None:
        """Return the cell under a point."""
        return self.measures.at(at)

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
            key.Key_End: lambda: Cell(cell.row, self.days),
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
        self.speak(cell)
        self._bring_into_view(cell)
        self.update()
        self.cursor_moved.emit(cell.row, cell.day)

    def _bring_into_view(self, cell: Cell) -> None:
        parent = self.parentWidget()
        area = parent.parentWidget() if parent is not None else None
        if isinstance(area, QScrollArea):
            at = self.cell_rect(cell.row, cell.day).center()
            area.ensureVisible(at.x(), at.y(), 40, self.measures.block)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the blocks that are seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.look.draw(painter, event.rect(), self._cursor)
