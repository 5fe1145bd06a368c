"""What a month grid shows: people in paper order, the days of one month, and the mark of each day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sasaeai_desktop.ui.widgets.grid_cursor import Cell

MARK_WORDS = {"訪": "訪ねた", "電": "電話した", "姿": "姿を見た", "不": "いなかった", "": "まだ"}
_WEEKDAYS = "月火水木金土日"


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


class GridSheet:
    """The rows of one month.

    Attributes:
        month: "2026-05".
        days: how many days it has.
        red: Sundays and public holidays.
        holidays: the public holidays among them.
        rows: people in paper order.
    """

    def __init__(
        self, month: str = "2000-01", rows: Sequence[GridRow] = (), holidays: Iterable[int] = ()
    ) -> None:
        self.month = month
        self._year, self._number = (int(part) for part in month.split("-"))
        self.days = monthrange(self._year, self._number)[1]
        self.holidays = frozenset(holidays)
        sundays = (d for d in range(1, self.days + 1) if self._weekday(d) == "日")
        self.red = self.holidays | frozenset(sundays)
        self.rows = list(rows)

    def _weekday(self, day: int) -> str:
        return _WEEKDAYS[date(self._year, self._number, day).weekday()]

    def mark_at(self, row: int, day: int) -> str:
        """Return the mark of a cell, "" when empty."""
        return self.rows[row].marks.get(day, "")

    def filled(self, cell: Cell) -> bool:
        """Say whether a cell has a mark."""
        return cell.day in self.rows[cell.row].marks

    def put(self, cell: Cell, mark: str) -> None:
        """Put a mark; "" takes it away, and its ！ with it."""
        row = self.rows[cell.row]
        if mark:
            row.marks[cell.day] = mark
        else:
            row.marks.pop(cell.day, None)
            row.concerns.discard(cell.day)

    def set_concern(self, row: int, day: int, *, on: bool) -> None:
        """Put the ！ at a mark, or take it away."""
        days = self.rows[row].concerns
        if on:
            days.add(day)
        else:
            days.discard(day)

    def count(self) -> int:
        """Return how many marks there are."""
        return sum(len(row.marks) for row in self.rows)

    def open_planned(self) -> int:
        """Return how many planned days have no mark yet."""
        return sum(1 for row in self.rows for day in row.planned if day <= self.days and day not in row.marks)

    def words(self, row: int, day: int) -> str:
        """Return a cell in words: person, day, weekday, plan, mark."""
        shown = self.rows[row]
        said = [shown.name, f"{self._number}月{day}日 {self._weekday(day)}曜日"]
        if day in self.holidays:
            said.append("祝日")
        if day in shown.planned:
            said.append("予定の日")
        said.append(MARK_WORDS[shown.marks.get(day, "")])
        if day in shown.concerns:
            said.append("気になる")
        return "、".join(said)
