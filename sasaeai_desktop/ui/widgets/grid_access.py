"""A grid with a cursor whose cells are painted, told to screen readers as a table of cells in words."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QWidget

from sasaeai_desktop.ui.widgets.grid_cursor import Cell
from sasaeai_desktop.ui.widgets.grid_look import GridMeasures
from sasaeai_desktop.ui.widgets.grid_sheet import GridSheet


class SpokenGrid(QWidget):
    """What a screen reader has to know of a grid: its cells, what each says, where each lies, and the cursor.

    Attributes:
        sheet: what is shown.
        measures: where its cells lie.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sheet = GridSheet()
        self.measures = GridMeasures(self, self.sheet)
        self._cursor = Cell(0, 1)
        self._spoken = _Spoken()
        self.destroyed.connect(partial(_forget, self._spoken))
        _speak_grids()

    @property
    def days(self) -> int:
        """How many days the month has."""
        return self.sheet.days

    def cursor_cell(self) -> Cell:
        """Return where the cursor is."""
        return self._cursor

    def cell_words(self, row: int, day: int) -> str:
        """Return a cell in words: person, day, weekday, mark."""
        return self.sheet.words(row, day)

    def cell_rect(self, row: int, day: int) -> QRect:
        """Return where a cell is drawn."""
        return self.measures.rect(row, day)

    def speak(self, cell: Cell) -> None:
        """Say that the cursor came to a cell."""
        self.setAccessibleDescription(self.cell_words(cell.row, cell.day))
        if QAccessible.isActive():
            here = QAccessibleEvent(self, QAccessible.Event.Focus)
            here.setChild(cell.row * self.days + cell.day - 1)
            QAccessible.updateAccessibility(here)

    def interface(self) -> GridAccess:
        """Return a new description of this grid, for Qt's factory.

        Qt asks again for the same grid after its QMetaObject became another one (PySide makes a new one when a
        signal is connected to a plain method), and deletes each answer by itself: the same answer twice is deleted
        twice. Python must not let go of any of them meanwhile.
        """
        made = GridAccess(self)
        self._spoken.tables.append(made)
        return made

    def cell_interface(self, table: GridAccess, index: int) -> CellAccess:
        """Return the description of a cell, made when it is first asked for."""
        cells = self._spoken.cells
        if index not in cells:
            cells[index] = CellAccess(table, self, index)
            self._spoken.ids.append(QAccessible.registerAccessibleInterface(cells[index]))
        return cells[index]


class _Spoken:
    """What Qt was given of one grid: tables die with the widget, cells have to be taken back by their numbers."""

    def __init__(self) -> None:
        self.tables: list[GridAccess] = []
        self.cells: dict[int, CellAccess] = {}
        self.ids: list[int] = []


def _forget(spoken: _Spoken, *_grid: object) -> None:
    """Take the cells of a grid that is gone back from Qt."""
    for number in spoken.ids:
        QAccessible.deleteAccessibleInterface(number)
    spoken.ids.clear()
    spoken.cells.clear()
    spoken.tables.clear()


class GridAccess(QAccessibleWidget):
    """The grid: one child per cell, row by row, day by day."""

    def __init__(self, grid: SpokenGrid) -> None:
        super().__init__(grid, QAccessible.Role.Table, grid.accessibleName())
        self._grid = grid

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """Return how many cells there are."""
        return len(self._grid.sheet.rows) * self._grid.days

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # the stub knows no None
        """Return a cell."""
        return self._grid.cell_interface(self, index) if 0 <= index < self.childCount() else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """Return the place of a cell, -1 for anything else."""
        return child.index if isinstance(child, CellAccess) else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802 - Qt's name; the stub knows no None
        """Return the cell of the cursor."""
        cell = self._grid.cursor_cell()
        return self.child(cell.row * self._grid.days + cell.day - 1)


class CellAccess(QAccessibleInterface):
    """One cell."""

    def __init__(self, table: GridAccess, grid: SpokenGrid, index: int) -> None:
        super().__init__()
        self._table, self._grid, self.index = table, grid, index

    def _place(self) -> tuple[int, int]:
        row, day = divmod(self.index, self._grid.days)
        return row, day + 1

    def isValid(self) -> bool:  # noqa: N802 - Qt's name
        """Say whether the sheet still has this cell."""
        return self.index < len(self._grid.sheet.rows) * self._grid.days

    def object(self) -> QObject | None:  # type: ignore[override]  # a cell is no widget
        """Return nothing: cells are painted."""
        return None

    def text(self, what: QAccessible.Text) -> str:
        """Return person, day, weekday and mark."""
        named = what == QAccessible.Text.Name and self.isValid()
        return self._grid.cell_words(*self._place()) if named else ""

    def setText(self, _what: QAccessible.Text, _text: str) -> None:
        """Nothing: marks are keys."""

    def rect(self) -> QRect:
        """Return where the cell is on the screen."""
        here = self._grid.cell_rect(*self._place()) if self.isValid() else QRect()
        return here.translated(self._grid.mapToGlobal(QPoint(0, 0)))

    def role(self) -> QAccessible.Role:
        """Say that it is a cell."""
        return QAccessible.Role.Cell

    def state(self) -> QAccessible.State:
        """Say whether the cursor is here."""
        found = QAccessible.State()
        cell = self._grid.cursor_cell()
        here = (cell.row, cell.day) == self._place()
        for name, on in (("focusable", True), ("selectable", True), ("focused", here), ("selected", here)):
            setattr(found, name, on)
        return found

    def parent(self) -> QAccessibleInterface:
        """Return the table."""
        return self._table

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # the stub knows no None
        """Return nothing: a cell has no parts."""
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802 - as above
        """Return nothing."""
        return None

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """Return 0."""
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """Return -1."""
        return -1

    def backgroundColor(self) -> QColor:  # noqa: N802 - Qt's name
        """Return no particular colour."""
        return QColor()

    def foregroundColor(self) -> QColor:  # noqa: N802 - Qt's name
        """Return no particular colour."""
        return QColor()


def _make(_key: str, thing: Any) -> QAccessibleInterface | None:
    return thing.interface() if isinstance(thing, SpokenGrid) else None


def _speak_grids() -> None:
    """Tell Qt once how to describe a grid."""
    app = QApplication.instance()
    if app is not None and not app.property("grids_speak"):
        app.setProperty("grids_speak", True)
        QAccessible.installFactory(_make)
