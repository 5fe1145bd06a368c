"""What came of the rows of a table."""

from __future__ import annotations

from dataclasses import dataclass, field

from sasaeai_desktop.exchange.findings import Asked, LeftOut, Notice, Reject
from sasaeai_desktop.exchange.kinds.kind import Row


@dataclass(frozen=True, slots=True)
class Parsed:
    """A good row and the line of the file on which it begins; ``asked`` waits for an answer or for what is stored."""

    line: int
    values: Row
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedTable:
    """All of a file: ``read`` is the number of its rows, whatever became of them."""

    kind: str
    rows: list[Parsed]
    rejected: list[Reject]
    unknown_columns: tuple[str, ...]
    read: int
    left_out: list[LeftOut] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
