"""Tables of the offices' forms: repeated heads, rows of one height, chunks of rows for pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sasaeai_desktop.forms.layout import LEFT
from sasaeai_desktop.forms.paper import BLOCK, FINE, GROUP, HEAVY, Align, Paper

Row = Sequence[str]
T = TypeVar("T")
HEAD_ROW = 7.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        head: its words in the head row.
        width: in mm.
        align: of the cells; the head follows.
        size: of the cells.
        least: smallest size before a text goes into two lines or gets narrower.
        bold: weight of the cells.
        two: a long text may stand in two small lines.
        small: their size; rows of 12 mm hold two lines of 10.5.
    """

    head: str
    width: float
    align: Align = "left"
    size: float = 12.0
    least: float = 9.0
    bold: bool = False
    two: bool = True
    small: float = 8.5


def width(columns: Sequence[Column]) -> float:
    """Return the width of a table; columns should fill the page (180 mm)."""
    return sum(column.width for column in columns)


def chunks(rows: Sequence[T], first: int, more: int) -> list[Sequence[T]]:
    """Return the rows of each page: ``first`` on the first, ``more`` on every further one; one page at least."""
    parts = [rows[:first]]
    parts += [rows[at : at + more] for at in range(first, len(rows), more)]
    return parts


def fitting(top: float, bottom: float, height: float) -> int:
    """Return how many rows of ``height`` fit between two edges below a head row."""
    return int((bottom - top - HEAD_ROW) / height + 1e-6)


def draw(
    paper: Paper,
    top: float,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    height: float = 9.0,
    empty: int = 0,
    total: Row = (),
    rules: bool = True,
    left: float = LEFT,
    every: int = 5,
) -> float:
    """Draw head and rows, return the lower edge.

    Args:
        paper: where to.
        top: upper edge of the head row.
        columns: from the left.
        rows: texts, as many as columns.
        height: of a row; 9 mm or more where people write.
        empty: open rows after them.
        total: bold last row.
        rules: draw lines between the columns.
        left: edge of the table.
        every: a stronger line after so many rows; 0 for none.
    """
    right = left + width(columns)
    edges = [left]
    for column in columns:
        edges.append(edges[-1] + column.width)
    paper.line(left, top, right, top, BLOCK)
    for column, x in zip(columns, edges, strict=False):
        _write(paper, column, x, top + HEAD_ROW - 2.2, column.head, 10.2, head=True)
    y = top + HEAD_ROW
    paper.line(left, y, right, y, BLOCK)
    count = len(rows) + empty
    for index in range(count):
        if index < len(rows):
            for column, x, text in zip(columns, edges, rows[index], strict=False):
                _write(paper, column, x, y + height / 2 + column.size * 0.127, text, column.size)
        y += height
        last = index == count - 1
        stronger = every and (index + 1) % every == 0
        paper.line(left, y, right, y, BLOCK if last else GROUP if stronger else FINE)
    if total:
        for column, x, text in zip(columns, edges, total, strict=False):
            _write(paper, column, x, y + height / 2 + 1.6, text, column.size, bold=True)
        y += height
        paper.line(left, y, right, y, HEAVY)
    if rules:
        for x in edges[1:-1]:
            paper.line(x, top, x, y)
    return y


def _write(
    paper: Paper,
    column: Column,
    x: float,
    base: float,
    text: str,
    size: float,
    *,
    head: bool = False,
    bold: bool = False,
) -> None:
    if not text:
        return
    room = column.width - 2.4
    bold = bold or (column.bold and not head)
    if column.align == "left" and column.two and not head:
        paper.one_or_two(x + 1.2, base, text, size, room, least=column.least, small=column.small, bold=bold)
        return
    at = {"left": x + 1.2, "center": x + column.width / 2, "right": x + column.width - 1.2}[column.align]
    paper.fit(at, base, text, size, room, least=7.5 if head else 8.0, bold=bold, align=column.align)
