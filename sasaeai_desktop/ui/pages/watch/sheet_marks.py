"""What stands on one paper sheet while it is typed in: marks of the grid, and the acts behind them. No widgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sasaeai_desktop.domain.ids import from_hex
from sasaeai_desktop.domain.watch import ABSENT_RESULTS, Condition
from sasaeai_desktop.services.watch.sheet_marks import SheetMark
from sasaeai_desktop.services.watch.sheets import Mark, SheetRow, SheetView
from sasaeai_desktop.ui.pages.watch.words import OF_MARK, is_concern, mark_of, short_town
from sasaeai_desktop.ui.widgets.grid_sheet import GridRow

Acts = dict[int, tuple[Mark, ...]]
"""Acts of a row by day; the first of a day is the one the grid shows, the others are kept as they are."""


_ROOM = 7  # full-width characters below a name


@dataclass(slots=True)
class SheetMarks:
    """The acts of every row, changed mark by mark.

    Attributes:
        view: the sheet as it was read.
        acts: per row, in paper order.
    """

    view: SheetView
    acts: list[Acts]

    @classmethod
    def of(cls, view: SheetView) -> SheetMarks:
        """Begin with what is recorded already."""
        return cls(view, [dict(row.marks) for row in view.rows])

    def set_mark(self, row: int, day: int, mark: str) -> None:
        """Put a mark on a day, or take it away with ""; the same mark again keeps what was noted with it."""
        held = self.acts[row].get(day, ())
        if not mark:
            self.acts[row].pop(day, None)
            return
        if held and mark_of(held[0].method, held[0].result) == mark:
            return
        method, result = OF_MARK[mark]
        # Of somebody who was not met nobody knows that all is as ever.
        usual = "" if result in ABSENT_RESULTS else Condition.SAME.value
        fresh = Mark(method, result, usual)
        first = replace(held[0], method=method, result=result) if held else fresh
        if first.condition in ("", Condition.SAME):
            first = replace(first, condition=usual)
        self.acts[row][day] = (first, *held[1:])

    def first(self, row: int, day: int) -> Mark | None:
        """Return the act that the grid shows on a day."""
        held = self.acts[row].get(day, ())
        return held[0] if held else None

    def set_condition(self, row: int, day: int, condition: str, signs: tuple[str, ...], memo: str) -> None:
        """Note how it was on a day that has a mark."""
        held = self.acts[row][day]
        self.acts[row][day] = (replace(held[0], condition=condition, signs=signs, memo=memo), *held[1:])

    def concern(self, row: int, day: int) -> bool:
        """Whether a day carries the ！."""
        return any(is_concern(m.condition) or m.signs for m in self.acts[row].get(day, ()))

    def count(self) -> int:
        """Return how many acts stand on the sheet."""
        return sum(len(acts) for row in self.acts for acts in row.values())

    def open_days(self, last: int) -> int:
        """Return how many planned days up to ``last`` have no mark yet."""
        return sum(
            1
            for row, acts in zip(self.view.rows, self.acts, strict=True)
            for day in row.planned
            if day <= last and day not in acts
        )

    def changed(self) -> bool:
        """Whether anything differs from what is recorded."""
        return any(acts != row.marks for row, acts in zip(self.view.rows, self.acts, strict=True))

    def state(self) -> dict[str, Any]:
        """Return the marks of everybody as JSON knows them, for a draft; by person, since rows may move."""
        return {
            row.person.hex(): {
                str(day): [
                    [m.method, m.result, m.condition, list(m.signs), m.memo, m.visit.hex() if m.visit else ""]
                    for m in held
                ]
                for day, held in sorted(acts.items())
            }
            for row, acts in zip(self.view.rows, self.acts, strict=True)
        }

    def show_state(self, state: dict[str, Any]) -> None:
        """Take what ``state`` returned; people who came to the sheet since keep what is recorded."""
        for at, row in enumerate(self.view.rows):
            days = state.get(row.person.hex())
            if days is not None:
                self.acts[at] = {int(day): tuple(map(_mark, held)) for day, held in days.items()}

    def grid_rows(self) -> list[GridRow]:
        """Return the blocks of the grid."""
        return [self._grid_row(at, row) for at, row in enumerate(self.view.rows)]

    def _grid_row(self, at: int, row: SheetRow) -> GridRow:
        town, days = short_town(row.town), row.plan.replace("・", "") if row.planned else ""
        both = "・".join(t for t in (town, days) if t)
        second = both if len(both) <= _ROOM else town  # the planned days are coloured anyway
        marks = {day: mark_of(held[0].method, held[0].result) for day, held in self.acts[at].items()}
        concerns = {day for day in self.acts[at] if self.concern(at, day)}
        return GridRow(row.person, row.name, second, row.planned, marks, concerns)

    def sheet_marks(self) -> Iterator[SheetMark]:
        """Return all acts as the service takes them."""
        for row, acts in zip(self.view.rows, self.acts, strict=True):
            for day, held in sorted(acts.items()):
                for m in held:
                    yield SheetMark(row.person, day, m.method, m.result, m.condition, m.signs, m.memo)


def _mark(kept: list[Any]) -> Mark:
    method, result, condition, signs, memo, visit = kept
    return Mark(method, result, condition, tuple(signs), memo, from_hex(visit) if visit else None)
