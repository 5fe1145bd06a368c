"""What every reader of table files makes: sheets as grids of texts, each cell as its owner sees it.

A cell is a plain ``str``; where it matters later what a spreadsheet held there (a real day, a formula without an answer),
it is a ``Mark``: the text with its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from typing import Self

from sasaeai_desktop.domain.clock import time_of


class Held(Enum):
    """What a spreadsheet held in a cell that is more than its text."""

    DAY = "day"  # a day cell: text 2023-10-05, or 2023-10-05 09:30
    CLOCK = "clock"  # a time of day
    NUMBER = "number"  # a number in no special format
    SHOWN = "shown"  # a number that its format shows as another text: T007, 3班
    ERROR = "error"  # #VALUE!
    UNANSWERED = "unanswered"  # a formula whose answer nobody has worked out
    ZERO = "zero"  # a formula that answers 0, as a reference to an empty cell does


class Mark(str):
    """A cell's text that remembers what the spreadsheet held.

    Attributes:
        held: which kind.
        raw: the number behind it, in Excel's 1900 reckoning where it is a day; "" for none.
    """

    __slots__ = ("held", "raw")

    held: Held
    raw: str

    def __new__(cls, text: str, held: Held, raw: str = "") -> Self:
        """Make a marked text."""
        mark = super().__new__(cls, text)
        mark.held = held
        mark.raw = raw
        return mark


Rows = Iterable[tuple[int, list[str]]]
"""Line number and cells; may be gone through again and again."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some of many rows, each perhaps changed, made while they are gone through.

    Attributes:
        rows: all of them.
        of: the cells of one row as they are wanted, None for a row that is not.
    """

    rows: Rows
    of: Callable[[int, list[str]], list[str] | None]

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield them."""
        for line, cells in self.rows:
            wanted = self.of(line, cells)
            if wanted is not None:
                yield line, wanted


Block = tuple[int, int, int, int]
"""A merged block: first line, first place, last line, last place; lines from 1, places from 0."""


@dataclass(slots=True)
class Grid:
    """One sheet.

    Attributes:
        name: its name; "" of a text file.
        rows: line number from 1 and cells; lines may be missing where nothing is. A list, or rows that stay on the disk.
        visible: whether its owner sees it.
        merged: merged blocks.
        hidden: lines that are hidden or filtered away.
        struck: lines whose texts are struck through.
        totals: lines that a table of Excel keeps its totals in.
    """

    name: str
    rows: Rows
    visible: bool = True
    merged: list[Block] = field(default_factory=list)
    hidden: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    totals: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """A table file: its sheets in order, and its encoding (utf-8, utf-16, cp932, xlsx, ods)."""

    grids: tuple[Grid, ...]
    encoding: str


_EPOCH = date(1899, 12, 30)
_EPOCH_1904_LATER = 1462  # days between the two reckonings
FIRST_SERIAL, LAST_SERIAL = 1, 73050  # 2099-12-31


def day_of_serial(serial: float) -> str:
    """Return the ISO date of Excel's serial number (1900 reckoning; its false 29 February 1900 is passed over)."""
    whole = int(serial)
    return (_EPOCH + timedelta(days=whole if whole > 60 else whole + 1)).isoformat()


def serial_1900(serial: float, *, since_1904: bool) -> float:
    """Return a serial number in the 1900 reckoning."""
    return serial + _EPOCH_1904_LATER if since_1904 else serial


def clock_of(part: float) -> str:
    """Return "09:30" of a fraction of a day, or of a longer span its hours."""
    return time_of(round(part * 1440))


def filled_down(grid: Grid, from_line: int) -> tuple[Rows, list[int]]:
    """Return the rows with merged blocks filled down, and the lines that got a value so.

    Args:
        grid: the sheet.
        from_line: the first line below the headers; blocks above it are titles.
    """
    blocks = [b for b in grid.merged if b[0] >= from_line and b[2] > b[0] and b[1] == b[3]]
    if not blocks:
        return grid.rows, []
    lines = {line: at for at, (line, _) in enumerate(grid.rows)}
    rows = [(line, list(cells)) for line, cells in grid.rows]
    filled: set[int] = set()
    for first, place, last, _ in blocks:
        at = lines.get(first)
        value = rows[at][1][place] if at is not None and len(rows[at][1]) > place else ""
        if not value.strip():
            continue
        for line in range(first + 1, last + 1):
            below = lines.get(line)
            if below is None or not any(map(str.strip, rows[below][1])):
                continue  # a row of nothing but the block stands for nobody
            cells = rows[below][1]
            cells.extend([""] * (place + 1 - len(cells)))
            if not cells[place]:
                cells[place] = value
                filled.add(line)
    return rows, sorted(filled)


def any_text(cells: Iterable[str]) -> bool:
    """Say whether a row holds anything that can be seen, or a formula that nobody has worked out."""
    for cell in cells:  # no generator: every row of a file passes here twice
        if cell:
            if not cell.isspace():
                return True
        elif isinstance(cell, Mark) and cell.held is Held.UNANSWERED:
            return True
    return False
