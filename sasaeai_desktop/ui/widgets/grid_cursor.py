"""Where the cursor of the month grid goes: pure moves over rows and days, no drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

HALF = 16  # columns of one half, as on paper


@dataclass(frozen=True, slots=True)
class Cell:
    """A row (0 = first person) and a day of the month (1 = first)."""

    row: int
    day: int


class Moves:
    """The moves over ``rows`` people and ``days`` days.

    Args:
        planned: planned days of each row.
        days: days of the month, 28 to 31.
        filled: says whether a cell already has a mark.
    """

    def __init__(self, planned: Sequence[frozenset[int]], days: int, filled: Callable[[Cell], bool]) -> None:
        self._planned, self._days, self._filled = planned, days, filled

    def start(self) -> Cell:
        """Return where typing begins: the first person with a planned day still open, or without any plan."""
        for row, plan in enumerate(self._planned):
            if (day := self._next_planned(row, 0)) is not None:
                return Cell(row, day)
            if not plan:
                return Cell(row, 1)
        return Cell(0, 1)

    def after_mark(self, cell: Cell) -> Cell:
        """Return where the cursor jumps after a mark.

        To the next open planned day of the person, then of the people below; a person without any plan goes
        on by one day, so that a row of daily marks can be typed without arrows.
        """
        if not self._planned[cell.row]:
            return self.sideways(cell, 1)
        if (day := self._next_planned(cell.row, cell.day)) is not None:
            return Cell(cell.row, day)
        return self.next_row(cell) or cell

    def sideways(self, cell: Cell, by: int) -> Cell:
        """Go left or right by days, running on into the other half."""
        return Cell(cell.row, max(1, min(self._days, cell.day + by)))

    def up_down(self, cell: Cell, by: int) -> Cell:
        """Go up or down by halves, running on into the next person."""
        line = cell.row * 2 + (cell.day > HALF) + by
        if not 0 <= line < 2 * len(self._planned):
            return cell
        column = (cell.day - 1) % HALF
        return Cell(line // 2, min(self._days, (line % 2) * HALF + column + 1))

    def next_row(self, cell: Cell) -> Cell | None:
        """Return the first open planned day of the next person, None after the last."""
        return self._enter_row(cell.row + 1)

    def previous_row(self, cell: Cell) -> Cell | None:
        """Return the first open planned day of the person above, None before the first."""
        return self._enter_row(cell.row - 1)

    def _enter_row(self, row: int) -> Cell | None:
        if not 0 <= row < len(self._planned):
            return None
        return Cell(row, self._next_planned(row, 0) or 1)

    def _next_planned(self, row: int, after: int) -> int | None:
        open_days = (
            d for d in self._planned[row] if after < d <= self._days and not self._filled(Cell(row, d))
        )
        return min(open_days, default=None)
