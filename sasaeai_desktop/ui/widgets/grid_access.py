"""The month grid for screen readers: a table whose cells say person, day, weekday and mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor
from PySide6.QtWidgets import QAccessibleWidget, QApplication

if TYPE_CHECKING:
    from sasaeai_desktop.ui.widgets.month_grid import MonthGrid

# Qt keeps what a factory made, but Python would let go of it: each grid holds its own (``MonthGrid.access``).


class GridAccess(QAccessibleWidget):
    """The grid: one child per cell, row by row, day by day."""

    def __init__(self, grid: MonthGrid) -> None:
        super().__init__(grid, QAccessible.Role.Table, grid.accessibleName())
        self._grid = grid
        self._cells: dict[int, CellAccess] = {}

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        """Return how many cells there are."""
        return len(self._grid.rows) * self._grid.days

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # the stub knows no None
        """Return a cell."""
        if not 0 <= index < self.childCount():
            return None
        if index not in self._cells:
            self._cells[index] = CellAccess(self, self._grid, index)
            QAccessible.registerAccessibleInterface(self._cells[index])
        return self._cells[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        """Return the place of a cell, -1 for anything else."""
        return child.index if isinstance(child, CellAccess) else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802 - Qt's name; the stub knows no None
        """Return the cell of the cursor."""
        cell = self._grid.cursor_cell()
        return self.child(cell.row * self._grid.days + cell.day - 1)


class CellAccess(QAccessibleInterface):
    """One cell."""

    def __init__(self, table: GridAccess, grid: MonthGrid, index: int) -> None:
        super().__init__()
        self._table, self._grid, self.index = table, grid, index

    def _place(self) -> tuple[int, int]:
        row, day = divmod(self.index, self._grid.days)
        return row, day + 1

    def isValid(self) -> bool:  # noqa: N802 - Qt's name
        """Say whether the sheet still has this cell."""
        return self.index < len(self._grid.rows) * self._grid.days

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
    from sasaeai_desktop.ui.widgets.month_grid import MonthGrid  # noqa: PLC0415 - it imports this module

    if not isinstance(thing, MonthGrid):
        return None
    if thing.access is None:
        thing.access = GridAccess(thing)
    return thing.access


def speak_grids() -> None:
    """Tell Qt once how to describe a month grid."""
    app = QApplication.instance()
    if app is not None and not app.property("grids_speak"):
        app.setProperty("grids_speak", True)
        QAccessible.installFactory(_make)
