"""What is told of the rows of a table file: refused, asked about, left out, or only noticed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self


class Line(int):
    """A line of a book with several sheets: the number, and the sheet it is on."""

    sheet: str

    def __new__(cls, number: int, sheet: str) -> Self:
        """Make a line."""
        line = super().__new__(cls, number)
        line.sheet = sheet
        return line


def sheet_of(line: int) -> str:
    """Return the sheet of a line, "" where the file has only one."""
    return line.sheet if isinstance(line, Line) else ""


def line_key(line: int) -> tuple[str, int]:
    """Return what tells two lines of one file apart."""
    return sheet_of(line), int(line)


@dataclass(frozen=True, slots=True)
class Reject:
    """A cell that cannot be taken, or with ``column`` empty a row. ``reason`` never repeats the value."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell that is possible but unlikely: its row waits for ``--confirm CODE``."""

    line: int
    column: str
    value: str
    reason: str
    code: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no record: totals, a repeated header, an example."""

    line: int
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the file that the person should know; ``lines`` where it is about rows."""

    code: str
    words: str
    lines: tuple[int, ...] = ()


LEFT_OUT_WORDS = {
    "total": "合計の行です。",
    "header": "見出しの くり返しです。",
    "example": "ひな形の例の行です。",
}


def rows_in(findings: Iterable[Reject | Asked | LeftOut]) -> int:
    """Return how many rows stand in a list; a row with two faults once."""
    return len({line_key(f.line) for f in findings})


def grouped(findings: Sequence[Reject | Asked]) -> list[tuple[str, str, list[Reject | Asked]]]:
    """Return (reason, column, findings) of equal reasons together, the most frequent first."""
    groups: dict[tuple[str, str], list[Reject | Asked]] = {}
    for finding in findings:
        groups.setdefault((finding.reason, finding.column), []).append(finding)
    ordered = sorted(groups.items(), key=lambda item: -len(item[1]))
    return [(reason, column, found) for (reason, column), found in ordered]
