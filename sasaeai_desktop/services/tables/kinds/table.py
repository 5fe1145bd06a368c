"""A kind of table file as this desk knows it: how its rows are taken in, and which rows an export writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from sasaeai_desktop.exchange.kinds.kind import Kind, Row
from sasaeai_desktop.exchange.parsed import Parsed
from sasaeai_desktop.services.tables.kinds.book import Book
from sasaeai_desktop.services.tables.kinds.intake import Intake

W = TypeVar("W", bound=Row)
Take = Callable[[Intake, Iterable[Parsed]], None]


@dataclass(frozen=True, slots=True)
class TableKind:
    """A kind with both its ways.

    Attributes:
        kind: its declaration.
        take: makes records of the good rows of a file.
        rows: the rows of an export.
    """

    kind: Kind
    take: Take
    rows: Callable[[Book], Iterable[Row]]


def each(row: type[W], take: Callable[[Intake, int, W], None]) -> Take:
    """Return what takes rows one by one, each with its line."""

    def take_all(intake: Intake, rows: Iterable[Parsed]) -> None:
        for line, values in typed(row, rows):
            take(intake, line, values)

    return take_all


def typed(row: type[W], rows: Iterable[Parsed]) -> Iterable[tuple[int, W]]:
    """Yield line and values of rows that are known to be of a class."""
    for parsed in rows:
        assert isinstance(parsed.values, row)
        yield parsed.line, parsed.values
